//! The form and the indicators through the contract: what is right comes back as it was, what is
//! wrong is told field by field, all at once.

use contract::v1::Money;
use contract::work_training::v1 as pb;
use domain::violations::Violations;
use work_training::form::{Form, OtherScheme};
use work_training::indicators::Indicators;

use crate::follow_up::report;
use crate::scene::{Aid, Situation, date};

fn fields(faults: &Violations) -> Vec<&str> {
    faults.iter().map(|fault| fault.field.as_str()).collect()
}

#[test]
fn a_form_comes_back_as_it_was() {
    let situation = Situation {
        registered: Some(date("2012-05-02")),
        state: 10_000,
        economic: true,
        state_aid: vec![Aid {
            awarded: date("2018-02-03"),
            euro: 12_345,
        }],
        also_sought: Some(OtherScheme::PovertyProjects),
        cost_of_ordinary_operation: 5,
        ..Situation::default()
    };
    let form = situation.form();
    assert_eq!(
        Form::try_from(pb::Form::from(form.clone())),
        Ok(form.clone())
    );
    let json = serde_json::to_string(&form).unwrap();
    assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
}

#[test]
fn an_empty_form_is_told_all_it_lacks() {
    let faults = Form::try_from(pb::Form::default()).unwrap_err();
    assert_eq!(
        fields(&faults),
        ["project", "participants", "budget", "economic_activity"]
    );
}

/// A form in which every field is wrong.
fn all_wrong() -> pb::Form {
    pb::Form {
        private_foundation: true,
        voluntary_register_date: "2012".to_owned(),
        project: Some(pb::Project {
            activity_key: "The Bakery".to_owned(),
            name: String::new(),
            stage: 7,
            year: 0,
            start_date: String::new(),
            method_novelty: "\u{7}".to_owned(),
            work_path: "x".repeat(4_001),
            ..pb::Project::default()
        }),
        participants: Some(pb::Participants {
            groups: vec![pb::ParticipantGroup::default()],
            places: 0,
            hours_week: 61,
            duration_weeks: 157,
        }),
        cooperations: vec![pb::Cooperation {
            municipality_number: "1".to_owned(),
            signed_date: "x".to_owned(),
            labour_hours: -1,
            ..pb::Cooperation::default()
        }],
        budget: vec![pb::BudgetLine {
            amount: Some(Money { ore: -1 }),
            ..pb::BudgetLine::default()
        }],
        funding: vec![pb::Funding::default()],
        economic_activity: Some(pb::EconomicActivity::default()),
        de_minimis_awards: vec![pb::DeMinimisAward::default()],
        other_applications: vec![pb::OtherApplication::default()],
    }
}

#[test]
fn a_form_with_every_field_wrong_gets_every_fault_in_one_answer() {
    let faults = Form::try_from(all_wrong()).unwrap_err();
    assert_eq!(
        fields(&faults),
        [
            "voluntary_register_date",
            "project.activity_key",
            "project.name",
            "project.stage",
            "project.year",
            "project.start_date",
            "project.method_novelty",
            "project.work_path",
            "participants.groups[0].group",
            "participants.groups[0].participants",
            "participants.places",
            "participants.hours_week",
            "participants.duration_weeks",
            "cooperations[0].party",
            "cooperations[0].municipality_number",
            "cooperations[0].kind",
            "cooperations[0].signed_date",
            "cooperations[0].labour_hours",
            "budget[0].code",
            "budget[0].description",
            "budget[0].amount.ore",
            "funding[0].funder",
            "funding[0].kind",
            "funding[0].amount",
            "economic_activity.reason",
            "de_minimis_awards[0].organisation_number",
            "de_minimis_awards[0].giver",
            "de_minimis_awards[0].awarded_date",
            "de_minimis_awards[0].euro_cents",
            "other_applications[0].scheme",
            "other_applications[0].activity_key",
        ]
    );
}

#[test]
fn indicators_come_back_as_they_were() {
    let indicators = report().indicators.unwrap();
    assert_eq!(
        Indicators::try_from(pb::Indicators::from(indicators)),
        Ok(indicators)
    );
}

#[test]
fn participants_who_left_went_somewhere_and_a_part_is_never_more_than_its_whole() {
    let change = |change: fn(&mut Indicators)| {
        let mut indicators = report().indicators.unwrap();
        change(&mut indicators);
        let faults = Indicators::try_from(pb::Indicators::from(indicators)).unwrap_err();
        fields(&faults)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        change(|one| one.all.exits.nothing = 0),
        ["all.exits", "drug_problems.exits.nothing"]
    );
    assert_eq!(
        change(|one| one.drug_problems.started = 11),
        ["drug_problems.started"]
    );
    assert_eq!(change(|one| one.all.started = 4)[0], "all.started");
    assert_eq!(
        change(|one| one.satisfied_answers = 6),
        ["satisfied_answers"]
    );
    assert_eq!(change(|one| one.nav_referrals = 11), ["nav_referrals"]);
    assert_eq!(change(|one| one.hours = 10_000_001), ["hours"]);
    let faults = Indicators::try_from(pb::Indicators::default()).unwrap_err();
    assert_eq!(fields(&faults), ["all", "drug_problems"]);
}
