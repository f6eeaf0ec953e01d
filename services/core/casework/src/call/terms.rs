//! Demands on the terms of a call, and the rule values it goes by.

use domain::assessment::weights;
use domain::call::{Call, CallTerms};
use domain::findings::Finding;
use domain::grant::ACCEPTANCE_DAYS;
use domain::identifiers::CallId;
use domain::refusal::Refusal;
use domain::rules::{RuleHash, RuleValues};
use domain::rules_of_day::RulesOfDay;
use domain::scheme::Scheme;
use domain::violations::FieldViolation;
use sqlx::PgConnection;

use crate::error::CaseError;
use crate::scheme::not_covered;

pub(super) fn invalid(faults: Vec<FieldViolation>) -> CaseError {
    CaseError::Refused(Refusal::InvalidFields(faults))
}

/// Returns the rule values of a call's date: once it is open, those pinned when it opened.
///
/// # Errors
/// [`CaseError::RulesChanged`].
pub fn pinned_rules<S: Scheme>(call: &Call) -> Result<RuleValues, CaseError> {
    let rules = S::rules().on(call.terms.rules_date);
    match call.rule_hash().map(str::parse::<RuleHash>) {
        Some(pinned) if pinned != Ok(rules.hash()) => Err(CaseError::RulesChanged {
            call: call.id.clone(),
        }),
        Some(_) | None => Ok(rules),
    }
}

/// Checks that the terms fit each other, the scheme's sub-frames on their day, and the days the
/// scheme's rules cover.
pub(super) fn require_fitting<S: Scheme>(terms: &CallTerms) -> Result<(), CaseError> {
    let faults = match RulesOfDay::of::<S>(terms.rules_date) {
        Ok(rules) => terms.faults(&rules.sub_frames),
        Err(missing) => vec![not_covered("rules_date", &missing)],
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

/// Returns the terms with the days to accept an offer that the scheme's rules give, where they
/// name none.
pub(super) fn with_days<S: Scheme>(terms: &CallTerms) -> Result<CallTerms, CaseError> {
    let mut terms = terms.clone();
    if terms.acceptance_days == 0 {
        let days = S::rules()
            .on(terms.rules_date)
            .count(ACCEPTANCE_DAYS)?
            .value;
        terms.acceptance_days = u16::try_from(days).unwrap_or(u16::MAX);
    }
    Ok(terms)
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
