//! The promises of every run, each in a file of its own, tried on random scenarios with a control
//! that must be caught.

mod contradictions;
mod damping;
mod knapsack;
mod quotas;
mod tails;
mod useful_minimum;

use allocation::{Allocation, Applicant};

fn amounts(allocation: &Allocation) -> Vec<i64> {
    allocation.awards.iter().map(|award| award.amount).collect()
}

fn applicant(id: &str, claim: i64) -> Applicant {
    Applicant::new(id, claim)
}
