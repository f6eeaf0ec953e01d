//! Facts about applicants that rules look up: recorded by one person, confirmed by another.

mod answer;
mod batch;
mod batches;
mod list;
mod record;
pub(crate) mod rows;

pub use answer::{ConfirmEntries, RejectEntries};
pub use batches::ListEntryBatches;
pub use list::ListEntries;
pub use record::{RecordEntries, Recorded};
