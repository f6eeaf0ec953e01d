//! The proof that no set of projects is worth more.

use serde::{Deserialize, Serialize};

/// The proof of a selection's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// No set is worth more.
    Optimal,
    /// The search reached its limit: no set is worth more than the certificate's bound.
    WithinBound,
}

/// A rate with its bound: for every set, value ≤ Σ max(0, value − rate·cost) + rate·budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The rate's numerator: the value of the first project, by value per cost, that no longer fits
    /// (Dantzig).
    pub rate_value: u64,
    /// The rate's denominator: that project's cost. Where everything fits the rate is 0/1.
    pub rate_cost: u64,
    /// The bound, rounded down.
    pub bound: u64,
    /// The value of taking projects by value per cost alone.
    pub greedy_value: u64,
    /// The proof that the value is the greatest.
    pub proof: Proof,
}
