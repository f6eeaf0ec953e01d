//! The words of the system: pure types and rules, no I/O and no clock.

pub mod calendar;
pub mod chance;
pub mod findings;
pub mod identifiers;
pub mod money;
pub mod organisation;
pub mod rules;
pub mod violations;
