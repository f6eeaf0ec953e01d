//! Registers: facts about applicants, and what our own history says of them.

use chrono::NaiveDate;
use domain::identifiers::{ApplicationId, CallId, MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::register::{EarlierGrant, RegisterEntry};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Writes entries, each in the place of the one that it replaces. No two of them may have the same
/// register, organisation, municipality and first day.
///
/// # Errors
/// [`StoreError`].
pub async fn put(
    connection: &mut PgConnection,
    entries: &[RegisterEntry],
) -> Result<(), StoreError> {
    let column = |text: fn(&RegisterEntry) -> &str| -> Vec<String> {
        entries.iter().map(|entry| text(entry).to_owned()).collect()
    };
    let from: Vec<NaiveDate> = entries.iter().map(|entry| entry.from).collect();
    let to: Vec<Option<NaiveDate>> = entries.iter().map(|entry| entry.to).collect();
    sqlx::query!(
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
    .await?;
    Ok(())
}

/// Entries about organisations and those that they have taken over, or about one of the
/// municipalities of each; by register, then by first day: a list for each organisation.
///
/// # Errors
/// [`StoreError`].
pub async fn entries(
    connection: &mut PgConnection,
    about: &[(&OrganisationNumber, &[MunicipalityNumber])],
) -> Result<Vec<Vec<RegisterEntry>>, StoreError> {
    let organisations: Vec<String> = about.iter().map(|(one, _)| one.to_string()).collect();
    let (mut places, mut municipalities) = (Vec::new(), Vec::new());
    for (place, (_, numbers)) in (1_i64..).zip(about) {
        for number in *numbers {
            places.push(place);
            municipalities.push(number.to_string());
        }
    }
    let rows = sqlx::query_as!(
        EntryRow,
        "with recursive standing (place, organisation) as (
             select place, organisation from unnest($1::text[]) with ordinality \
             as w (organisation, place)
             union
             select t.place, s.predecessor_number from standing t join casework.succession s
                 on s.successor_number = t.organisation and s.confirmed_at is not null
         )
         select place as \"place!\", register as \"register!\", \
         organisation_number as \"organisation_number!\", \
         municipality_number as \"municipality_number!\", from_date as \"from_date!\", \
         to_date, source as \"source!\"
         from (
             select w.place, e.* from standing w
             join casework.register_entry e on e.organisation_number = w.organisation
             union
             select w.place, e.* from unnest($2::bigint[], $3::text[]) as w (place, municipality)
             join casework.register_entry e on e.municipality_number = w.municipality \
             and e.municipality_number <> ''
         ) of_them
         order by place, register, from_date, organisation_number, municipality_number",
        &organisations,
        &places,
        &municipalities,
    )
    .fetch_all(connection)
    .await?;
    let mut found = vec![Vec::new(); about.len()];
    for row in rows {
        let place = usize::try_from(row.place - 1).ok();
        let entry = RegisterEntry::try_from(row)?;
        let of = place.and_then(|place| found.get_mut(place));
        of.into_iter().for_each(|of| of.push(entry.clone()));
    }
    Ok(found)
}

/// An applicant whose history is asked for.
#[derive(Debug, Clone, Copy)]
pub struct HistoryOf<'a> {
    /// The organisation.
    pub organisation: &'a OrganisationNumber,
    /// The municipality and those it has taken over from; empty unless a municipality applies.
    pub municipalities: &'a [MunicipalityNumber],
}

/// Grants that applicants, or municipalities merged into them, got in any call and neither declined
/// nor let lapse, by grant year: a list for each applicant. `date` is the day by which reports are
/// due and projects over, or not.
///
/// The plan's last report is due when the project ends: later last days that were given do not make
/// it longer. A grant that did not begin owes no report.
///
/// # Errors
/// [`StoreError`].
pub async fn earlier_grants(
    connection: &mut PgConnection,
    histories: &[HistoryOf<'_>],
    date: NaiveDate,
) -> Result<Vec<Vec<EarlierGrant>>, StoreError> {
    let organisations: Vec<String> = histories
        .iter()
        .map(|of| of.organisation.to_string())
        .collect();
    let (mut places, mut municipalities) = (Vec::new(), Vec::new());
    for (place, of) in (1_i64..).zip(histories) {
        for number in of.municipalities {
            places.push(place);
            municipalities.push(number.to_string());
        }
    }
    let rows = sqlx::query!(
        "select h.place as \"place!\", h.call_id as \"call_id!\", c.grant_year, g.granted_ore,
               g.state_name in ('accepted', 'active', 'paused') and coalesce($4 <= (select \
                   max(coalesce((r.extensions -> 0 ->> 'from')::date, r.due)) \
                   from casework.report r where r.call_id = g.call_id and r.grant_id = g.grant_id \
                   ), true) as \"running!\",
               g.state_name in ('offered', 'accepted') or not exists (select \
                   from casework.report r where r.call_id = g.call_id \
                   and r.grant_id = g.grant_id and r.due < $4 \
                   and r.state_name in ('open', 'returned')) as \"delivered!\",
               g.state_name in ('offered', 'accepted') or not exists (select \
                   from casework.report r where r.call_id = g.call_id \
                   and r.grant_id = g.grant_id and r.due < $4 \
                   and r.state_name <> 'accepted') as \"accepted!\", h.case_reference as \"case!\",
               case when g.state_name = 'recovery' and exists (select from casework.recovery o \
                   where o.call_id = g.call_id and o.grant_id = g.grant_id \
                   and o.claim is not null) then (g.state ->> 'to_repay')::bigint else 0 end \
                   as \"debt!\"
           from (
               select w.place, a.call_id, a.application_id, a.case_reference
               from unnest($1::text[]) with ordinality as w (organisation, place)
               join casework.application a on a.organisation_number = w.organisation
               union
               select w.place, a.call_id, a.application_id, a.case_reference
               from unnest($2::bigint[], $3::text[]) as w (place, municipality)
               join casework.application a on a.municipality_number = w.municipality \
               and a.applicant_kind = 'MUNICIPALITY'
           ) h
           join casework.grant g on g.call_id = h.call_id and g.grant_id = h.application_id
           join casework.call c on c.call_id = h.call_id
           where g.state_name not in ('declined', 'lapsed', 'reversed')
           order by h.place, c.grant_year, h.call_id, h.application_id",
        &organisations,
        &places,
        &municipalities,
        date,
    )
    .fetch_all(connection)
    .await?;
    let mut found = vec![Vec::new(); histories.len()];
    for row in rows {
        let at = Row::of("application", &row.call_id);
        let grant = EarlierGrant {
            call: at.column("call_id", row.call_id.as_str().try_into())?,
            case: at.column("case_reference", row.case.try_into())?,
            debt: Money::from_ore(row.debt),
            grant_year: row.grant_year,
            granted: Money::from_ore(row.granted_ore),
            running: row.running,
            delivered: row.delivered,
            accepted: row.accepted,
        };
        let place = usize::try_from(row.place - 1).ok();
        let of = place.and_then(|place| found.get_mut(place));
        of.into_iter().for_each(|of| of.push(grant.clone()));
    }
    Ok(found)
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
    place: i64,
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
