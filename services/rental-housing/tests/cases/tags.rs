//! The purposes of a commitment, as the form tells them.

use domain::scheme::Scheme;
use domain::tags::TaggedShare;
use rental_housing::form::{TargetGroup, Unit};
use rental_housing::{Form, RentalHousing};

use crate::scene::{base, rules};

/// A form whose dwellings are for these groups.
fn form(dwellings: &[&[TargetGroup]]) -> Form {
    let mut form = base().draft.form;
    let unit = form.units[0].clone();
    form.units = dwellings
        .iter()
        .map(|groups| Unit {
            target_groups: groups.to_vec(),
            ..unit.clone()
        })
        .collect();
    form
}

fn weights(form: &Form, rules_date: &str) -> Vec<(String, String, String, i64)> {
    let tags = RentalHousing::tags(form, &rules(rules_date)).unwrap();
    let shares = tags.shares().iter().map(|TaggedShare { tag, weight }| {
        let tag = tag.clone();
        (tag.goal, tag.target_group, tag.measure, *weight)
    });
    shares.collect()
}

/// Of three dwellings one is for people with drug dependency, one for them and young people, and
/// one for young people with a mental illness.
#[test]
fn dwellings_count_alike_and_so_do_the_groups_of_one() {
    use TargetGroup::{MentalIllness, SubstanceDependency, Young};
    let dwellings: [&[TargetGroup]; 3] = [
        &[SubstanceDependency],
        &[SubstanceDependency, Young],
        &[MentalIllness, Young],
    ];
    let mut form = form(&dwellings);
    form.setting.housing_first = true;
    let mut expected = Vec::new();
    for goal in ["g3", "g4"] {
        for (group, weight) in [
            ("mental_illness", 210),
            ("substance_dependency", 630),
            ("young", 420),
        ] {
            let (goal, group) = (goal.to_owned(), group.to_owned());
            expected.push((goal, group, "housing_first".to_owned(), weight));
        }
    }
    assert_eq!(weights(&form, "2017-04-01"), expected);
}

/// Calls of before the plan name no line and no goal.
#[test]
fn before_the_plan_there_is_no_goal() {
    let form = form(&[&[TargetGroup::Refugee]]);
    let expected = (
        String::new(),
        "refugee".to_owned(),
        "other_dwellings".to_owned(),
        420,
    );
    assert_eq!(weights(&form, "2014-04-01"), [expected]);
}

/// Each number of groups that a dwelling can have divides its parts without a rest.
#[test]
fn a_dwelling_is_420_parts_whatever_its_groups() {
    for count in 1..=TargetGroup::ALL.len() {
        let form = form(&[&TargetGroup::ALL[..count]]);
        let parts = form.tags().target_groups.into_iter();
        assert_eq!(parts.map(|(_, weight)| weight).sum::<u32>(), 420, "{count}");
    }
}
