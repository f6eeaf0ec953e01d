//! What makes a scenario impossible. Nothing is ever repaired silently: a contradiction is named,
//! with its figures.

use crate::explain::{Style, Writer};
use serde::{Deserialize, Serialize};
use std::fmt;
use text::{Args, Language};

/// A contradiction in a scenario. Amounts in units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// The budget is negative.
    NegativeBudget {
        /// The budget.
        budget: i64,
    },
    /// The step is not at least one unit.
    StepTooSmall {
        /// The step.
        step: i64,
    },
    /// An applicant's amount, weight or score that must not be negative is.
    NegativeValue {
        /// The applicant.
        id: String,
        /// The field, as it is called in the file.
        field: String,
        /// Its value.
        value: i64,
    },
    /// An applicant has no id.
    EmptyId,
    /// Two applicants have the same id.
    RepeatedId {
        /// The id.
        id: String,
    },
    /// Amounts or weights add up to more than the engine can keep exact
    /// ([`crate::scenario::MAX_TOTAL`]).
    TotalTooLarge {
        /// The field.
        field: String,
    },
    /// An applicant's lower bound is above its upper bound.
    BoundsContradict {
        /// The applicant.
        id: String,
        /// Lower bound.
        lo: i64,
        /// What made it.
        lo_clause: crate::trace::Clause,
        /// Upper bound.
        hi: i64,
        /// What made it.
        hi_clause: crate::trace::Clause,
    },
    /// No multiple of the step lies between an applicant's bounds.
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
    FloorsExceedBudget {
        /// Sum of the lower bounds (rounded up to steps where the step made them not fit).
        floors: i64,
        /// What there is.
        budget: i64,
    },
    /// The lower bounds in a group are above the group's maximum.
    FloorsExceedGroup {
        /// The group.
        group: String,
        /// Sum of the lower bounds in it.
        floors: i64,
        /// Its maximum.
        max: i64,
    },
    /// A group's minimum is above its maximum, or above what its members can receive.
    GroupMinimumOutOfReach {
        /// The group.
        group: String,
        /// Its minimum.
        min: i64,
        /// The most that can reach it.
        reach: i64,
    },
    /// The same group has two quotas.
    RepeatedGroup {
        /// The group.
        group: String,
    },
    /// The members of a concern with a cap are in several groups, none inside the other.
    ConcernCrossesGroups {
        /// The concern.
        concern: String,
        /// The innermost groups of its members.
        groups: String,
    },
    /// Commitments add up to more than the authority to commit.
    AuthorityExceeded {
        /// Sum of the commitments.
        committed: i64,
        /// The authority.
        authority: i64,
    },
    /// The key of the draw is not the one that was committed to.
    CommitmentBroken {
        /// What was published before the deadline.
        promised: String,
        /// What the key gives.
        actual: String,
    },
    /// The rule cannot be combined with something in the scenario.
    NotWithThisRule {
        /// The field that the rule cannot take account of.
        field: String,
    },
    /// A damper needs a figure that an applicant lacks.
    MissingValue {
        /// The applicant.
        id: String,
        /// The field.
        field: String,
    },
    /// A damper's floors are above the budget: the second damper's factor would be negative.
    DamperFloorsExceedBudget {
        /// Sum of the floors.
        floors: i64,
        /// What there is.
        budget: i64,
    },
    /// A check that must hold in every run did not: a fault in the engine itself, never in the
    /// input.
    InvariantBroken {
        /// Which one.
        invariant: String,
    },
}

impl Conflict {
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
            Conflict::InvariantBroken { .. } => "conflict-invariant-broken",
        }
    }

    /// The conflict in words, amounts in units.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.text_in(language, Style::Plain, 1)
    }

    /// The conflict in words, amounts in a style; `scale` is the scenario's units of amount in one.
    #[must_use]
    pub fn text_in(&self, language: Language, style: Style, scale: i64) -> String {
        let writer = Writer {
            style,
            language,
            scale,
        };
        crate::explain::catalogue().text(language, self.code(), &self.args(writer))
    }

    fn args(&self, writer: Writer) -> Args<'_> {
        let amount = |units: &i64| writer.amount(*units);
        let clause =
            |clause: &crate::trace::Clause| crate::explain::clause(*clause, writer.language);
        match self {
            Conflict::EmptyId => Args::new(),
            Conflict::NegativeBudget { budget } => Args::new().text("budget", amount(budget)),
            Conflict::StepTooSmall { step } => Args::new().text("step", amount(step)),
            Conflict::NegativeValue { id, field, value } => Args::new()
                .text("id", id)
                .text("field", field)
                .number("value", *value),
            Conflict::RepeatedId { id } => Args::new().text("id", id),
            Conflict::TotalTooLarge { field } | Conflict::NotWithThisRule { field } => {
                Args::new().text("field", field)
            }
            Conflict::BoundsContradict {
                id,
                lo,
                lo_clause,
                hi,
                hi_clause,
            } => Args::new()
                .text("id", id)
                .text("lo", amount(lo))
                .text("loClause", clause(lo_clause))
                .text("hi", amount(hi))
                .text("hiClause", clause(hi_clause)),
            Conflict::NoStepBetween { id, lo, hi, step } => Args::new()
                .text("id", id)
                .text("lo", amount(lo))
                .text("hi", amount(hi))
                .text("step", amount(step)),
            Conflict::FloorsExceedBudget { floors, budget }
            | Conflict::DamperFloorsExceedBudget { floors, budget } => Args::new()
                .text("floors", amount(floors))
                .text("budget", amount(budget)),
            Conflict::FloorsExceedGroup { group, floors, max } => Args::new()
                .text("group", group)
                .text("floors", amount(floors))
                .text("max", amount(max)),
            Conflict::GroupMinimumOutOfReach { group, min, reach } => Args::new()
                .text("group", group)
                .text("min", amount(min))
                .text("reach", amount(reach)),
            Conflict::RepeatedGroup { group } => Args::new().text("group", group),
            Conflict::ConcernCrossesGroups { concern, groups } => {
                Args::new().text("concern", concern).text("groups", groups)
            }
            Conflict::AuthorityExceeded {
                committed,
                authority,
            } => Args::new()
                .text("committed", amount(committed))
                .text("authority", amount(authority)),
            Conflict::CommitmentBroken { promised, actual } => Args::new()
                .text("promised", promised)
                .text("actual", actual),
            Conflict::MissingValue { id, field } => Args::new().text("id", id).text("field", field),
            Conflict::InvariantBroken { invariant } => Args::new().text("invariant", invariant),
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for Conflict {}
