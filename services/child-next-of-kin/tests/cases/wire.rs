//! The messages: what is read comes back the same, and every fault of a form is told at once.

use ::contract::child_next_of_kin::v1 as pb;
use ::contract::v1::{FullTimeEquivalents, Money};
use child_next_of_kin::{Form, Indicators};
use domain::violations::Violations;

use crate::scene::base;

#[test]
fn a_form_comes_back_as_it_was() {
    let form = base().draft.form;
    let message = pb::Form::from(form.clone());
    assert_eq!(Form::try_from(message), Ok(form));
}

#[test]
fn indicators_come_back_as_they_were() {
    let message = pb::Indicators {
        employees_trained: 40,
        model_in_place: true,
        model_in_place_date: "2018-05-01".to_owned(),
        children_identified: 12,
        children_followed_up: 9,
        families_followed_up: 7,
        services_using_model: vec![pb::Service::School.into()],
        deviation: "Skolen kom med et halvt år senere.".to_owned(),
        full_time_equivalents: Some(FullTimeEquivalents {
            total_hundredths: 150,
            higher_education_hundredths: 100,
        }),
    };
    let read = Indicators::try_from(message.clone()).unwrap();
    assert_eq!(pb::Indicators::from(read), message);
}

#[test]
fn positions_with_higher_education_are_a_part_of_all() {
    for (total, higher, field) in [
        (
            100,
            101,
            "full_time_equivalents.higher_education_hundredths",
        ),
        (1_000_001, 0, "full_time_equivalents.total_hundredths"),
        (-1, -1, "full_time_equivalents.total_hundredths"),
    ] {
        let indicators = pb::Indicators {
            full_time_equivalents: Some(FullTimeEquivalents {
                total_hundredths: total,
                higher_education_hundredths: higher,
            }),
            ..pb::Indicators::default()
        };
        let faults = fields(Indicators::try_from(indicators).unwrap_err());
        assert_eq!(faults[0], field);
    }
    let silent = Indicators::try_from(pb::Indicators::default()).unwrap();
    assert_eq!(silent.full_time_equivalents, None, "not zero");
}

fn fields(faults: Violations) -> Vec<String> {
    faults
        .into_vec()
        .into_iter()
        .map(|fault| fault.field)
        .collect()
}

#[test]
fn an_empty_form_is_told_everything_it_lacks() {
    assert_eq!(
        fields(Form::try_from(pb::Form::default()).unwrap_err()),
        [
            "phase",
            "period_months",
            "goals",
            "expected_changes",
            "professional_plan",
            "services",
            "anchoring",
            "budget",
        ]
    );
}

/// A form in which nothing is right.
fn all_wrong() -> pb::Form {
    pb::Form {
        phase: pb::Phase::Develop.into(),
        merged_from: vec!["301".to_owned()],
        period_months: 61,
        goals: "x".repeat(4_001),
        expected_changes: " ".to_owned(),
        professional_plan: "a\u{0}b".to_owned(),
        anchoring: Some(pb::Anchoring {
            body: 9,
            decided_date: "1.2.2017".to_owned(),
        }),
        project_leader_percent: 101,
        services: vec![3, 3],
        target_children: -1,
        target_families: 1_000_001,
        target_employees: i32::MIN,
        budget: vec![pb::BudgetLine {
            kind: 0,
            amount: Some(Money { ore: -1 }),
        }],
        other_grants: vec![pb::OtherGrant {
            kind: -1,
            scheme: String::new(),
            amount: None,
            same_project: false,
            running: false,
        }],
        model_name: "En modell".to_owned(),
        model_approved_date: "2017-02-30".to_owned(),
    }
}

#[test]
fn every_field_wrong_is_told_at_once() {
    assert_eq!(
        fields(Form::try_from(all_wrong()).unwrap_err()),
        [
            "merged_from[0]",
            "period_months",
            "goals",
            "expected_changes",
            "professional_plan",
            "project_leader_percent",
            "services[1]",
            "target_children",
            "target_families",
            "target_employees",
            "anchoring.body",
            "anchoring.decided_date",
            "budget[0].kind",
            "budget[0].amount.ore",
            "other_grants[0].kind",
            "other_grants[0].scheme",
            "other_grants[0].amount",
            "model_name",
            "model_approved_date",
        ]
    );
}

#[test]
fn lists_are_bounded_and_a_kind_stands_on_one_line() {
    let mut form = pb::Form::from(base().draft.form);
    form.merged_from = vec!["1241".to_owned(); 21];
    form.budget = vec![form.budget[0]; 2];
    form.services = Vec::new();
    assert_eq!(
        fields(Form::try_from(form).unwrap_err()),
        ["merged_from", "services", "budget[1].kind"]
    );
}

#[test]
fn implementation_names_its_model() {
    let mut form = pb::Form::from(base().draft.form);
    form.phase = pb::Phase::Implement.into();
    assert_eq!(fields(Form::try_from(form).unwrap_err()), ["model_name"]);
}

#[test]
fn a_model_in_place_has_its_day() {
    for (in_place, day) in [(true, ""), (false, "2018-05-01")] {
        let indicators = pb::Indicators {
            model_in_place: in_place,
            model_in_place_date: day.to_owned(),
            ..pb::Indicators::default()
        };
        assert_eq!(
            fields(Indicators::try_from(indicators).unwrap_err()),
            ["model_in_place_date"]
        );
    }
}
