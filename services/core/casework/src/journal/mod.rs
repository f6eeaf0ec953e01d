//! The journal: entries of cases, listed, and their titles. They are written where events are
//! appended. Beside it, the history of a case.

mod history;
mod key;
mod list;
mod rows;
mod set_titles;

pub use history::ListHistory;
pub use key::JournalKey;
pub use list::ListJournal;
pub use set_titles::SetJournalTitles;
