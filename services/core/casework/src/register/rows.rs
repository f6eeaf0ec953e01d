//! Registers: facts about applicants, and what our own history says of them.

use chrono::NaiveDate;
use domain::identifiers::{ApplicationId, CallId, MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::register::{EarlierGrant, RegisterEntry};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Records entries; how many were new or changed. No two of them may have the same register,
/// organisation, municipality and first day.
///
/// # Errors
/// [`StoreError`].
pub async fn put(
    connection: &mut PgConnection,
    entries: &[RegisterEntry],
) -> Result<u64, StoreError> {
    let column = |text: fn(&RegisterEntry) -> &str| -> Vec<String> {
        entries.iter().map(|entry| text(entry).to_owned()).collect()
    };
    let from: Vec<NaiveDate> = entries.iter().map(|entry| entry.from).collect();
    let to: Vec<Option<NaiveDate>> = entries.iter().map(|entry| entry.to).collect();
    let changed = sqlx::query!(
        "insert into casework.register_entry as old (register, organisation_number, \
         municipality_number, from_date, to_date, source)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::date[], \
         $6::text[])
             as new (register, organisation_number, municipality_number, from_date, to_date, source)
         order by register, organisation_number, municipality_number, from_date
         on conflict (register, organisation_number, municipality_number, from_date)
             do update set to_date = excluded.to_date, source = excluded.source
             where (old.to_date, old.source) is distinct from (excluded.to_date, excluded.source)",
        &column(|entry| &entry.register),
        &column(|entry| entry.organisation.as_str()),
        &column(|entry| entry
            .municipality
            .as_ref()
            .map_or("", MunicipalityNumber::as_str)),
        &from,
        &to as &[Option<NaiveDate>],
        &column(|entry| &entry.source),
    )
    .execute(connection)
    .await?
    .rows_affected();
    Ok(changed)
}

/// The entries about an organisation, or about one of these municipalities; by register, then by
/// first day.
///
/// # Errors
/// [`StoreError`].
pub async fn entries(
    connection: &mut PgConnection,
    organisation: &OrganisationNumber,
    municipalities: &[MunicipalityNumber],
) -> Result<Vec<RegisterEntry>, StoreError> {
    let municipalities: Vec<String> = municipalities.iter().map(ToString::to_string).collect();
    let rows = sqlx::query_as!(
        EntryRow,
        "select register, organisation_number, municipality_number, from_date, to_date, source \
         from casework.register_entry
         where organisation_number = $1 or (municipality_number <> '' \
         and municipality_number = any ($2))
         order by register, from_date, organisation_number, municipality_number",
        organisation.as_str(),
        &municipalities,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(RegisterEntry::try_from).collect()
}

/// The applicants whose history is asked for.
#[derive(Debug, Clone, Copy)]
pub struct HistoryOf<'a> {
    /// The organisation.
    pub organisation: &'a OrganisationNumber,
    /// The municipality and those it has taken over from; empty unless a municipality applies.
    pub municipalities: &'a [MunicipalityNumber],
    /// The day by which reports are due or not.
    pub date: NaiveDate,
}

/// Grants that an applicant, or a municipality merged into it, got in any call and neither declined
/// nor let lapse; by grant year.
///
/// # Errors
/// [`StoreError`].
pub async fn earlier_grants(
    connection: &mut PgConnection,
    history: HistoryOf<'_>,
) -> Result<Vec<EarlierGrant>, StoreError> {
    let municipalities: Vec<String> = history
        .municipalities
        .iter()
        .map(ToString::to_string)
        .collect();
    let rows = sqlx::query!(
        "select a.call_id, c.grant_year, g.granted_ore,
               not exists (select from casework.report r where r.call_id = g.call_id \
               and r.grant_id = g.grant_id
                   and r.due < $3 and r.state_name <> 'accepted') as \"reports_accepted!\"
           from casework.application a
           join casework.grant g on g.call_id = a.call_id and g.grant_id = a.application_id
           join casework.call c on c.call_id = a.call_id
           where (a.organisation_number = $1 or (a.applicant_kind = 'MUNICIPALITY' \
           and a.municipality_number = any ($2)))
               and g.state_name not in ('declined', 'lapsed')
           order by c.grant_year, a.call_id, a.application_id",
        history.organisation.as_str(),
        &municipalities,
        history.date,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let call = CallId::try_from(row.call_id.as_str());
            Ok(EarlierGrant {
                call: Row::of("application", row.call_id).column("call_id", call)?,
                grant_year: row.grant_year,
                granted: Money::from_ore(row.granted_ore),
                reports_accepted: row.reports_accepted,
            })
        })
        .collect()
}

/// Takes the organisation's place in a call until the transaction ends: of two applications
/// submitted at the same moment, the second waits and then sees the first. To be followed by
/// [`other_applications`].
///
/// # Errors
/// [`StoreError`].
pub async fn take_turn(
    connection: &mut PgConnection,
    call: &CallId,
    organisation: &OrganisationNumber,
) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0)) as locked",
        call.as_str(),
        organisation.as_str(),
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// The organisation's other applications in a call that are sent in and not ended without a grant,
/// by id.
///
/// # Errors
/// [`StoreError`].
pub async fn other_applications(
    connection: &mut PgConnection,
    call: &CallId,
    application: ApplicationId,
    organisation: &OrganisationNumber,
) -> Result<Vec<ApplicationId>, StoreError> {
    let rows: Vec<Uuid> = sqlx::query_scalar!(
        "select application_id from casework.application
         where call_id = $1 and organisation_number = $2 and application_id <> $3
             and state_name not in ('draft', 'withdrawn', 'dismissed', 'refused')
         order by application_id",
        call.as_str(),
        organisation.as_str(),
        application.uuid(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|id| Row::of("application", id).column("application_id", id.try_into()))
        .collect()
}

struct EntryRow {
    register: String,
    organisation_number: String,
    municipality_number: String,
    from_date: NaiveDate,
    to_date: Option<NaiveDate>,
    source: String,
}

impl TryFrom<EntryRow> for RegisterEntry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let at = Row::of(
            "register_entry",
            format_args!("{}/{}", row.register, row.organisation_number),
        );
        let municipality = (!row.municipality_number.is_empty())
            .then(|| MunicipalityNumber::try_from(row.municipality_number))
            .transpose();
        Ok(RegisterEntry {
            register: row.register,
            organisation: at.column("organisation_number", row.organisation_number.try_into())?,
            municipality: at.column("municipality_number", municipality)?,
            from: row.from_date,
            to: row.to_date,
            source: row.source,
        })
    }
}
