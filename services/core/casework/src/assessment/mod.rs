//! Scores with reasons, and who must not take part.

mod interest;
mod list;
mod record;
pub(crate) mod rows;

pub use interest::{DeclareInterest, declared_interest, require_no_interest};
pub use list::ListAssessments;
pub use record::{RecordAssessment, Recorded};
