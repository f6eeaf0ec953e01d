//! Facts about applicants that rules look up.

mod list;
mod record;
pub(crate) mod rows;

pub use list::ListEntries;
pub use record::RecordEntries;
