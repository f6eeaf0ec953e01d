//! Reversals (omgjøring) of decisions without an appeal.

mod reverse;

pub use reverse::Reverse;
