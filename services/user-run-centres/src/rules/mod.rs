//! The rules about an application, one small function each. Each finding cites the rule value it
//! rests on.

mod activities;
mod history;
mod organisation;
mod reads;

pub(crate) use reads::READS;

use domain::scheme::Rule;

use crate::form::Form;

/// The register of the Register of Non-Profit Organisations (*Frivillighetsregisteret*).
pub const VOLUNTARY_REGISTER: &str = "frivillighetsregisteret";

/// The register of organisations that the transition rule of 2023 covers.
pub const TRANSITION_REGISTER: &str = "core_business_transition";

/// The register of organisations that are shut out after a breach (*utestengelse*).
pub const EXCLUSION_REGISTER: &str = "exclusion";

/// Every rule, in the order a case handler would go through them.
pub(crate) const RULES: &[Rule<Form>] = &[
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

/// The rules that judge again at the decision.
pub(crate) const DECISION_RULES: &[Rule<Form>] = &[history::previous_report, history::excluded];
