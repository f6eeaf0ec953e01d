//! The promises of every run, each in a file of its own, tried on random scenarios with a control
//! that must be caught.

mod contradictions;
mod damping;
mod knapsack;
mod quotas;
mod tails;
mod useful_minimum;

use crate::arbitrary::amounts;
use allocation::Applicant;

fn applicant(id: &str, claim: i64) -> Applicant {
    Applicant::new(id, claim)
}
