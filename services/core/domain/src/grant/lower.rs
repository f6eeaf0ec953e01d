//! Grants that fall: by a change that the recipient asks for, or by a reversal.

use super::{Condition, Grant, GrantState, Instalment, InstalmentState};
use crate::money::Money;
use crate::obligation::Obligation;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// Less than was promised.
#[derive(Debug, Clone, PartialEq)]
pub struct Lower {
    /// The amount promised from now on.
    pub granted: Money,
    /// The letter's conditions for that amount.
    pub conditions: Vec<Condition>,
    /// The duties to repay for that amount.
    pub obligations: Vec<Obligation>,
}

impl GrantState {
    /// The state after nothing is granted any more: what was paid remains to repay, and the grant
    /// ends with it.
    fn reversed(self) -> Self {
        match self {
            Self::Recovery {
                account, to_repay, ..
            } => Self::Recovery {
                account,
                to_repay,
                ended: true,
            },
            Self::Closed { account } => Self::Closed { account },
            _ => Self::Reversed,
        }
    }
}

impl Grant {
    /// The sum of the instalments that are attested, approved or paid: it is paid, or on its way.
    #[must_use]
    pub fn bound(&self) -> Money {
        let bound = self.instalments.iter().filter(|one| match one.state {
            InstalmentState::Attested { .. }
            | InstalmentState::Approved { .. }
            | InstalmentState::Paid { .. } => true,
            InstalmentState::Planned | InstalmentState::Cancelled => false,
        });
        Money::from_ore(bound.map(|one| one.amount.ore()).sum())
    }

    /// Promises less, or nothing: the last planned instalments fall away or shrink, and what is
    /// paid beyond the new amount remains to repay. Gives the grant and the instalments that
    /// changed.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once it ended, while a duty to repay runs, and unless it is less.
    pub fn lower(
        mut self,
        lower: Lower,
        (by, step): (StepName, StepRecord),
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        if !self.can_fall() || lower.granted >= self.granted {
            return Err(self.wrong_state(by));
        }
        self.granted = lower.granted;
        self.conditions = lower.conditions;
        self.obligations = lower.obligations;
        let changed = self.change_instalments(&[]);
        if self.granted == Money::ZERO {
            self.state = self.state.clone().reversed();
        }
        Ok((self.stamped(step), changed))
    }

    /// Returns true if less can be promised on this grant: it did not end, and no duty to repay
    /// runs, whose breach is claimed instead.
    #[must_use]
    pub fn can_fall(&self) -> bool {
        match self.state {
            GrantState::Declined | GrantState::Lapsed | GrantState::Reversed => false,
            GrantState::Offered
            | GrantState::Accepted { .. }
            | GrantState::Active { .. }
            | GrantState::Paused { .. }
            | GrantState::Reported { .. }
            | GrantState::Closed { .. }
            | GrantState::Recovery { .. } => !self.has_running_duty(),
        }
    }

    /// Returns true if the plan comes to more than is promised: the grant was lowered below what
    /// was paid.
    pub(super) fn is_beyond(&self) -> bool {
        let plan = self.instalments.iter();
        let alive =
            plan.filter(|one| one.state != InstalmentState::Cancelled && !one.is_paid_back());
        alive.map(|one| one.amount.ore()).sum::<i64>() > self.granted.ore()
    }
}
