//! Quotas on a tree of groups hold, for every group at once; the order of the list changes no byte
//! of the result.

use crate::arbitrary::{self, Case};
use crate::property::{cases, property};
use allocation::{Allocation, Amount, Rounding, Scenario};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn within(scenario: &Scenario, allocation: &Allocation) -> bool {
    scenario.groups.iter().all(|quota| {
        let inside = scenario
            .applicants
            .iter()
            .filter(|applicant| applicant.group.starts_with(&quota.path));
        let awards = inside.map(|applicant| {
            allocation
                .award(&applicant.id)
                .expect("an award each")
                .amount
        });
        let sum: Amount = awards.sum();
        quota.min.unwrap_or_default() <= sum && quota.max.is_none_or(|max| sum <= max)
    })
}

#[test]
fn every_group_is_within_its_quota() {
    // Control: the same division without the quotas.
    for held in [true, false] {
        property(cases(), &arbitrary::grouped(), !held, |case: Case| {
            let scenario = case.scenario();
            let mut run = scenario.clone();
            if !held {
                run.groups.clear();
            }
            if let Some(allocation) = arbitrary::run(&run) {
                prop_assert!(within(&scenario, &allocation), "{:?}", allocation);
            }
            Ok(())
        });
    }
}

#[test]
fn the_order_of_the_list_never_matters() {
    let input = (arbitrary::grouped(), 0_usize..9);
    property(cases(), &input, false, |(case, turn)| {
        let scenario = case.scenario();
        let mut turned = scenario.clone();
        let count = turned.applicants.len().max(1);
        turned.applicants.rotate_left(turn % count);
        turned.groups.reverse();
        prop_assert_eq!(arbitrary::run(&scenario), arbitrary::run(&turned));
        Ok(())
    });
    // Control: rounding down and giving the first in the list what is left, as money libraries do.
    property(cases(), &input, true, |(case, turn)| {
        let mut scenario = case.scenario();
        scenario.groups.clear();
        scenario.rounding = Rounding::None;
        let before = floor_to_first(&scenario);
        let count = scenario.applicants.len().max(1);
        scenario.applicants.rotate_left(turn % count);
        prop_assert_eq!(before, floor_to_first(&scenario));
        Ok(())
    });
}

fn floor_to_first(scenario: &Scenario) -> Option<BTreeMap<String, i64>> {
    let allocation = arbitrary::run(scenario)?;
    let floors = allocation
        .awards
        .iter()
        .map(|award| (award.id.clone(), award.amount.get()));
    let mut awards: BTreeMap<String, i64> = floors.collect();
    let left = allocation.certificate.spent.get() - awards.values().sum::<i64>();
    let first = scenario
        .applicants
        .first()
        .and_then(|first| awards.get_mut(&first.id));
    first.into_iter().for_each(|award| *award += left);
    Some(awards)
}
