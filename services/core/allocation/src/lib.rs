//! Dividing a public budget among applicants: exact, deterministic, explained, provable.
//!
//! A [`Scenario`] holds the budget, the rule and the applicants; [`allocate`] divides it. Amounts
//! are `i64` in whole units (øre), products are exact in 128 bits, shares are exact fractions until
//! the last step rounds them, and no float takes part in any decision. The order of the input never
//! matters.
//!
//! ```
//! use allocation::{Applicant, Rule, Scenario, allocate};
//! let applicants = vec![Applicant::new("a", 100_00), Applicant::new("b", 200_00), Applicant::new("c", 300_00)];
//! let scenario = Scenario::new(200_00, Rule::ConstrainedEqualAwards, applicants);
//! let allocation = allocate(&scenario).map_err(|conflicts| conflicts[0].clone())?;
//! assert_eq!(allocation.awards.iter().map(|award| award.amount).collect::<Vec<_>>(), [6667, 6667, 6666]);
//! # Ok::<(), allocation::Conflict>(())
//! ```

pub mod apportionment;
pub mod bench;
pub mod biproportional;
pub mod checker;
pub mod conflict;
pub mod draw;
mod fixed;
pub mod fraction;
mod groups;
mod hash;
pub mod kernel;
pub mod knapsack;
pub mod losses;
pub mod outcome;
mod prepare;
mod quotas;
pub mod rounding;
mod run;
pub mod scenario;
pub mod trace;

pub use conflict::Conflict;
pub use draw::Draw;
pub use fraction::Fraction;
pub use outcome::{Allocation, Award, Certificate, Pot, Sharing};
pub use run::{ENGINE_VERSION, Portion, allocate, amounts, divide};
pub use scenario::{
    Applicant, Damping, FloorsCut, PaidBy, Quota, Reserved, Rounding, Rule, Scale, Scenario, Tail,
    WeightBy,
};
pub use trace::{Clause, Outcome, Refusal, Trace};
