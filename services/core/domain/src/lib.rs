//! The words of the system: pure types and rules, no I/O and no clock.

pub mod chance;
pub mod identifiers;
pub mod money;
