//! Stands in for `places` in a build without the feature.

use super::draft::{Draft, PotPlan};
use super::prepare::Prepared;
use crate::conflict::Conflict;
use crate::error::Error;
use crate::fraction::Fraction;
use crate::places::Method;

pub(super) fn apportioned(
    prepared: &Prepared<'_>,
    _: &mut Draft,
    _: &PotPlan<'_>,
    _: Method,
    _: Option<Fraction>,
) -> Result<i64, Error> {
    refused(prepared)
}

pub(super) fn chosen(
    prepared: &Prepared<'_>,
    _: &mut Draft,
    _: &PotPlan<'_>,
) -> Result<i64, Error> {
    refused(prepared)
}

fn refused(prepared: &Prepared<'_>) -> Result<i64, Error> {
    let rule = prepared.scenario.rule.kind().to_owned();
    Err(Conflict::RuleNotBuilt { rule }.into())
}
