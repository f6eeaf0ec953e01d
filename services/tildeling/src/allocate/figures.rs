//! The figures of fairness and predictability for a scenario.

use std::collections::BTreeMap;

use allocation::metrics::{Figures, NO_GROUP, Panel, figures as compute};
use allocation::{Allocation, Scenario};

/// The figures that a scenario has columns for: the first part of a group path counts as the county. `None` when amounts sum to more
/// than can be counted.
pub(super) fn figures(scenario: &Scenario, allocation: &Allocation) -> Option<Figures> {
    let applicants: BTreeMap<&str, &allocation::Applicant> = scenario
        .applicants
        .iter()
        .map(|applicant| (applicant.id.as_str(), applicant))
        .collect();
    let in_order: Vec<&allocation::Applicant> = allocation
        .awards
        .iter()
        .filter_map(|award| applicants.get(award.id.as_str()).copied())
        .collect();
    let claim: Vec<i64> = in_order.iter().map(|applicant| applicant.claim).collect();
    let award: Vec<i64> = allocation.awards.iter().map(|award| award.amount).collect();
    let mut names: Vec<String> = in_order
        .iter()
        .filter_map(|applicant| applicant.group.first().cloned())
        .collect();
    names.sort();
    names.dedup();
    let county: Vec<u32> = in_order
        .iter()
        .map(|applicant| {
            let place = applicant
                .group
                .first()
                .and_then(|name| names.binary_search(name).ok());
            place
                .and_then(|place| u32::try_from(place).ok())
                .unwrap_or(NO_GROUP)
        })
        .collect();
    let last_year: Vec<Option<i64>> = in_order
        .iter()
        .map(|applicant| applicant.last_year)
        .collect();
    let panel = Panel {
        claim: &claim,
        award: &award,
        county: if names.is_empty() { &[] } else { &county },
        counties: &names,
        last_year: if last_year.iter().any(Option::is_some) {
            &last_year
        } else {
            &[]
        },
        ..Panel::default()
    };
    compute(&panel).ok()
}
