//! The rules about an application, one small function each. Each finding cites the rule value it
//! rests on.

pub(crate) use project::{COOPERATION_YEAR, YEARS_MAX};

mod funding;
mod organisation;
mod project;
mod reads;

pub(crate) use reads::READS;

use domain::scheme::Rule;

use crate::form::Form;

/// The register of the Register of Non-Profit Organisations (*Frivillighetsregisteret*).
pub const VOLUNTARY_REGISTER: &str = "frivillighetsregisteret";

/// Every rule, in the order a case handler would go through them.
pub(crate) const RULES: &[Rule<Form>] = &[
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

/// The rules that judge again at the decision.
pub(crate) const DECISION_RULES: &[Rule<Form>] = &[organisation::earlier_reports];
