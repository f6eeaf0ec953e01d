//! Applications (søknader). Generic over the scheme's form, which is stored as JSON.

pub(crate) mod attachment;
pub(crate) mod erasure;

use chrono::{DateTime, Utc};
use domain::application::{Applicant, Application, ApplicationState, Draft};
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::money::Money;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value};
use sqlx::PgConnection;
use store::columns::json;
use store::error::{Row, StoreError};
use uuid::Uuid;

/// A query for applications; the text given ends it.
macro_rules! applications {
    ($tail:literal $(, $arg:expr)* $(,)?) => {
        sqlx::query_as!(
            ApplicationRow,
            "select call_id, application_id, case_reference, organisation_number, \
             organisation_name, applicant_kind,
                 municipality_number, invented_number, requested_ore, last_year_ore, \
                 letter_language, contact, address, form, state, last_step, revision, created, \
                 updated, erased, disposal_id
             from casework.application " + $tail
            $(, $arg)*
        )
    };
}

/// One application.
///
/// # Errors
/// [`StoreError`].
pub async fn find<F: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    id: ApplicationId,
) -> Result<Option<Application<F>>, StoreError> {
    let row = applications!(
        "where call_id = $1 and application_id = $2",
        call.as_str(),
        id.uuid()
    )
    .fetch_optional(connection)
    .await?;
    row.map(ApplicationRow::read).transpose()
}

/// The application behind a grant.
///
/// # Errors
/// [`StoreError`].
pub async fn of_grant<F: DeserializeOwned>(
    connection: &mut PgConnection,
    grant: &Grant,
) -> Result<Application<F>, StoreError> {
    let found = find(connection, &grant.call, grant.id).await?;
    Row::of("grant", grant.id).known("application", found)
}

/// Locks an application for a change, after its call, which is kept from changing but not locked:
/// `for key share` is what foreign keys take, and gets in the way of `for update` alone. One
/// statement does both; the row of the inner `select` is locked before the outer one.
///
/// # Errors
/// [`StoreError`].
pub async fn lock<F: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    id: ApplicationId,
) -> Result<Option<Application<F>>, StoreError> {
    let row = applications!(
        "join (select call_id as held from casework.call \
         where call_id = $1 for key share) as parent on held = call_id
         where call_id = $1 and application_id = $2 for update of application",
        call.as_str(),
        id.uuid()
    )
    .fetch_optional(connection)
    .await?;
    row.map(ApplicationRow::read).transpose()
}

/// All applications of a call that are in one of these states and not erased, locked for a change
/// in the order of their ids.
///
/// # Errors
/// [`StoreError`].
pub async fn lock_in_states<F: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    states: &[&str],
) -> Result<Vec<Application<F>>, StoreError> {
    let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
    let rows = applications!(
        "where call_id = $1 and state_name = any ($2) and erased is null \
         order by application_id for update",
        call.as_str(),
        &states
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ApplicationRow::read).collect()
}

/// All applications of a call that are in one of these states, as they stand, in the order of their
/// ids.
///
/// # Errors
/// [`StoreError`].
pub async fn in_states<F: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    states: &[&str],
) -> Result<Vec<Application<F>>, StoreError> {
    let states: Vec<String> = states.iter().map(|state| (*state).to_owned()).collect();
    let rows = applications!(
        "where call_id = $1 and state_name = any ($2) order by application_id",
        call.as_str(),
        &states
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ApplicationRow::read).collect()
}

/// A page of the list of a call's applications.
#[derive(Debug, Clone, Copy)]
pub struct ApplicationPage<'a> {
    /// The call.
    pub call: &'a CallId,
    /// The case reference of the last one of the page before.
    pub after: Option<&'a CaseReference>,
    /// Only those in these states; all when empty.
    pub states: &'a [&'static str],
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// True if those not yet submitted are listed too.
    pub with_drafts: bool,
    /// Without those this person has declared an interest in.
    pub without_interests_of: Option<&'a str>,
    /// The most items.
    pub limit: i64,
}

