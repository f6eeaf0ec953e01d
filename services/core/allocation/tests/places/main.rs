//! Whole places, knapsacks and figures: published cases, and properties each with a rule that must
//! be caught.

mod apportionment;
mod apportionment_properties;
mod cases;
mod knapsack;
#[path = "../support/property.rs"]
mod property;
