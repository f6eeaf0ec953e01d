//! The worked cases of `cases/*.toml`.

use testing::hold;

use crate::scene::Situation;

#[test]
fn calculation() {
    hold::<Situation>(include_str!("../../cases/calculation.toml"));
}

#[test]
fn eligibility() {
    hold::<Situation>(include_str!("../../cases/eligibility.toml"));
}

#[test]
fn plan() {
    hold::<Situation>(include_str!("../../cases/plan.toml"));
}
