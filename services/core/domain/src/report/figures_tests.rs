//! Sums of figures over several reports of several grants.

use super::figures::*;
use crate::identifiers::MunicipalityNumber;

const PROFILES: &[IndicatorProfile] = &[
    profile("in_use", Measured::Stock),
    profile("hours", Measured::Flow),
    profile("found", Measured::Cumulative),
    profile("in_place", Measured::Cumulative),
    profile("worked_with", Measured::Flow),
];

const fn profile(code: &'static str, measured: Measured) -> IndicatorProfile {
    IndicatorProfile {
        code,
        unit: "",
        measured,
    }
}

fn places(numbers: &[&str]) -> Vec<MunicipalityNumber> {
    numbers.iter().map(|one| one.parse().unwrap()).collect()
}

/// A report: two dwellings in use, ten hours, and so on, with what was found until then.
fn report(found: i64, in_place: &[&str], worked_with: &[&str]) -> Vec<IndicatorValue> {
    vec![
        IndicatorValue::number("in_use", 2),
        IndicatorValue::number("hours", 10),
        IndicatorValue::number("found", found),
        IndicatorValue::municipalities("in_place", places(in_place)),
        IndicatorValue::municipalities("worked_with", places(worked_with)),
    ]
}

fn grant(groups: &[&str], latest_first: Vec<Vec<IndicatorValue>>) -> GrantFigures {
    GrantFigures {
        groups: groups.iter().map(|&key| key.to_owned()).collect(),
        reports: u32::try_from(latest_first.len()).unwrap(),
        missing: 1,
        latest_first,
    }
}

fn summed(grants: impl IntoIterator<Item = GrantFigures>) -> IndicatorSums {
    let on = "2021-06-01".parse().unwrap();
    let mut sums = IndicatorSums::new(PROFILES, GroupBy::TargetGroup, on);
    for grant in grants {
        sums.add(grant);
    }
    sums
}

fn values(group: &GroupSum) -> Vec<Option<i64>> {
    let figures = group.sums.iter().map(|sum| sum.figure.as_ref());
    figures.map(|figure| figure.map(Figure::value)).collect()
}

#[test]
fn a_stock_and_a_cumulative_figure_count_the_latest_report_and_a_flow_every_one() {
    let latest_first = vec![
        report(7, &["0301"], &["0301"]),
        report(4, &[], &["1103", "0301"]),
        report(1, &["1103"], &[]),
    ];
    let sums = summed([grant(&["young"], latest_first)]);
    let expected = [2, 30, 7, 1, 2].map(Some);
    assert_eq!(values(&sums.total), expected);
    assert_eq!((sums.total.reports, sums.total.missing), (3, 1));
}

#[test]
fn a_municipality_counts_once_over_all_grants_and_under_a_new_number() {
    // Bergen was 1201 until 2020 and is 4601 since.
    let one = grant(&["young"], vec![report(1, &["1201"], &["1201", "0301"])]);
    let other = grant(&["young"], vec![report(1, &["4601"], &["0301"])]);
    let sums = summed([one, other]);
    assert_eq!(values(&sums.total), [4, 20, 2, 1, 2].map(Some));
}

#[test]
fn what_no_report_says_is_missing_and_not_zero() {
    let silent = grant(&["young"], Vec::new());
    let partly = vec![vec![IndicatorValue::number("hours", 0)]];
    let sums = summed([silent, grant(&["old"], partly)]);
    assert_eq!(values(&sums.groups["young"]), [None; 5]);
    let said = [None, Some(0), None, None, None];
    assert_eq!(values(&sums.groups["old"]), said);
    assert_eq!(values(&sums.total), said, "nothing adds nothing");
}

#[test]
fn a_grant_counts_whole_and_once_in_each_of_its_groups() {
    let both = grant(&["old", "young", "old"], vec![report(3, &[], &[])]);
    let sums = summed([both, grant(&["young"], vec![report(5, &[], &[])])]);
    let found = |group: &GroupSum| values(group)[2];
    assert_eq!(found(&sums.groups["old"]), Some(3));
    assert_eq!(found(&sums.groups["young"]), Some(8));
    assert_eq!(found(&sums.total), Some(8), "not the sum of the groups");
    assert_eq!(sums.groups["young"].missing, 2);
}

#[test]
fn full_time_equivalents_that_are_not_said_are_missing() {
    let codes = FullTimeEquivalents::PROFILES.map(|profile| profile.code);
    let silent = FullTimeEquivalents::values(None);
    assert!(silent.iter().all(|value| value.figure.is_none()));
    let said = FullTimeEquivalents {
        total_hundredths: 250,
        higher_education_hundredths: 100,
    };
    let said = FullTimeEquivalents::values(Some(&said));
    assert_eq!(said.each_ref().map(|value| value.code), codes);
    let values = said.map(|value| value.figure.map(|figure| figure.value()));
    assert_eq!(values, [Some(250), Some(100)]);
}
