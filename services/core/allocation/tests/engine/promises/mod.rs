//! What every run promises, each promise in a file of its own, tried on random scenarios with a
//! control that must be caught.

mod concerns;
mod contradictions;
mod counterfactuals;
mod damping;
mod examples;
mod explanation;
mod floors_cut;
mod knapsack;
mod phase_in;
mod quotas;
mod tails;
mod tampering;
mod useful_minimum;
mod waiting;

use allocation::{Allocation, Applicant};

fn amounts(allocation: &Allocation) -> Vec<i64> {
    allocation.awards.iter().map(|award| award.amount).collect()
}

fn applicant(id: &str, claim: i64) -> Applicant {
    Applicant::new(id, claim)
}

fn scored(id: &str, claim: i64, score: i64) -> Applicant {
    Applicant {
        score: Some(score),
        ..Applicant::new(id, claim)
    }
}
