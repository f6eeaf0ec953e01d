//! The journal: entries of cases, listed, and their titles. They are written where events are
//! appended.

mod key;
mod list;
mod rows;
mod set_titles;

pub use key::JournalKey;
pub use list::ListJournal;
pub use set_titles::SetJournalTitles;
