//! Whole places and whole projects: apportionment and knapsack.
//!
//! The solvers are built with the feature `places`. Without it the types remain, so that scenarios
//! and published allocations stay readable, and a scenario with such a rule is a
//! [`Conflict::RuleNotBuilt`](crate::Conflict::RuleNotBuilt).

#[cfg(feature = "places")]
pub mod apportionment;
#[cfg(feature = "places")]
pub mod knapsack;
mod method;
mod proof;

pub use method::Method;
pub use proof::{Certificate, Proof};
