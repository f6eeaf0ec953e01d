//! Grants that rise: by the waiting list, or after an appeal.

use chrono::{Datelike, NaiveDate};

use super::{Awaited, Condition, Grant, GrantState, Instalment, PlannedInstalment};
use crate::identifiers::AllocationId;
use crate::money::Money;
use crate::obligation::Obligation;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// More than was promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Raise {
    /// The allocation that decides it.
    pub allocation: AllocationId,
    /// The amount promised from now on.
    pub granted: Money,
    /// The part of what is more that waits for next year's frame.
    pub awaited: Option<Awaited>,
    /// The letter's conditions for that amount.
    pub conditions: Vec<Condition>,
    /// The duties to repay for that amount.
    pub obligations: Vec<Obligation>,
}

impl Grant {
    /// Returns true if more can be promised on this grant: it is offered and can still be accepted,
    /// or accepted, or runs, is not settled and no duty to repay runs.
    #[must_use]
    pub fn can_rise_on(&self, today: NaiveDate) -> bool {
        match self.state {
            GrantState::Offered => today <= self.last_day(),
            // What may be kept is settled on what was granted.
            GrantState::Accepted { .. } | GrantState::Active { .. } => {
                self.settlement.is_none() && !self.has_running_duty()
            }
            GrantState::Declined
            | GrantState::Lapsed
            | GrantState::Reversed
            | GrantState::Paused { .. }
            | GrantState::Reported { .. }
            | GrantState::Closed { .. }
            | GrantState::Recovery { .. } => false,
        }
    }

    /// Promises more: everything that was promised stays, and an instalment is added that brings
    /// the plan to the new amount, due with the last one or today; what waits for next year's frame
    /// is one of its own. Gives the grant and the new instalments. Where the grant stands and how
    /// long an offer is open do not change.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless more can be promised ([`Grant::can_rise_on`]) and it is more.
    pub fn raise(
        mut self,
        raise: Raise,
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        if !self.can_rise_on(today) || raise.granted <= self.granted {
            return Err(self.wrong_state(StepName::ApproveAllocation));
        }
        let last = self.instalments.last();
        let planned = PlannedInstalment {
            due: last.map_or(today, |last| last.due.max(today)),
            year: last.map_or_else(|| today.year(), |last| last.year),
            amount: Money::from_ore(raise.granted.ore() - self.granted.ore()),
        };
        let number = last.map_or(0, |last| last.number) + 1;
        let mut added = vec![Instalment::planned(number, planned)];
        if let Some(awaited) = raise.awaited {
            awaited.set_aside(&mut added);
        }
        self.granted = raise.granted;
        self.allocation = raise.allocation;
        self.conditions = raise.conditions;
        self.obligations = raise.obligations;
        self.approved_by.clone_from(&step.actor);
        self.instalments.extend_from_slice(&added);
        Ok((self.stamped(step), added))
    }
}
