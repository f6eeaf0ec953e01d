//! Demands on the terms of a call.

use domain::allocation::division::SubFramePlan;
use domain::assessment::weights;
use domain::call::CallTerms;
use domain::findings::Finding;
use domain::identifiers::CallId;
use domain::refusal::Refusal;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Scheme;
use domain::violations::FieldViolation;
use sqlx::PgConnection;

use crate::error::CaseError;

pub(super) fn invalid(faults: Vec<FieldViolation>) -> CaseError {
    CaseError::Refused(Refusal::InvalidFields(faults))
}

/// Returns whether the terms fit each other, the scheme's sub-frames on their day, and the days the
/// scheme's rules cover.
pub(super) fn require_fitting<S: Scheme>(terms: &CallTerms) -> Result<(), CaseError> {
    let plan = plan_on::<S>(&S::rules().on(terms.rules_date));
    let faults = match plan {
        Ok(plan) => terms.faults(&plan),
        Err(missing) => vec![FieldViolation {
            field: "rules_date".to_owned(),
            description: format!(
                "is a day the scheme's rules do not cover ({missing}); choose another"
            ),
        }],
    };
    if faults.is_empty() {
        return Ok(());
    }
    let in_request = faults.into_iter().map(|fault| FieldViolation {
        field: format!("call.{}", fault.field),
        ..fault
    });
    Err(invalid(in_request.collect()))
}

/// The round before can only be one that is decided: what is told from it must not change any more.
pub(super) async fn require_decided(
    connection: &mut PgConnection,
    previous: Option<&CallId>,
) -> Result<(), CaseError> {
    let Some(previous) = previous else {
        return Ok(());
    };
    if crate::allocation::rows::approved(connection, previous)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let finding = Finding::blocking("PREVIOUS_CALL_NOT_DECIDED", "configurable")
        .on("call.previous_call")
        .with("call", previous.as_str());
    Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])))
}

/// The frame plan; an error also where the weights are missing, so that no call is made that could
/// not be assessed.
pub(super) fn plan_on<S: Scheme>(rules: &RuleValues) -> Result<Vec<SubFramePlan>, RuleError> {
    weights(&S::PROFILE, rules)?;
    S::frame_plan(rules)
}

/// A score is a mean over criteria only when their weights are the whole. A scheme that scores
/// nothing has none.
pub(super) fn require_whole_weights<S: Scheme>(rules: &RuleValues) -> Result<(), CaseError> {
    let sum: i64 = weights(&S::PROFILE, rules)?.values().sum();
    if S::PROFILE.criteria.is_empty() || sum == 100 {
        return Ok(());
    }
    let finding = Finding::blocking("CALL_WEIGHTS", "configurable").with("sum", sum);
    Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])))
}
