//! Duties to repay of grants: listed, written off year by year, broken, released. They are changed
//! with their grants, and stored with them.

mod breach;
mod list;
mod release;
mod rows;
mod walk;

pub use breach::RecordBreach;
pub use list::{Duties, List};
pub use release::Release;
pub use rows::ListedDuty;
pub use walk::{Walk, Walked};
