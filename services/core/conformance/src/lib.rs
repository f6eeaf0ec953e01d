//! Demands on every scheme, written once and run by the tests of each: nothing without a sentence,
//! no sentence for nothing, no number that is never read, criteria whose weights sum to a hundred.
//! The [`specimen`]s that the cases of all schemes start from, and the [`cases`] that several write
//! in the same form.
//!
//! Everything here panics where a scheme falls short; it is called from tests only.

pub mod cases;
mod plan;
pub mod specimen;
mod walk;

pub use plan::plans_are;
pub use walk::{Walk, require_whole};
