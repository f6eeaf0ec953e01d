//! The messages: what is read comes back the same, and every fault of a form is told at once.

use ::contract::rental_housing::v1 as pb;
use ::contract::v1::Money;
use domain::violations::Violations;
use rental_housing::{Form, Indicators};

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
        in_use: vec![pb::UnitsInUse {
            target_group: pb::TargetGroup::Young.into(),
            units: 3,
        }],
        vacant: 1,
        other_use: 2,
        sold: 0,
    };
    let read = Indicators::try_from(message.clone()).unwrap();
    assert_eq!(pb::Indicators::from(read), message);
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
            "municipality_number",
            "measure",
            "owner",
            "completion_date",
            "agreement",
            "municipality_recommendation",
            "units",
            "costs",
            "financing",
            "yearly_cash_flows",
            "housing_challenge",
            "living_environment",
        ]
    );
}

/// A form in which nothing is right.
fn all_wrong() -> pb::Form {
    let too_long = "x".repeat(4_001);
    pb::Form {
        municipality_number: "301".to_owned(),
        property_number: "12".to_owned(),
        measure: 99,
        owner: -1,
        need_announced_date: "2017-3-5".to_owned(),
        agreement: pb::AgreementKind::None.into(),
        agreement_years: 20,
        municipality_recommendation: 0,
        units: vec![pb::Unit {
            primary_area_dm2: 6_205,
            rooms: 0,
            monthly_rent: Some(Money { ore: -1 }),
            target_groups: vec![1, 1],
        }],
        net_addition: 201,
        quality_gains: vec![0],
        costs: vec![pb::CostLine {
            kind: 0,
            amount: None,
        }],
        market_value: Some(Money { ore: 0 }),
        market_value_exception: 7,
        financing: Some(pb::FinancingPlan {
            loan: None,
            grant: Some(Money { ore: -5 }),
            own: Some(Money { ore: i64::MAX }),
            other: Some(Money { ore: 0 }),
        }),
        yearly_cash_flows: vec![Money { ore: i64::MIN }],
        takeover_date: "soon".to_owned(),
        completion_date: "1066-10-14".to_owned(),
        other_grants: vec![pb::OtherGrant {
            kind: 0,
            scheme: "a\u{7}b".to_owned(),
            amount: Some(Money { ore: 0 }),
            same_units: false,
        }],
        housing_challenge: too_long.clone(),
        living_environment: "  ".to_owned(),
        follow_up_services: too_long,
        subcontractor_levels: 11,
        ..pb::Form::default()
    }
}

#[test]
fn every_field_wrong_is_told_at_once() {
    assert_eq!(
        fields(Form::try_from(all_wrong()).unwrap_err()),
        [
            "municipality_number",
            "property_number",
            "measure",
            "owner",
            "need_announced_date",
            "quality_gains[0]",
            "takeover_date",
            "completion_date",
            "subcontractor_levels",
            "municipality_recommendation",
            "agreement_years",
            "units[0].primary_area_dm2",
            "units[0].rooms",
            "units[0].monthly_rent.ore",
            "units[0].target_groups[1]",
            "costs[0].kind",
            "costs[0].amount",
            "market_value.ore",
            "market_value_exception",
            "financing.loan",
            "financing.grant.ore",
            "financing.own.ore",
            "yearly_cash_flows[0].ore",
            "other_grants[0].kind",
            "other_grants[0].scheme",
            "other_grants[0].amount.ore",
            "net_addition",
            "housing_challenge",
            "living_environment",
            "follow_up_services",
        ]
    );
}

#[test]
fn lists_are_bounded() {
    let mut form = pb::Form::from(base().draft.form);
    form.units = vec![form.units[0].clone(); 201];
    form.costs = vec![form.costs[0]; 31];
    form.yearly_cash_flows = vec![Money { ore: 1 }; 61];
    form.quality_gains = vec![1, 2, 3, 1];
    assert_eq!(
        fields(Form::try_from(form).unwrap_err()),
        ["quality_gains", "units", "costs", "yearly_cash_flows"]
    );
}

#[test]
fn a_group_is_reported_on_one_line() {
    let line = pb::UnitsInUse {
        target_group: pb::TargetGroup::Young.into(),
        units: 1,
    };
    let indicators = pb::Indicators {
        in_use: vec![line, line],
        vacant: -1,
        ..pb::Indicators::default()
    };
    assert_eq!(
        fields(Indicators::try_from(indicators).unwrap_err()),
        ["in_use[1].target_group", "vacant"]
    );
}
