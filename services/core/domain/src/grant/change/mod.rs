//! Changes of a grant that its recipient asks for (endringer): of budget, time, content, partner or
//! amount. The scheme's rules say which are decided, and which are told only.

mod answer;
mod request;
mod rules;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Budget, BudgetAmount, Grant};
use crate::decision::DecisionNumber;
use crate::identifiers::serial_number;
use crate::money::Money;
use crate::step::StepRecord;

pub use rules::{
    CHANGE_BUDGET_FREE, CHANGE_CONTENT_DECIDED, CHANGE_FOUR_EYES, CHANGE_PARTNER_DECIDED,
    CHANGE_REPORT_DAYS, CHANGE_TIME_DECIDED, ChangeRules,
};

serial_number!(
    /// Number of a change among those of its grant, from 1.
    ChangeNumber
);

crate::coded! {
    /// The kind of a change.
    pub ChangeKind {
        /// Money moves between the lines of the budget.
        Budget = "budget",
        /// The work ends on another day.
        Time = "time",
        /// The work is another.
        Content = "content",
        /// It is done with another partner.
        Partner = "partner",
        /// The grant is of another amount.
        Amount = "amount",
    }
}

/// A change as it is asked for: at least one of its parts is there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The whole budget since, line by line.
    pub budget: Option<Vec<BudgetAmount>>,
    /// The last day of the work since.
    pub ends: Option<NaiveDate>,
    /// The work since, in words of the recipient.
    pub content: Option<String>,
    /// The partner since, in words of the recipient.
    pub partner: Option<String>,
    /// The amount of the grant since.
    pub amount: Option<Money>,
}

/// A change as it is wanted: as it is asked for, with the titles of its budget lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The whole budget since.
    pub budget: Option<Budget>,
    /// The last day of the work since.
    pub ends: Option<NaiveDate>,
    /// The work since.
    pub content: Option<String>,
    /// The partner since.
    pub partner: Option<String>,
    /// The amount of the grant since.
    pub amount: Option<Money>,
}

impl Wanted {
    /// Returns the kinds of what is wanted, in their order.
    #[must_use]
    pub fn kinds(&self) -> Vec<ChangeKind> {
        let parts = [
            (ChangeKind::Budget, self.budget.is_some()),
            (ChangeKind::Time, self.ends.is_some()),
            (ChangeKind::Content, self.content.is_some()),
            (ChangeKind::Partner, self.partner.is_some()),
            (ChangeKind::Amount, self.amount.is_some()),
        ];
        let wanted = parts.into_iter().filter(|(_, wanted)| *wanted);
        wanted.map(|(kind, _)| kind).collect()
    }
}

/// State of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ChangeState {
    /// Waits for a case handler.
    Asked,
    /// Told, and needs no decision (melding).
    Noted,
    /// Approved by a decision.
    Approved {
        /// The decision.
        decision: DecisionNumber,
    },
    /// Rejected by a decision.
    Rejected {
        /// The decision.
        decision: DecisionNumber,
    },
    /// Taken back (trukket).
    Withdrawn,
}

impl ChangeState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Noted => "noted",
            Self::Approved { .. } => "approved",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns true if the grant is as the change wants it.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Noted | Self::Approved { .. })
    }

    /// The decision about it.
    #[must_use]
    pub const fn decision(&self) -> Option<DecisionNumber> {
        match self {
            Self::Approved { decision } | Self::Rejected { decision } => Some(*decision),
            Self::Asked | Self::Noted | Self::Withdrawn => None,
        }
    }
}

/// A change of a grant. It is kept for ever, whatever became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantChange {
    /// Number among the grant's changes.
    pub number: ChangeNumber,
    /// The change.
    pub wanted: Wanted,
    /// The amount of the grant when it was asked for.
    pub granted: Money,
    /// The request: who registered it, when, why.
    pub asked: StepRecord,
    /// Its state.
    pub state: ChangeState,
    /// The answer, or the withdrawal: who, when, why. None before it, and for what is only told.
    pub answered: Option<StepRecord>,
}

impl Grant {
    /// The change that waits for a case handler.
    #[must_use]
    pub fn waiting_change(&self) -> Option<&GrantChange> {
        let mut changes = self.changes.iter();
        changes.find(|one| one.state == ChangeState::Asked)
    }

    /// The last day of the work, where a change moved it.
    #[must_use]
    pub fn ends(&self) -> Option<NaiveDate> {
        let holding = self.changes.iter().filter(|one| one.state.holds());
        holding.filter_map(|one| one.wanted.ends).next_back()
    }

    /// The budget of the last change that holds and that covers the grant.
    pub(super) fn changed_budget(&self) -> Option<&Budget> {
        let least = self.least_budget();
        let holding = self.changes.iter().filter(|one| one.state.holds());
        let budgets = holding.filter_map(|one| one.wanted.budget.as_ref());
        budgets.rev().find(|budget| budget.sum() >= least)
    }

    /// The budget that was decided last: without the moves that were only told.
    fn decided_budget(&self) -> Option<&Budget> {
        let decided = self.changes.iter().rev();
        let decided = decided.filter(|one| matches!(one.state, ChangeState::Approved { .. }));
        let mut budgets = decided.filter_map(|one| one.wanted.budget.as_ref());
        budgets.next().or_else(|| self.budget_before_changes())
    }
}
