//! Moves of last days (fristforskyvning), for one case or many in one step.

mod list;
mod move_deadlines;
mod rows;
mod take;

pub use list::ListDeadlineMoves;
pub use move_deadlines::{MoveDeadlines, Moved};
