//! Budgets as they are shown: sums of the ledger for a sub-frame, or for a chapter and post.

use std::collections::BTreeMap;

use super::{AppropriationChange, BudgetItem, Stage};
use crate::money::Money;

/// Sums over grants, in øre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Proposed in an allocation that is not approved yet, beyond what is promised.
    pub proposed: i64,
    /// Released: promised once, and back in the frame.
    pub released: i64,
    stages: [i64; Stage::ALL.len()],
    years: BTreeMap<i32, i64>,
}

impl Totals {
    /// Adds what stands at a stage for a budget year.
    pub fn add(&mut self, year: i32, stage: Stage, ore: i64) {
        self.stages[stage as usize] += ore;
        *self.years.entry(year).or_default() += ore;
    }

    /// Adds the sums of another.
    pub fn add_all(&mut self, other: &Self) {
        self.proposed += other.proposed;
        self.released += other.released;
        for (sum, ore) in self.stages.iter_mut().zip(other.stages) {
            *sum += ore;
        }
        for (year, ore) in &other.years {
            *self.years.entry(*year).or_default() += ore;
        }
    }

    /// Returns the amount promised and not released, at whatever stage.
    #[must_use]
    pub fn committed(&self) -> Money {
        Money::from_ore(self.stages.iter().sum())
    }

    /// Returns the amount promised for each budget year.
    pub fn committed_by_year(&self) -> impl Iterator<Item = (i32, Money)> + '_ {
        let years = self.years.iter().filter(|(_, ore)| **ore != 0);
        years.map(|(year, ore)| (*year, Money::from_ore(*ore)))
    }

    /// Returns the amount attested and not paid yet.
    #[must_use]
    pub const fn attested(&self) -> Money {
        Money::from_ore(self.stages[Stage::Attested as usize])
    }

    /// Returns the amount that was paid, repaid or not.
    #[must_use]
    pub const fn paid(&self) -> Money {
        let repaid = self.stages[Stage::Repaid as usize];
        Money::from_ore(self.stages[Stage::Paid as usize] + repaid)
    }

    /// Returns the amount that was repaid.
    #[must_use]
    pub const fn repaid(&self) -> Money {
        Money::from_ore(self.stages[Stage::Repaid as usize])
    }
}

/// The budget of one sub-frame (delramme).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameBudget {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// The most that may be promised (ramme).
    pub budget: Money,
    /// Sums over its grants.
    pub totals: Totals,
    /// The amount that upheld appeals of the year before wait for: no other has it.
    pub claimed: Money,
    /// The amount that upheld appeals of its grants wait for, from next year's frame.
    pub awaited: Money,
}

impl FrameBudget {
    /// Returns what is left to promise.
    #[must_use]
    pub fn left(&self) -> Money {
        let left = self.budget.ore() - self.totals.committed().ore() - self.claimed.ore();
        Money::from_ore(left.max(0))
    }
}

/// The budget of a chapter and post in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemBudget {
    /// The chapter and post, and the year.
    pub item: BudgetItem,
    /// The appropriation (bevilgning) after all changes.
    pub appropriated: Money,
    /// The part that is in frames of calls.
    pub framed: Money,
    /// Sums over the grants of these calls.
    pub totals: Totals,
    /// The authority for each later year.
    pub authority: Vec<AuthorityBudget>,
    /// The changes of the appropriation and of authority for later years, as recorded.
    pub changes: Vec<AppropriationChange>,
}

impl ItemBudget {
    /// Returns what is not promised: in frames, or in none.
    #[must_use]
    pub fn left(&self) -> Money {
        Money::from_ore(self.appropriated.ore() - self.totals.committed().ore())
    }
}

/// The authority to commit one later year (tilsagnsfullmakt).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityBudget {
    /// The later year.
    pub year: i32,
    /// The authority after all changes.
    pub given: Money,
    /// The part that grants use.
    pub used: Money,
}
