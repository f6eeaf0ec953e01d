//! `cases/calculation.toml`: what can be granted at the most, step by step.

use conformance::cases::{Calculation, read};
use domain::scheme::Scheme;
use user_run_centres::UserRunCentres;

use crate::scene::Situation;

#[test]
fn the_claim_is_what_the_cases_say() {
    for case in read::<Calculation<Situation>>(include_str!("../../cases/calculation.toml")) {
        let given = &case.given;
        case.require(
            &UserRunCentres::claim(&given.call(), &given.draft(), &given.rules()).unwrap(),
        );
    }
}
