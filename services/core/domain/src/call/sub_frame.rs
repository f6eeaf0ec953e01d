//! Parts of a call's budget.

use serde::{Deserialize, Serialize};

use crate::money::Money;

/// A part of the budget with a limit of its own (delramme).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubFrame {
    /// One of the scheme's codes.
    pub code: String,
    /// The amount that can be promised.
    pub budget: Money,
    /// The amount promised so far; the database holds it at or below the budget.
    pub committed: Money,
    /// The amount that upheld appeals of the year before wait for: no other has it.
    pub claimed: Money,
}

impl SubFrame {
    /// Returns what is left to promise: what upheld appeals of the year before wait for is not.
    /// Never negative: the database refuses a commitment above the budget.
    #[must_use]
    pub fn left(&self) -> Money {
        let rest = self.uncommitted().checked_sub(self.claimed);
        rest.unwrap_or(Money::ZERO)
    }

    /// Returns what is not promised, claimed or not.
    #[must_use]
    pub fn uncommitted(&self) -> Money {
        let rest = self.budget.checked_sub(self.committed);
        rest.unwrap_or(Money::ZERO)
    }
}
