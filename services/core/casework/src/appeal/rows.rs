//! Appeals.

use chrono::NaiveDate;
use domain::appeal::{Appeal, AppealNumber};
use domain::decision::DecisionNumber;
use domain::identifiers::{CallId, CaseReference, OrganisationNumber};
use domain::step::Revision;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{case_order, from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::application::ApplicationKey;

/// Stores a new appeal. Its application is locked, so no other takes the number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(db: &mut PgConnection, appeal: &Appeal) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.appeal (call_id, application_id, number, decision, received, text, \
         lodged, state, last_step, revision) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        appeal.call.as_str(),
        appeal.application.uuid(),
        appeal.number.get(),
        appeal.decision.get(),
        appeal.received,
        appeal.text,
        json(&appeal.lodged),
        json(&appeal.state),
        json(&appeal.last_step),
        appeal.revision.number(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores an appeal after a step. Its application is locked.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn update(db: &mut PgConnection, appeal: &Appeal) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.appeal set admitted = $4, prepared = $5, forwarded = $6, state = $7, \
         last_step = $8, revision = $9
         where call_id = $1 and application_id = $2 and number = $3",
        appeal.call.as_str(),
        appeal.application.uuid(),
        appeal.number.get(),
        appeal.admitted.as_ref().map(json),
        appeal.prepared.as_ref().map(json),
        appeal.forwarded.as_ref().map(json),
        json(&appeal.state),
        json(&appeal.last_step),
        appeal.revision.number(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads the appeals of an application, by number.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_application(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<Appeal>, StoreError> {
    let rows = sqlx::query_as!(
        AppealRow,
        "select l.call_id, l.application_id, l.number, l.decision, l.received, l.text, l.lodged, \
         l.admitted, l.prepared, l.forwarded, l.state, l.last_step, l.revision, \
         p.organisation_number, p.case_reference
         from casework.appeal l join casework.application p using (call_id, application_id)
         where call_id = $1 and application_id = $2 order by l.number",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(AppealRow::read);
    read.map(|one| one.map(|listed| listed.appeal)).collect()
}

/// An appeal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAppeal {
    /// The case reference.
    pub case_reference: CaseReference,
    /// The appeal.
    pub appeal: Appeal,
}

/// Which appeals to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct AppealFilter<'a> {
    /// Of this call.
    pub call: &'a CallId,
    /// Of this organisation only.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only those in these states; all when empty.
    pub states: &'a [&'a str],
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: &'a str,
}

/// Reads appeals after one, by case reference and number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn page(
    db: &mut PgConnection,
    filter: AppealFilter<'_>,
    after: Option<&(CaseReference, i32)>,
    limit: i64,
) -> Result<Vec<ListedAppeal>, StoreError> {
    let order = after.map(|(case, _)| case_order(case));
    let states: Vec<String> = filter.states.iter().map(|&one| one.to_owned()).collect();
    let rows = sqlx::query_as!(
        AppealRow,
        "select l.call_id, l.application_id, l.number, l.decision, l.received, l.text, l.lodged, \
         l.admitted, l.prepared, l.forwarded, l.state, l.last_step, l.revision, \
         p.organisation_number, p.case_reference
         from casework.appeal l join casework.application p using (call_id, application_id)
         where call_id = $1 and ($2::text is null or p.organisation_number = $2)
             and (cardinality($3::text[]) = 0 or l.state_name = any($3))
             and not exists (select from casework.interest i where i.call_id = l.call_id \
             and i.application_id = l.application_id and i.person = $4)
             and (p.case_year, p.case_number, l.number) > (coalesce($5::integer, 0), \
             coalesce($6::integer, 0), coalesce($7::integer, 0))
         order by p.case_year, p.case_number, l.number limit $8",
        filter.call.as_str(),
        filter.organisation.map(OrganisationNumber::as_str),
        &states,
        filter.without_interests_of,
        order.map(|(year, _)| year),
        order.map(|(_, number)| number),
        after.map(|(_, number)| *number),
        limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(AppealRow::read).collect()
}

struct AppealRow {
    call_id: String,
    application_id: Uuid,
    number: i32,
    decision: i32,
    received: NaiveDate,
    text: String,
    lodged: Value,
    admitted: Option<Value>,
    prepared: Option<Value>,
    forwarded: Option<Value>,
    state: Value,
    last_step: Value,
    revision: i64,
    organisation_number: String,
    case_reference: String,
}

impl AppealRow {
    fn read(self) -> Result<ListedAppeal, StoreError> {
        let at = Row::of(
            "appeal",
            format_args!("{}/{}", self.application_id, self.number),
        );
        let optional = |column, value: Option<Value>| {
            let read = value.map(|value| from_json(&at, column, value));
            read.transpose()
        };
        let forwarded = self
            .forwarded
            .map(|value| from_json(&at, "forwarded", value));
        let organisation = OrganisationNumber::try_from(self.organisation_number);
        Ok(ListedAppeal {
            case_reference: at.column("case_reference", self.case_reference.try_into())?,
            appeal: Appeal {
                call: at.column("call_id", self.call_id.try_into())?,
                application: at.column("application_id", self.application_id.try_into())?,
                number: at.known("number", AppealNumber::new(self.number))?,
                organisation: at.column("organisation_number", organisation)?,
                decision: at.known("decision", DecisionNumber::new(self.decision))?,
                received: self.received,
                text: self.text,
                lodged: from_json(&at, "lodged", self.lodged)?,
                admitted: optional("admitted", self.admitted)?,
                prepared: optional("prepared", self.prepared)?,
                forwarded: forwarded.transpose()?,
                state: from_json(&at, "state", self.state)?,
                last_step: from_json(&at, "last_step", self.last_step)?,
                revision: at.known("revision", Revision::new(self.revision))?,
            },
        })
    }
}
