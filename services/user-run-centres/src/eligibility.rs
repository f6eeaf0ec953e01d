//! Rules on an application: one small function a rule, each with its code and the citation of its
//! rule value.

mod activities;
mod history;
mod organisation;

use domain::findings::Finding;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Case;

use crate::form::Form;

/// The register of the Register of Non-Profit Organisations (*Frivillighetsregisteret*).
pub const VOLUNTARY_REGISTER: &str = "frivillighetsregisteret";

/// The register of organisations that the transition rule of 2023 covers.
pub const TRANSITION_REGISTER: &str = "core_business_transition";

/// The register of organisations that are shut out after a breach (*utestengelse*).
pub const EXCLUSION_REGISTER: &str = "exclusion";

/// The findings of a rule: none, one thing, or one for each activity.
type Found = Result<Vec<Finding>, RuleError>;

/// A rule.
type Rule = fn(&Case<'_, Form>, &RuleValues) -> Found;

/// Every rule, in the order a case handler would go through them.
const RULES: &[Rule] = &[
    organisation::kind,
    organisation::registered,
    organisation::registration_confirmed,
    organisation::ideal_purpose,
    organisation::core_business,
    organisation::size_for_formula,
    organisation::frame_suits_type,
    organisation::cooperation,
    organisation::attachments,
    history::one_application,
    history::previous_report,
    history::excluded,
    history::last_year,
    history::large_change,
    activities::sum_is_requested,
    activities::in_norway,
    activities::equal_contribution,
    activities::double_funding,
    activities::above_cap,
    activities::sought_elsewhere,
    activities::needed,
];

/// Everything the rules say, in their order.
pub(crate) fn findings(case: &Case<'_, Form>, rules: &RuleValues) -> Found {
    let mut findings = Vec::new();
    for rule in RULES {
        findings.extend(rule(case, rules)?);
    }
    Ok(findings)
}

/// The citation of a rule that is switched on and off by a flag; none on days when it does not
/// hold.
fn in_force(rules: &RuleValues, id: &str) -> Result<Option<String>, RuleError> {
    if rules.get(id).is_some() && rules.flag(id)? {
        rules.citation(id).map(Some)
    } else {
        Ok(None)
    }
}
