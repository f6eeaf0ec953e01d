//! Rules about what registers and earlier calls say of the applicant.

use domain::findings::Finding;
use domain::money::{Money, Rounding};
use domain::register::EarlierGrant;
use domain::rules::{Cited, RuleValues};
use domain::scheme::{Case, Found};

use super::EXCLUSION_REGISTER;
use crate::form::Form;

/// One combined application a year.
pub(super) fn one_application(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let finding = |most: Cited<'_, u32>| {
        Finding::blocking("CENTRE_SECOND_APPLICATION", &most)
            .on("applicant.organisation_number")
            .with("others", case.facts.other_applications)
            .with("most", most.value)
    };
    let reached = case.facts.reached_limit(rules)?;
    Ok(reached.map(finding).into_iter().collect())
}

/// Every report that was due on an earlier grant is accepted before the application is finished,
/// which is the decision: an authority that takes its time stops no submission.
pub(super) fn previous_report(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("previous_report.required")? else {
        return Ok(Vec::new());
    };
    Ok(case
        .facts
        .earlier_grants
        .iter()
        .filter(|grant| grant.grant_year < case.call.terms.grant_year && !grant.accepted)
        .map(|grant| {
            Finding::before_decision("CENTRE_REPORT_NOT_ACCEPTED", &rule)
                .on("applicant.organisation_number")
                // A year as text: numbers are grouped in thousands.
                .with("year", grant.grant_year.to_string())
        })
        .collect())
}

/// Not shut out after a breach.
pub(super) fn excluded(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let Some(rule) = rules.set_flag("exclusion.applies")? else {
        return Ok(Vec::new());
    };
    Ok(case
        .entries(EXCLUSION_REGISTER)
        .take(1)
        .map(|entry| {
            let finding = match entry.to {
                Some(to) => Finding::blocking("CENTRE_EXCLUDED", &rule).with("to", to),
                None => Finding::blocking("CENTRE_EXCLUDED_FOR_NOW", &rule),
            };
            finding
                .on("applicant.organisation_number")
                .with("from", entry.from)
        })
        .collect())
}

/// The applicant's word on last year's grant is held against our own history.
pub(super) fn last_year(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    let granted = last_year_grant(case).map(|grant| grant.granted);
    let differs = granted
        .zip(case.draft.last_year)
        .filter(|(granted, said)| granted != said);
    Ok(differs
        .map(|(granted, said)| {
            Finding::notice("CENTRE_LAST_YEAR_DIFFERS", "configurable")
                .on("last_year")
                .with("said", said)
                .with("granted", granted)
        })
        .into_iter()
        .collect())
}

/// A request far from last year's grant is pointed out early in the year.
pub(super) fn large_change(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    const ID: &str = "change.notice_percent";
    let last_year = last_year_grant(case)
        .map(|grant| grant.granted)
        .or(case.draft.last_year)
        .filter(|amount| amount.is_positive());
    let Some(last_year) = last_year else {
        return Ok(Vec::new());
    };
    let requested = case.draft.requested;
    let difference = Money::from_ore(requested.ore().saturating_sub(last_year.ore()).abs());
    let percent = rules.decimal(ID)?;
    let points = rules.basis_points(ID)?.value;
    let allowed = last_year.times_basis_points(points, Rounding::Down);
    if allowed.is_ok_and(|allowed| difference <= allowed) {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::notice("CENTRE_LARGE_CHANGE", &percent)
            .on("requested")
            .with("requested", requested)
            .with("last_year", last_year)
            .with("percent", percent.value),
    ])
}

/// Our own grant of the year before.
fn last_year_grant<'a>(case: &Case<'a, Form>) -> Option<&'a EarlierGrant> {
    case.facts
        .earlier_grants
        .iter()
        .find(|grant| grant.grant_year == case.call.terms.grant_year - 1)
}
