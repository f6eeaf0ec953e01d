//! Stands in for `places` in a build without the feature.

use super::{Checked, hold};
use crate::fraction::Fraction;
use crate::outcome::{Award, Pot};
use crate::places::Method;
use crate::scenario::{Applicant, Scenario};

pub(super) fn check_places(
    _: &Scenario,
    _: &Pot,
    _: Method,
    _: Option<Fraction>,
    _: &[(&Applicant, &Award)],
    name: &str,
) -> Checked {
    hold(false, "whole places need the feature `places`", name)
}
