//! Divides a public budget among applicants: exact, deterministic, explained, with a certificate.
//!
//! A [`Scenario`] holds a budget, a rule and the applicants; [`allocate`] divides it. An
//! [`Amount`], a [`Weight`] and a [`Score`] are whole units (øre, say) that cannot be taken for one
//! another; an `i64` becomes one with `into()`. Products are exact in 128 bits, shares are exact
//! fractions until the last step rounds them, and no float takes part in any decision. The order of
//! the input never matters, and the same scenario gives the same bytes on every machine.
//!
//! ```
//! use allocation::{Applicant, Rule, Scenario, allocate};
//!
//! let scenario = Scenario::builder()
//!     .budget(200_00)
//!     .rule(Rule::ConstrainedEqualAwards)
//!     .applicant(Applicant::new("a", 100_00))
//!     .applicant(Applicant::new("b", 200_00))
//!     .applicant(Applicant::new("c", 300_00))
//!     .build();
//! let allocation = allocate(&scenario)?;
//! let amounts: Vec<i64> = allocation.awards.iter().map(|award| award.amount.get()).collect();
//! assert_eq!(amounts, [6667, 6667, 6666]);
//! # Ok::<(), allocation::Error>(())
//! ```
//!
//! # Contradictions
//!
//! Nothing is repaired silently. A scenario that contradicts itself is refused with every
//! contradiction at once; a bug of the engine is another variant of [`Error`].
//!
//! ```
//! use allocation::{Applicant, Conflict, Error, Rule, Scenario, allocate};
//!
//! let greedy = Applicant { min: Some(80.into()), ..Applicant::new("a", 100) };
//! let scenario = Scenario::builder().budget(50).applicant(greedy).build();
//! let conflict = Conflict::FloorsExceedBudget { floors: 80, budget: 50 };
//! assert_eq!(allocate(&scenario), Err(Error::Conflicts(vec![conflict])));
//! ```
//!
//! # Bounds, groups and reasons
//!
//! Every award has a trace: its bounds, the clause that set each of them, and the outcome.
//!
//! ```
//! use allocation::{Applicant, Clause, Outcome, Quota, Rule, Scenario, allocate};
//!
//! let west = |id: &str| Applicant { group: vec!["west".into()], ..Applicant::new(id, 100) };
//! let held = Applicant { max: Some(30.into()), ..Applicant::new("c", 100) };
//! let quota = Quota { path: vec!["west".into()], min: None, max: Some(80.into()) };
//! let scenario = Scenario::builder()
//!     .budget(150)
//!     .rule(Rule::Proportional)
//!     .group(quota)
//!     .applicants(vec![west("a"), west("b"), held])
//!     .build();
//! let allocation = allocate(&scenario)?;
//! let award = allocation.award("c").expect("an applicant");
//! assert_eq!((award.amount.get(), award.trace.hi_clause), (30, Clause::Maximum));
//! assert_eq!(award.trace.outcome, Outcome::AtCeiling);
//! assert_eq!(allocation.certificate.unspent.get(), 40);
//! # Ok::<(), allocation::Error>(())
//! ```
//!
//! # The certificate
//!
//! [`check::check`] accepts an allocation or names the statement about it that is false. It shares
//! no code with the engine, and [`allocate`] returns nothing that it has not accepted.
//!
//! ```
//! use allocation::check::check;
//! use allocation::{Applicant, Scenario, allocate};
//!
//! let applicants = vec![Applicant::new("a", 60), Applicant::new("b", 60)];
//! let scenario = Scenario::builder().budget(100).applicants(applicants).build();
//! let mut allocation = allocate(&scenario)?;
//! assert!(check(&scenario, &allocation).is_ok());
//! allocation.awards[0].amount += 1.into();
//! allocation.awards[1].amount -= 1.into();
//! assert!(check(&scenario, &allocation).is_err());
//! # Ok::<(), allocation::Error>(())
//! ```
//!
//! # Features
//!
//! `places` (default) builds the rules that hand out whole places and whole projects; it alone
//! needs big integers. `bench` builds workloads to measure the engine with.

#[cfg(any(test, feature = "bench"))]
pub mod bench;
mod builder;
pub mod check;
mod conflict;
mod divide;
pub mod draw;
mod error;
pub mod fraction;
mod hash;
mod outcome;
pub mod places;
pub mod scenario;
mod trace;
mod units;

pub use builder::ScenarioBuilder;
pub use conflict::{Conflict, Field};
pub use divide::{Portion, allocate, amounts, divide};
pub use draw::Draw;
pub use error::Error;
pub use fraction::Fraction;
pub use hash::ENGINE_VERSION;
pub use outcome::{Allocation, Award, Certificate, Pot, Sharing};
pub use scenario::{
    Applicant, Collar, Damping, FloorsCut, PaidBy, Quota, Reserved, Rounding, Rule, Scale,
    Scenario, Tail, WeightBy,
};
pub use trace::{Clause, Outcome, Refusal, Trace};
pub use units::{Amount, Score, Weight};
