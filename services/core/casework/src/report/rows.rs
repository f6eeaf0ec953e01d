//! Reports (rapporter) on grants.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber, ReportId};
use domain::report::{Report, ReportContent, ReportKind};
use domain::step::Revision;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::json;
use store::columns::{case_order, from_json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Writes the reports of new grants, with nothing in them yet, however many, in one statement.
///
/// # Errors
/// [`StoreError`].
pub async fn insert<I: Serialize>(
    connection: &mut PgConnection,
    reports: &[Report<I>],
) -> Result<(), StoreError> {
    let values =
        |value: fn(&Report<I>) -> Value| -> Vec<Value> { reports.iter().map(value).collect() };
    sqlx::query!(
        "insert into casework.report (call_id, grant_id, report_id, due, last, state, last_step, \
         revision, number, kind, years_after_payment)
         select call_id, grant_id, report_id, due, last, state, last_step, revision, number, kind, \
         years_after_payment
         from unnest($1::text[], $2::uuid[], $3::text[], $4::date[], $5::boolean[], $6::jsonb[], \
         $7::jsonb[], $8::bigint[], $9::integer[], $10::text[], $11::integer[])
             as new (call_id, grant_id, report_id, due, last, state, last_step, revision, number, \
             kind, years_after_payment)",
        &reports
            .iter()
            .map(|report| report.call.to_string())
            .collect::<Vec<String>>(),
        &reports
            .iter()
            .map(|report| report.grant.uuid())
            .collect::<Vec<Uuid>>(),
        &reports
            .iter()
            .map(|report| report.id.to_string())
            .collect::<Vec<String>>(),
        &reports
            .iter()
            .map(|report| report.due)
            .collect::<Vec<Option<NaiveDate>>>() as _,
        &reports
            .iter()
            .map(|report| report.last)
            .collect::<Vec<bool>>(),
        &values(|report| json(&report.state)),
        &values(|report| json(&report.last_step)),
        &reports
            .iter()
            .map(|report| report.revision.number())
            .collect::<Vec<i64>>(),
        &reports
            .iter()
            .map(|report| report.number)
            .collect::<Vec<i32>>(),
        &reports
            .iter()
            .map(|report| report.kind.code().to_owned())
            .collect::<Vec<String>>(),
        &reports
            .iter()
            .map(years_after_payment)
            .collect::<Vec<Option<i32>>>() as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn years_after_payment<I>(report: &Report<I>) -> Option<i32> {
    // Some decades at the most.
    report
        .years_after_payment
        .and_then(|years| years.try_into().ok())
}

/// Writes a report: its content and where it stands.
///
/// # Errors
/// [`StoreError`].
pub async fn update<I: Serialize>(
    connection: &mut PgConnection,
    report: &Report<I>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.report set content = $4, state = $5, last_step = $6, revision = $7, \
         due = $8, extensions = $9
         where call_id = $1 and grant_id = $2 and report_id = $3",
        report.call.as_str(),
        report.grant.uuid(),
        report.id.as_str(),
        report.content.as_ref().map(json),
        json(&report.state),
        json(&report.last_step),
        report.revision.number(),
        report.due,
        json(&report.extensions),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes away the reports of a grant that never began: it owes none.
///
/// # Errors
/// [`StoreError`].
pub async fn remove(
    connection: &mut PgConnection,
    call: &CallId,
    grant: ApplicationId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from casework.report where call_id = $1 and grant_id = $2",
        call.as_str(),
        grant.uuid(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes away the reports of a grant that are due after a day and not delivered: what they were to
/// tell of is no more. The last that stays is the last of the plan.
///
/// # Errors
/// [`StoreError`].
pub async fn remove_after(
    connection: &mut PgConnection,
    call: &CallId,
    grant: ApplicationId,
    day: NaiveDate,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from casework.report
         where call_id = $1 and grant_id = $2 and due > $3 and state_name = 'open'",
        call.as_str(),
        grant.uuid(),
        day,
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!(
        "update casework.report r set last = true
         where call_id = $1 and grant_id = $2 and not exists (select from casework.report later
             where later.call_id = r.call_id and later.grant_id = r.grant_id \
         and later.number > r.number)",
        call.as_str(),
        grant.uuid(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Sets the last day of the reports that follow the payment: so many years after the last one, once
/// all is paid. A payment that comes back takes the day away. A day that was set is kept, since it
/// may have been extended.
///
/// # Errors
/// [`StoreError`].
pub async fn follow_payment(
    connection: &mut PgConnection,
    call: &CallId,
    paid: &[(ApplicationId, Option<NaiveDate>)],
) -> Result<(), StoreError> {
    let grants: Vec<Uuid> = paid.iter().map(|(grant, _)| grant.uuid()).collect();
    let days: Vec<Option<NaiveDate>> = paid.iter().map(|(_, day)| *day).collect();
    sqlx::query!(
        "update casework.report r
         set due = (new.paid + make_interval(years => r.years_after_payment))::date
         from unnest($2::uuid[], $3::date[]) as new (grant_id, paid)
         where r.call_id = $1 and r.grant_id = new.grant_id and r.years_after_payment is not null
             and r.state_name = 'open' and (r.due is null) <> (new.paid is null)",
        call.as_str(),
        &grants,
        &days as _,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Returns those of these grants that owe a report: one of theirs is not accepted.
///
/// # Errors
/// [`StoreError`].
pub async fn owing(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<BTreeSet<ApplicationId>, StoreError> {
    let ids: Vec<Uuid> = grants.iter().map(|id| id.uuid()).collect();
    let owing = sqlx::query_scalar!(
        "select distinct grant_id from casework.report
         where call_id = $1 and grant_id = any($2) and state_name <> 'accepted'",
        call.as_str(),
        &ids,
    )
    .fetch_all(connection)
    .await?;
    let at = Row::of("report", call);
    let ids = owing.into_iter();
    ids.map(|id| at.column("grant_id", id.try_into())).collect()
}

/// Locks a report and gives it as it stands.
///
/// # Errors
/// [`StoreError`].
pub async fn lock<I: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    grant: ApplicationId,
    id: &ReportId,
) -> Result<Option<Report<I>>, StoreError> {
    sqlx::query!(
        "select report_id from casework.report where call_id = $1 and grant_id = $2 \
            and report_id = $3 for update",
        call.as_str(),
        grant.uuid(),
        id.as_str(),
    )
    .fetch_optional(&mut *connection)
    .await?;
    let filter = ReportFilter {
        grant: Some(grant),
        report: Some(id),
        ..ReportFilter::default()
    };
    Ok(page(connection, Some(call), filter).await?.pop())
}

/// Reads the reports of a grant in the order of its plan.
///
/// # Errors
/// [`StoreError`].
pub async fn of_grant<I: DeserializeOwned>(
    connection: &mut PgConnection,
    call: &CallId,
    grant: ApplicationId,
) -> Result<Vec<Report<I>>, StoreError> {
    let filter = ReportFilter {
        grant: Some(grant),
        ..ReportFilter::default()
    };
    let mut reports = page(connection, Some(call), filter).await?;
    reports.sort_by_key(|report| report.number);
    Ok(reports)
}

/// Which reports to read, by case reference and id.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportFilter<'a> {
    /// Those after this one.
    pub after: Option<&'a (CaseReference, ReportId)>,
    /// Only this grant's.
    pub grant: Option<ApplicationId>,
    /// Only those with this id.
    pub report: Option<&'a ReportId>,
    /// Only this organisation's.
    pub organisation: Option<&'a OrganisationNumber>,
    /// Only those in these states, by name; all when empty.
    pub states: &'a [&'a str],
    /// Only those that were due before this day and are not delivered.
    pub overdue_on: Option<NaiveDate>,
    /// Without the cases in which this person has declared an interest.
    pub without_interests_of: Option<&'a str>,
    /// The most items; `None` for all.
    pub limit: Option<i64>,
}

/// Reports of a call, or of every call, by case reference and id.
///
/// # Errors
/// [`StoreError`].
pub async fn page<I: DeserializeOwned>(
    connection: &mut PgConnection,
    call: Option<&CallId>,
    filter: ReportFilter<'_>,
) -> Result<Vec<Report<I>>, StoreError> {
    let states: Vec<String> = filter
        .states
        .iter()
        .map(|state| (*state).to_owned())
        .collect();
    let rows = sqlx::query_as!(
        ReportRow,
        "select r.call_id, r.grant_id, r.report_id, p.case_reference, r.due, r.last, r.content, \
         r.state, r.last_step, r.revision, r.number, r.kind, r.years_after_payment, \
         r.extensions, \
         coalesce((select jsonb_agg(jsonb_build_object('due', m.due, 'step', \
             jsonb_build_object('side', m.side, 'days', m.days), 'at', m.sent_at, \
             'by', m.sent_by, 'notice', m.notice) order by m.sent_at, m.due, m.days)
             from casework.report_reminder m where m.call_id = r.call_id \
             and m.grant_id = r.grant_id and m.report_id = r.report_id), '[]') as \"reminders!\"
         from casework.report r join casework.application p on p.call_id = r.call_id \
         and p.application_id = r.grant_id
         where ($1::text is null or r.call_id = $1) \
             and (p.case_year, p.case_number) >= (coalesce($2::integer, 0), \
         coalesce($9::integer, 0))
             and (p.case_year, p.case_number, r.report_id) > (coalesce($2, 0), coalesce($9, 0), \
             coalesce($3::text, ''))
             and ($4::uuid is null or r.grant_id = $4) and ($5::text is null or r.report_id = $5)
             and ($6::text is null or p.organisation_number = $6)
             and (cardinality($7::text[]) = 0 or r.state_name = any($7))
             and ($11::date is null or (r.due < $11 and r.state_name in ('open', 'returned')
                 and exists (select from casework.grant g where g.call_id = r.call_id \
                 and g.grant_id = r.grant_id and g.state_name not in ('offered', 'accepted'))))
             and ($10::text is null or not exists (select from casework.interest i
                 where i.call_id = r.call_id and i.application_id = r.grant_id and i.person = $10))
         order by p.case_year, p.case_number, r.report_id limit $8",
        call.map(CallId::as_str),
        filter.after.map(|(case, _)| case_order(case).0),
        filter.after.map(|(_, report)| report.to_string()),
        filter.grant.map(ApplicationId::uuid),
        filter.report.map(ReportId::as_str),
        filter.organisation.map(OrganisationNumber::as_str),
        &states,
        filter.limit,
        filter.after.map(|(case, _)| case_order(case).1),
        filter.without_interests_of,
        filter.overdue_on,
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(report).collect()
}

struct ReportRow {
    call_id: String,
    grant_id: Uuid,
    report_id: String,
    case_reference: String,
    due: Option<NaiveDate>,
    last: bool,
    content: Option<Value>,
    state: Value,
    last_step: Value,
    revision: i64,
    extensions: Value,
    reminders: Value,
    number: i32,
    kind: String,
    years_after_payment: Option<i32>,
}

fn report<I: DeserializeOwned>(row: ReportRow) -> Result<Report<I>, StoreError> {
    let at = Row::of("report", format!("{}/{}", row.grant_id, row.report_id));
    let content: Option<ReportContent<I>> = row
        .content
        .map(|content| from_json(&at, "content", content))
        .transpose()?;
    Ok(Report {
        grant: at.column("grant_id", row.grant_id.try_into())?,
        id: at.column("report_id", row.report_id.try_into())?,
        call: at.column("call_id", row.call_id.try_into())?,
        case_reference: at.column("case_reference", row.case_reference.try_into())?,
        number: row.number,
        kind: at.known("kind", ReportKind::from_code(&row.kind))?,
        due: row.due,
        years_after_payment: row
            .years_after_payment
            .map(|years| at.column("years_after_payment", years.try_into()))
            .transpose()?,
        last: row.last,
        content,
        state: from_json(&at, "state", row.state)?,
        last_step: from_json(&at, "last_step", row.last_step)?,
        revision: at.known("revision", Revision::new(row.revision))?,
        extensions: from_json(&at, "extensions", row.extensions)?,
        reminders: from_json(&at, "report_reminder", row.reminders)?,
    })
}
