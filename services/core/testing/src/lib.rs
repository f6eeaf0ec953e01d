//! Shared parts of the tests: checks that every scheme must pass ([`Walk`]), [`specimen`]s that
//! cases start from, and worked [`cases`] in one form.
//!
//! Everything here panics where a scheme falls short. It is a dev-dependency only.

pub mod cases;
mod changed;
mod plan;
pub mod specimen;
mod walk;

pub use cases::{Given, Kroner, Scene, hold};
pub use changed::{Base, Changed};
pub use walk::{Walk, require_whole};
