//! What the rules find in an application: one small function a rule, each with its code and the
//! citation of its rule value.

pub(crate) use project::{COOPERATION_YEAR, YEARS_MAX};

mod funding;
mod organisation;
mod project;

use domain::findings::Finding;
use domain::rules::{RuleError, RuleValues};
use domain::scheme::Case;

use crate::form::Form;

/// The register of the Register of Non-Profit Organisations (*Frivillighetsregisteret*).
pub const VOLUNTARY_REGISTER: &str = "frivillighetsregisteret";

/// What a rule finds: nothing, one thing, or several.
type Found = Result<Vec<Finding>, RuleError>;

/// A rule.
type Rule = fn(&Case<'_, Form>, &RuleValues) -> Found;

/// Every rule, in the order a case handler would go through them.
const RULES: &[Rule] = &[
    organisation::kind,
    organisation::private_foundation,
    organisation::registration,
    organisation::earlier_reports,
    project::year_of_project,
    project::continuation_confirmed,
    project::not_started,
    project::not_ordinary_operation,
    project::not_commercial,
    project::direct_offer,
    project::new_method,
    project::cooperation,
    project::municipalities_exist,
    project::agreement_attached,
    project::sister_scheme,
    funding::lines_left_out,
    funding::double_funding,
    funding::state_aid,
    funding::needed,
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
