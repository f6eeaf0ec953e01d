//! Insight into an allocation: explanations, counterfactuals, prices of conditions, fairness
//! figures, phase-in and the report page.
//!
//! Every sentence is derived from the engine's trace, and every counterfactual and price from a run
//! of the engine. Nothing here takes part in a decision.
//!
//! ```
//! use allocation::{Applicant, Rule, Scenario, allocate};
//! use insight::{Style, lines};
//! use text::Language;
//!
//! let applicants = vec![Applicant::new("a", 100), Applicant::new("b", 100)];
//! let scenario = Scenario::new(150, Rule::Proportional, applicants);
//! let allocation = allocate(&scenario)?;
//! let award = &allocation.awards[0];
//! let said = lines(&allocation, &scenario, award, Style::Plain, Language::English);
//! assert_eq!(said[0], "Applied for: 100.");
//! # Ok::<(), allocation::Error>(())
//! ```

mod band;
pub mod bench;
pub mod counterfactual;
pub mod explain;
pub mod metrics;
pub mod phase_in;
pub mod price;
pub mod report;
pub mod waiting;

pub use band::{Band, award_band};
pub use counterfactual::{Counterfactual, counterfactuals};
pub use explain::{Style, conflict, lines, problems};
pub use price::{OwnPrice, Policy, Price, own_prices, prices};
pub use waiting::{Release, release};
