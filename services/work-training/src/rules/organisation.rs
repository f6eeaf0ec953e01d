//! Rules about the applicant.

use domain::findings::Finding;
use domain::organisation::ApplicantKind;
use domain::rules::RuleValues;
use domain::scheme::{Case, Found};
use domain::shared_rules::applicant_kind;

use super::VOLUNTARY_REGISTER;
use crate::form::Form;

/// Voluntary organisations and foundations.
pub(super) fn kind(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    applicant_kind(case, rules, "TRAINING_APPLICANT_KIND")
}

/// Of foundations, the private ones.
pub(super) fn private_foundation(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let rule = rules.set_flag("foundation.private_required")?.filter(|_| {
        case.applicant().kind == ApplicantKind::Foundation && !case.draft.form.private_foundation
    });
    Ok(rule
        .map(|rule| {
            Finding::blocking("TRAINING_FOUNDATION_NOT_PRIVATE", &rule)
                .on("form.private_foundation")
        })
        .into_iter()
        .collect())
}

/// Registration is no condition here; but a form that says otherwise than the register is pointed
/// out.
pub(super) fn registration(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    let Some(registered) = case.draft.form.voluntary_registered else {
        return Ok(Vec::new());
    };
    let mut own = case.own_entries(VOLUNTARY_REGISTER).peekable();
    if own.peek().is_none() || own.any(|entry| entry.holds_on(case.date)) {
        return Ok(Vec::new());
    }
    Ok(vec![
        Finding::notice("TRAINING_REGISTRATION_CONTRADICTED", "configurable")
            .on("form.voluntary_register_date")
            .with("registered", registered)
            .with("applied", case.date),
    ])
}

/// Reports on earlier grants that are not accepted. The manager chooses whether that stops the
/// decision on an application.
pub(super) fn earlier_reports(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    const ID: &str = "previous_report.required";
    let required = rules.flag(ID)?;
    Ok(case
        .facts
        .earlier_grants
        .iter()
        .filter(|grant| grant.grant_year < case.call.terms.grant_year && !grant.accepted)
        .map(|grant| {
            let finding = if required.value {
                Finding::before_decision("TRAINING_REPORT_NOT_ACCEPTED", &required)
            } else {
                Finding::notice("TRAINING_REPORT_NOT_ACCEPTED", &required)
            };
            finding
                .on("applicant.organisation_number")
                // A year as text: numbers are grouped in thousands.
                .with("year", grant.grant_year.to_string())
        })
        .collect())
}
