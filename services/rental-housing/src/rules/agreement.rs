//! Ties of dwellings that others own to the municipality: allocation right, registered clause,
//! recommendation.

use domain::findings::{Finding, when};
use domain::organisation::ApplicantKind;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::{Case, Found};

use crate::form::{AgreementKind, Form, Measure, Owner, Recommendation};

/// Returns whether the regulation asks no allocation right of an owner.
pub(crate) fn is_exempt(owner: Owner, rules: &RuleValues) -> Result<bool, RuleError> {
    Ok(rules
        .texts("agreement.exempt_owners")?
        .value
        .contains(&owner.code()))
}

/// Returns whether the municipality must get the right to allocate: others own the dwellings, or
/// the right is what is paid for.
fn is_needed(form: &Form, rules: &RuleValues) -> Result<bool, RuleError> {
    Ok(form.project.measure == Measure::AllocationRight || !is_exempt(form.project.owner, rules)?)
}

/// The municipality allocates dwellings that others own (*tildelingsrett*); a right to refer is not
/// enough.
pub(super) fn allocation_right(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let missing = is_needed(form, rules)? && form.agreement.kind != AgreementKind::Allocation;
    let rule = rules.source("agreement.years")?;
    Ok(when(missing, || {
        Finding::blocking("HOUSING_ALLOCATION_RIGHT_MISSING", &rule).on("form.agreement")
    }))
}

/// The allocation right lasts as long as the regulation of the call asks.
pub(super) fn years(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let least = rules.count("agreement.years")?;
    let given = form.agreement.years;
    let short = is_needed(form, rules)?
        && form.agreement.kind == AgreementKind::Allocation
        && given < least.value;
    Ok(when(short, || {
        Finding::blocking("HOUSING_ALLOCATION_RIGHT_TOO_SHORT", &least)
            .on("form.agreement_years")
            .with("years", given)
            .with("least", least.value)
    }))
}

/// A clause on use is registered on dwellings that others own (*tinglyst klausul*).
pub(super) fn clause(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let form = &case.draft.form;
    let missing = is_needed(form, rules)? && !form.agreement.registered_clause;
    let rule = rules.source("agreement.exempt_owners")?;
    Ok(when(missing, || {
        Finding::blocking("HOUSING_CLAUSE_MISSING", &rule).on("form.registered_clause")
    }))
}

/// An applicant that is no municipality names a municipality as owner: true of a developer, worth
/// a look with others.
pub(super) fn owner_is_applicant(case: &Case<'_, Form>, _rules: &RuleValues) -> Found {
    let project = &case.draft.form.project;
    let odd = project.owner == Owner::Municipality
        && case.applicant().kind != ApplicantKind::Municipality
        && !project.developer;
    Ok(when(odd, || {
        Finding::notice("HOUSING_OWNER_IS_NOT_APPLICANT", "configurable").on("form.owner")
    }))
}

/// The word of the municipality weighs when it is not the applicant.
pub(super) fn recommendation(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    if case.applicant().kind == ApplicantKind::Municipality {
        return Ok(Vec::new());
    }
    let rule = rules.source("attachments.recommended")?;
    let code = match case.draft.form.agreement.recommendation {
        Recommendation::Recommended => return Ok(Vec::new()),
        Recommendation::NotRecommended => "HOUSING_NOT_RECOMMENDED",
        Recommendation::NotGiven | Recommendation::NotNeeded => "HOUSING_RECOMMENDATION_MISSING",
    };
    Ok(vec![
        Finding::notice(code, &rule).on("form.municipality_recommendation"),
    ])
}
