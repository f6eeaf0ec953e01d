//! Reports that are not delivered, and the reminders that were sent of them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber, ReportId};
use domain::report::{Reminder, ReminderStep};
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// A reminder with the report that it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderOf {
    /// The call.
    pub call: CallId,
    /// The grant.
    pub grant: ApplicationId,
    /// The report.
    pub report: ReportId,
    /// The case reference.
    pub case_reference: CaseReference,
    /// The recipient.
    pub organisation: OrganisationNumber,
    /// The recipient's name.
    pub organisation_name: String,
    /// The reminder.
    pub reminder: Reminder,
}

/// A report that is not delivered.
pub(super) struct Undelivered {
    /// The grant.
    pub(super) grant: ApplicationId,
    /// The report.
    pub(super) report: ReportId,
    /// The case reference.
    pub(super) case_reference: CaseReference,
    /// The recipient.
    pub(super) organisation: OrganisationNumber,
    /// The recipient's name.
    pub(super) organisation_name: String,
    /// The last day.
    pub(super) due: NaiveDate,
    /// The steps of reminding that were taken for this last day.
    pub(super) sent: Vec<ReminderStep>,
    /// True if the person has declared an interest in the case.
    pub(super) interest: bool,
}

/// Returns the calls with reports that are not delivered.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn calls(connection: &mut PgConnection) -> Result<Vec<CallId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select distinct call_id from casework.report where state_name in ('open', 'returned')
         order by call_id"
    )
    .fetch_all(connection)
    .await?;
    let read = rows.into_iter().map(|call| {
        let id = CallId::try_from(call.as_str());
        Row::of("report", call).column("call_id", id)
    });
    read.collect()
}

/// Locks the reports of a call that are due until a day, are not delivered, and can be: their
/// grants run. In the order of their ids; what was delivered before the lock is not among them.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
    until: NaiveDate,
    person: &str,
) -> Result<Vec<Undelivered>, StoreError> {
    let locked = sqlx::query!(
        "select r.grant_id, r.report_id from casework.report r
         join casework.grant g on g.call_id = r.call_id and g.grant_id = r.grant_id
         where r.call_id = $1 and r.state_name in ('open', 'returned') and r.due <= $2
             and g.state_name in ('active', 'reported')
         order by r.grant_id, r.report_id for update of r",
        call.as_str(),
        until,
    )
    .fetch_all(&mut *connection)
    .await?;
    let grants: Vec<Uuid> = locked.iter().map(|row| row.grant_id).collect();
    let reports: Vec<String> = locked.into_iter().map(|row| row.report_id).collect();
    // Read after the lock: what another request has just sent is seen.
    let rows = sqlx::query_as!(
        UndeliveredRow,
        "select r.grant_id, r.report_id, r.due as \"due!\", p.case_reference, \
         p.organisation_number, p.organisation_name,
             exists (select from casework.interest i where i.call_id = r.call_id \
                 and i.application_id = r.grant_id and i.person = $4) as \"interest!\",
             coalesce((select jsonb_agg(jsonb_build_object('side', m.side, 'days', m.days))
                 from casework.report_reminder m where m.call_id = r.call_id \
                 and m.grant_id = r.grant_id and m.report_id = r.report_id \
                 and m.due = r.due), '[]') as \"sent!\"
         from unnest($2::uuid[], $3::text[]) as locked (grant_id, report_id)
         join casework.report r on r.call_id = $1 and r.grant_id = locked.grant_id \
         and r.report_id = locked.report_id
         join casework.application p on p.call_id = r.call_id and p.application_id = r.grant_id
         order by p.case_year, p.case_number, r.due, r.report_id",
        call.as_str(),
        &grants,
        &reports,
        person,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(undelivered).collect()
}

struct UndeliveredRow {
    grant_id: Uuid,
    report_id: String,
    due: NaiveDate,
    case_reference: String,
    organisation_number: String,
    organisation_name: String,
    interest: bool,
    sent: Value,
}

fn undelivered(row: UndeliveredRow) -> Result<Undelivered, StoreError> {
    let at = Row::of("report", format!("{}/{}", row.grant_id, row.report_id));
    Ok(Undelivered {
        grant: at.column("grant_id", row.grant_id.try_into())?,
        report: at.column("report_id", row.report_id.try_into())?,
        case_reference: at.column("case_reference", row.case_reference.try_into())?,
        organisation: at.column("organisation_number", row.organisation_number.try_into())?,
        organisation_name: row.organisation_name,
        due: row.due,
        sent: from_json(&at, "report_reminder", row.sent)?,
        interest: row.interest,
    })
}

/// Writes reminders that are sent.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(
    connection: &mut PgConnection,
    reminders: &[ReminderOf],
) -> Result<(), StoreError> {
    let all = || reminders.iter();
    let calls: Vec<String> = all().map(|one| one.call.to_string()).collect();
    let grants: Vec<Uuid> = all().map(|one| one.grant.uuid()).collect();
    let reports: Vec<String> = all().map(|one| one.report.to_string()).collect();
    let due: Vec<NaiveDate> = all().map(|one| one.reminder.due).collect();
    let sides: Vec<String> = all()
        .map(|one| one.reminder.step.side.code().to_owned())
        .collect();
    let days: Vec<i32> = all()
        .map(|one| i32::try_from(one.reminder.step.days).unwrap_or(i32::MAX))
        .collect();
    let at: Vec<DateTime<Utc>> = all().map(|one| one.reminder.at).collect();
    let by: Vec<String> = all().map(|one| one.reminder.by.clone()).collect();
    let notices: Vec<Value> = all().map(|one| json(&one.reminder.notice)).collect();
    sqlx::query!(
        "insert into casework.report_reminder
             (call_id, grant_id, report_id, due, side, days, sent_at, sent_by, notice)
         select * from unnest($1::text[], $2::uuid[], $3::text[], $4::date[], $5::text[],
             $6::integer[], $7::timestamptz[], $8::text[], $9::jsonb[])",
        &calls,
        &grants,
        &reports,
        &due,
        &sides,
        &days,
        &at,
        &by,
        &notices,
    )
    .execute(connection)
    .await?;
    Ok(())
}
