use chrono::NaiveDate;
use domain::calendar::add_days;
use domain::grant::{ACCEPTANCE_DAYS, BudgetAnswer, Grant};
use domain::identifiers::CallId;
use domain::scheme::Scheme;

use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::Context;

/// Returns a number of days by the rules of the call.
pub(super) async fn days_of<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
    id: &str,
) -> Result<u32, CaseError> {
    let call = visible(context.db, context.actor, call).await?;
    Ok(pinned_rules::<S>(&call)?.count(id)?.value)
}

/// Returns the day that lies a number of days of the call's rules after today. A calendar that ends
/// before it gives its last day, which never comes.
pub(super) async fn day_after<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
    id: &'static str,
) -> Result<NaiveDate, CaseError> {
    let days = days_of::<S>(context, call, id).await?;
    Ok(add_days(context.actor.today(), days).unwrap_or(NaiveDate::MAX))
}

/// Answers a revised budget. The recipient has the days to accept from today, so that a late answer
/// takes none of them.
pub(super) async fn answer_budget<S: Scheme>(
    context: &mut Context<'_>,
    before: Grant,
    answer: BudgetAnswer,
    reason: &str,
) -> Result<Change<Grant>, CaseError> {
    let accept_by = day_after::<S>(context, &before.call, ACCEPTANCE_DAYS).await?;
    let after = before.answer_revised_budget(answer, accept_by, context.record(reason))?;
    let last_day = after.last_day();
    Ok(Change::telling(after, &last_day))
}