/// Applications in the order of their case references.
///
/// # Errors
/// [`StoreError`].
pub async fn list<F: DeserializeOwned>(
    connection: &mut PgConnection,
    page: ApplicationPage<'_>,
) -> Result<Vec<Application<F>>, StoreError> {
    let states: Vec<String> = page
        .states
        .iter()
        .map(|state| (*state).to_owned())
        .collect();
    let rows = applications!(
        "where call_id = $1
             and ($2::integer is null or (case_year, case_number) > ($2, $3))
             and (cardinality($4::text[]) = 0 or state_name = any ($4))
             and ($5::text is null or organisation_number = $5)
             and ($6 or state_name <> 'draft')
             and ($7::text is null or not exists (select from casework.interest i
                 where i.call_id = application.call_id \
                 and i.application_id = application.application_id and i.person = $7))
         order by case_year, case_number limit $8",
        page.call.as_str(),
        page.after.map(|last| i32::from(last.year())),
        // At most seven digits.
        page.after
            .and_then(|last| i32::try_from(last.sequence()).ok()),
        &states,
        page.organisation.map(OrganisationNumber::as_str),
        page.with_drafts,
        page.without_interests_of,
        page.limit,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(ApplicationRow::read).collect()
}

/// Stores a new application; whether it was new.
///
/// # Errors
/// [`StoreError`].
pub async fn insert<F: Serialize>(
    connection: &mut PgConnection,
    application: &Application<F>,
) -> Result<bool, StoreError> {
    let (draft, applicant) = (&application.draft, &application.draft.applicant);
    let inserted = sqlx::query!(
        "insert into casework.application (call_id, application_id, case_reference, \
         organisation_number, organisation_name,
             applicant_kind, municipality_number, invented_number, requested_ore, last_year_ore, \
             form, state, last_step, revision,
             created, updated, letter_language, contact, address)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
         $19)
         on conflict (call_id, application_id) do nothing",
        application.call.as_str(),
        application.id.uuid(),
        application.case_reference.to_string(),
        applicant.organisation.as_str(),
        applicant.name,
        applicant.kind.code(),
        applicant.municipality.as_str(),
        applicant.invented_number,
        draft.requested.ore(),
        draft.last_year.map(Money::ore),
        json(&draft.form),
        json(&application.state),
        json(&application.last_step),
        application.revision.number(),
        application.created,
        application.updated,
        draft.letter_language.code(),
        draft.contact.as_ref().map(json),
        draft.address.as_ref().map(json),
    )
    .execute(connection)
    .await?
    .rows_affected();
    Ok(inserted > 0)
}

