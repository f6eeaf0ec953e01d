//! One pot, shared by the rule of the scenario.

use super::draft::{Draft, PotPlan};
use super::prepare::Prepared;
use super::quotas::Tree;
use super::{nested, places, pot, ranked};
use crate::error::Error;
use crate::scenario::Rule;

/// Shares one pot by the scenario's rule and answers what was spent.
pub(super) fn share(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tree: &Tree,
    rule: &Rule,
) -> Result<i64, Error> {
    match rule {
        Rule::Ranked(tail) => Ok(ranked::fund(prepared, draft, plan, tree, *tail)),
        Rule::Knapsack => places::chosen(prepared, draft, plan),
        Rule::Apportionment { method, threshold } => {
            places::apportioned(prepared, draft, plan, *method, *threshold)
        }
        Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::Talmud
        | Rule::WeightedProportional(_)
        | Rule::WeightedEqualAwards(_)
        | Rule::BaseProportional { .. } => {
            if tree.is_flat() {
                pot::share(prepared, draft, plan)
            } else {
                nested::share(prepared, draft, plan, tree)
            }
        }
    }
}
