//! A decision as the steps on it find it.

use domain::calendar::{OutOfCalendar, local_date};
use domain::decision::Decision;
use domain::delivery::AppealTime;
use domain::findings::Finding;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::shared_rules::appeal_time;

use super::key::DecisionKey;
use super::rows;
use crate::application::application_alone;
use crate::error::{CaseError, not_found};
use crate::resource::Lock;
use crate::step::Context;
use crate::subject::Subject;

/// Finds a decision that the caller may know of: staff know all, a party those that were sent to
/// it. With [`Lock::Yes`] its application is locked.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::InterestDeclared`].
pub(crate) async fn find<S: Scheme>(
    context: &mut Context<'_>,
    key: &DecisionKey,
    lock: Lock,
) -> Result<Decision, CaseError> {
    application_alone::<S>(context, &key.application, lock).await?;
    let staff = context.actor.caller.is_staff();
    rows::of_application(context.db, &key.application)
        .await?
        .into_iter()
        .find(|one| one.number == key.number && (staff || one.dispatched.is_some()))
        .ok_or_else(|| not_found(key.name()))
}

/// Returns the rules about the time to appeal a decision: those of its day.
pub(crate) fn time_of(decision: &Decision) -> Result<AppealTime, CaseError> {
    Ok(appeal_time(local_date(decision.decided))?)
}

/// Returns the subject of a decision's events.
pub(crate) fn subject(decision: &Decision) -> Subject {
    let (call, application) = (&decision.call, decision.application);
    let name = names::decision(call, application, decision.number);
    Subject::decision(call, application, name, &decision.organisation)
}

/// Refuses a date that no calendar holds.
pub(crate) fn far_away(_: OutOfCalendar) -> CaseError {
    refused(vec![Finding::blocking("DATE_TOO_FAR", "configurable")])
}

/// Refuses for what was found.
pub(crate) const fn refused(findings: Vec<Finding>) -> CaseError {
    CaseError::Refused(Refusal::RulesNotMet(findings))
}
