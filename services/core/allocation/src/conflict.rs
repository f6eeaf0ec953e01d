//! Contradictions that make a scenario impossible. Nothing is ever repaired silently: a
//! contradiction is named, with its figures.

use serde::{Deserialize, Serialize};

/// A contradiction in a scenario. Amounts in units.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// The budget is negative.
    #[error("the budget is negative: {budget}")]
    NegativeBudget {
        /// The budget.
        budget: i64,
    },
    /// The step is not at least one unit.
    #[error("the rounding step must be at least 1, but is {step}")]
    StepTooSmall {
        /// The step.
        step: i64,
    },
    /// An applicant's amount, weight or score that must not be negative is.
    #[error("{id}: {field} is negative: {value}")]
    NegativeValue {
        /// The applicant.
        id: String,
        /// The field, as it is called in the file.
        field: String,
        /// Its value.
        value: i64,
    },
    /// An applicant has no id.
    #[error("an applicant has no id")]
    EmptyId,
    /// Two applicants have the same id.
    #[error("more than one applicant has the id {id}")]
    RepeatedId {
        /// The id.
        id: String,
    },
    /// Amounts or weights add up to more than the engine can keep exact
    /// ([`crate::scenario::MAX_TOTAL`]).
    #[error("the sum of {field} is too large to be calculated exactly")]
    TotalTooLarge {
        /// The field.
        field: String,
    },
    /// An applicant's lower bound is above its upper bound.
    #[error("{id}: the lower bound {lo} is above the upper bound {hi}")]
    BoundsContradict {
        /// The applicant.
        id: String,
        /// Lower bound.
        lo: i64,
        /// The clause behind it.
        lo_clause: crate::trace::Clause,
        /// Upper bound.
        hi: i64,
        /// The clause behind it.
        hi_clause: crate::trace::Clause,
    },
    /// No multiple of the step lies between an applicant's bounds.
    #[error("{id}: no whole step of {step} lies between {lo} and {hi}")]
    NoStepBetween {
        /// The applicant.
        id: String,
        /// Lower bound.
        lo: i64,
        /// Upper bound.
        hi: i64,
        /// The step.
        step: i64,
    },
    /// The lower bounds together are above what there is.
    #[error("the lower bounds add up to {floors}, more than the {budget} there is to divide")]
    FloorsExceedBudget {
        /// Sum of the lower bounds (rounded up to steps where the step made them not fit).
        floors: i64,
        /// The budget.
        budget: i64,
    },
    /// The lower bounds in a group are above the group's maximum.
    #[error("group {group}: the lower bounds add up to {floors}, more than the maximum {max}")]
    FloorsExceedGroup {
        /// The group.
        group: String,
        /// Sum of the lower bounds in it.
        floors: i64,
        /// Its maximum.
        max: i64,
    },
    /// A group's minimum is above its maximum, or above what its members can receive.
    #[error("group {group}: the minimum {min} is more than the {reach} it can receive")]
    GroupMinimumOutOfReach {
        /// The group.
        group: String,
        /// Its minimum.
        min: i64,
        /// The most that can reach it.
        reach: i64,
    },
    /// The same group has two quotas.
    #[error("group {group} has more than one quota")]
    RepeatedGroup {
        /// The group.
        group: String,
    },
    /// The members of a concern with a cap are in several groups, none inside the other.
    #[error("the concern {concern} has members in several groups: {groups}")]
    ConcernCrossesGroups {
        /// The concern.
        concern: String,
        /// The innermost groups of its members.
        groups: String,
    },
    /// Commitments add up to more than the authority to commit.
    #[error("commitments add up to {committed}, more than the authority of {authority}")]
    AuthorityExceeded {
        /// Sum of the commitments.
        committed: i64,
        /// The authority.
        authority: i64,
    },
    /// The key of the draw is not the one that was committed to.
    #[error("the key of the draw gives {actual}, not the commitment {promised}")]
    CommitmentBroken {
        /// The commitment published before the deadline.
        promised: String,
        /// The commitment of the key.
        actual: String,
    },
    /// The rule cannot be combined with something in the scenario.
    #[error("{} cannot be combined with this rule", Field::list(.fields))]
    NotWithThisRule {
        /// The fields that the rule cannot take account of.
        fields: Vec<Field>,
    },
    /// The crate was built without the feature `places`, which the rule needs.
    #[error("the rule {rule} needs the feature `places` of the engine")]
    RuleNotBuilt {
        /// The rule.
        rule: String,
    },
    /// A damper needs a figure that an applicant lacks.
    #[error("{id}: {field} is missing, but the damper needs it")]
    MissingValue {
        /// The applicant.
        id: String,
        /// The field.
        field: String,
    },
    /// A damper's floors are above the budget: the second damper's factor would be negative.
    #[error("the damper's floors add up to {floors}, more than the {budget} there is to divide")]
    DamperFloorsExceedBudget {
        /// Sum of the floors.
        floors: i64,
        /// The budget.
        budget: i64,
    },
}

/// A field of a scenario that a rule may be unable to take account of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Field {
    /// An applicant's minimum.
    Min,
    /// An applicant's maximum.
    Max,
    /// The damper.
    Damping,
    /// Quotas of groups.
    Groups,
    /// The cap on concerns.
    ConcernCap,
    /// The cut of floors that do not fit.
    FloorsCut,
}

impl Field {
    /// Returns the name of the field in a scenario file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Min => "min",
            Field::Max => "max",
            Field::Damping => "damping",
            Field::Groups => "groups",
            Field::ConcernCap => "concern_cap",
            Field::FloorsCut => "floors_cut",
        }
    }

    /// Writes names side by side: `damping, groups`.
    #[must_use]
    pub fn list(fields: &[Field]) -> String {
        let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
        names.join(", ")
    }
}

impl Conflict {
    /// The rule cannot take account of these fields.
    pub(crate) fn together(fields: &[Field]) -> Self {
        Self::NotWithThisRule {
            fields: fields.to_vec(),
        }
    }

    /// The id of the text about it, which is also its stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Conflict::NegativeBudget { .. } => "conflict-negative-budget",
            Conflict::StepTooSmall { .. } => "conflict-step-too-small",
            Conflict::NegativeValue { .. } => "conflict-negative-value",
            Conflict::EmptyId => "conflict-empty-id",
            Conflict::RepeatedId { .. } => "conflict-repeated-id",
            Conflict::TotalTooLarge { .. } => "conflict-total-too-large",
            Conflict::BoundsContradict { .. } => "conflict-bounds-contradict",
            Conflict::NoStepBetween { .. } => "conflict-no-step-between",
            Conflict::FloorsExceedBudget { .. } => "conflict-floors-exceed-budget",
            Conflict::FloorsExceedGroup { .. } => "conflict-floors-exceed-group",
            Conflict::GroupMinimumOutOfReach { .. } => "conflict-group-minimum-out-of-reach",
            Conflict::RepeatedGroup { .. } => "conflict-repeated-group",
            Conflict::ConcernCrossesGroups { .. } => "conflict-concern-crosses-groups",
            Conflict::AuthorityExceeded { .. } => "conflict-authority-exceeded",
            Conflict::CommitmentBroken { .. } => "conflict-commitment-broken",
            Conflict::NotWithThisRule { .. } => "conflict-not-with-this-rule",
            Conflict::MissingValue { .. } => "conflict-missing-value",
            Conflict::DamperFloorsExceedBudget { .. } => "conflict-damper-floors-exceed-budget",
            Conflict::RuleNotBuilt { .. } => "conflict-rule-not-built",
        }
    }
}
