//! `cases/eligibility.toml`: what the rules find, in their order.

use conformance::cases::{Eligibility, read};

use crate::scene::Situation;

#[test]
fn the_rules_find_what_the_cases_say() {
    for case in read::<Eligibility<Situation>>(include_str!("../../cases/eligibility.toml")) {
        case.require(&case.given.findings());
    }
}