/// Stores changed applications. Their rows must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn update<F: Serialize>(
    connection: &mut PgConnection,
    application: &Application<F>,
) -> Result<(), StoreError> {
    let (draft, applicant) = (&application.draft, &application.draft.applicant);
    sqlx::query!(
        "update casework.application set organisation_number = $3, organisation_name = $4, \
         applicant_kind = $5,
             municipality_number = $6, invented_number = $7, requested_ore = $8, \
             last_year_ore = $9, form = $10, state = $11,
             last_step = $12, revision = $13, updated = $14, letter_language = $15, \
             contact = $16, address = $17
         where call_id = $1 and application_id = $2",
        application.call.as_str(),
        application.id.uuid(),
        applicant.organisation.as_str(),
        applicant.name,
        applicant.kind.code(),
        applicant.municipality.as_str(),
        applicant.invented_number,
        draft.requested.ore(),
        draft.last_year.map(Money::ore),
        json(&draft.form),
        json(&application.state),
        json(&application.last_step),
        application.revision.number(),
        application.updated,
        draft.letter_language.code(),
        draft.contact.as_ref().map(json),
        draft.address.as_ref().map(json),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores where many applications stand after a step of the whole round; what the applicants wrote
/// stays. Their rows must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn update_states<F>(
    connection: &mut PgConnection,
    call: &CallId,
    applications: &[Application<F>],
) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|one| one.id.uuid()).collect();
    let states: Vec<Value> = applications.iter().map(|one| json(&one.state)).collect();
    let steps: Vec<Value> = applications
        .iter()
        .map(|one| json(&one.last_step))
        .collect();
    let revisions: Vec<i64> = applications
        .iter()
        .map(|one| one.revision.number())
        .collect();
    let updated: Vec<DateTime<Utc>> = applications.iter().map(|one| one.updated).collect();
    sqlx::query!(
        "update casework.application as old
         set state = new.state, last_step = new.last_step, revision = new.revision, \
         updated = new.updated
         from unnest($2::uuid[], $3::jsonb[], $4::jsonb[], $5::bigint[], $6::timestamptz[])
             as new (application_id, state, last_step, revision, updated)
         where old.call_id = $1 and old.application_id = new.application_id",
        call.as_str(),
        &ids,
        &states,
        &steps,
        &revisions,
        &updated,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes the year's next case number. Others who want one wait until this transaction ends, so that
/// none is lost or given twice.
///
/// # Errors
/// [`StoreError`].
pub async fn take_case_number(connection: &mut PgConnection, year: i32) -> Result<i32, StoreError> {
    let number = sqlx::query_scalar!(
        "insert into casework.case_counter (year, last) values ($1, 1)
         on conflict (year) do update set last = case_counter.last + 1 returning last",
        year,
    )
    .fetch_one(connection)
    .await?;
    Ok(number)
}

struct ApplicationRow {
    call_id: String,
    application_id: Uuid,
    case_reference: String,
    organisation_number: String,
    organisation_name: String,
    applicant_kind: String,
    municipality_number: String,
    invented_number: bool,
    requested_ore: i64,
    last_year_ore: Option<i64>,
    letter_language: String,
    contact: Option<Value>,
    address: Option<Value>,
    form: Value,
    state: Value,
    last_step: Value,
    revision: i64,
    created: DateTime<Utc>,
    updated: DateTime<Utc>,
    erased: Option<DateTime<Utc>>,
    disposal_id: Option<Uuid>,
}

impl ApplicationRow {
    fn read<F: DeserializeOwned>(self) -> Result<Application<F>, StoreError> {
        let at = Row::of(
            "application",
            format_args!("{}/{}", self.call_id, self.application_id),
        );
        let applicant = Applicant {
            organisation: at.column(
                "organisation_number",
                OrganisationNumber::try_from(self.organisation_number),
            )?,
            name: self.organisation_name,
            kind: at.column("applicant_kind", self.applicant_kind.parse())?,
            municipality: at.column("municipality_number", self.municipality_number.try_into())?,
            invented_number: self.invented_number,
        };
        Ok(Application {
            id: at.column(
                "application_id",
                ApplicationId::try_from(self.application_id),
            )?,
            call: at.column("call_id", CallId::try_from(self.call_id))?,
            case_reference: at.column(
                "case_reference",
                CaseReference::try_from(self.case_reference),
            )?,
            draft: Draft {
                applicant,
                requested: Money::from_ore(self.requested_ore),
                last_year: self.last_year_ore.map(Money::from_ore),
                letter_language: at.column("letter_language", self.letter_language.parse())?,
                contact: at.column("contact", self.contact.map(from_value).transpose())?,
                address: at.column("address", self.address.map(from_value).transpose())?,
                form: at.column("form", from_value(self.form))?,
            },
            state: at.column("state", from_value::<ApplicationState>(self.state))?,
            last_step: at.column("last_step", from_value::<StepRecord>(self.last_step))?,
            revision: at.known("revision", Revision::new(self.revision))?,
            created: self.created,
            updated: self.updated,
            erased: erasure::read(&at, self.erased, self.disposal_id)?,
        })
    }
}
