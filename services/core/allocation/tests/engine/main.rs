//! Dividing money: published cases, the axioms of public allocation each with a rule that must be
//! caught, a slow exact model, and results tampered with.

mod arbitrary;
mod axioms;
mod classes;
mod large;
mod model;
mod promises;
#[path = "../support/property.rs"]
mod property;
