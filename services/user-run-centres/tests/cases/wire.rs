//! The form and the indicators through the contract: what is right comes back as it was, what is
//! wrong is told field by field, all at once.

use contract::user_run_centres::v1 as pb;
use contract::v1::Money;
use domain::report::FullTimeEquivalents;
use domain::violations::Violations;
use user_run_centres::form::Form;
use user_run_centres::indicators::{AgeBand, Indicators, Sex, UserGroup};

use crate::scene::{ANOTHER, Situation, Work};

fn fields(faults: &Violations) -> Vec<&str> {
    faults.iter().map(|fault| fault.field.as_str()).collect()
}

#[test]
fn a_form_comes_back_as_it_was() {
    let situation = Situation {
        also_sought: Some("Aktivitetstilbud".to_owned()),
        activities: vec![
            Work {
                state: 100_000,
                own: 1,
                ..Work::default()
            },
            Work::default(),
        ],
        ..Situation::default()
    };
    let form = situation.form();
    let message = pb::Form::from(form.clone());
    assert_eq!(Form::try_from(message), Ok(form.clone()));
    let json = serde_json::to_string(&form).unwrap();
    assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
}

#[test]
fn an_empty_form_is_told_all_it_lacks() {
    let faults = Form::try_from(pb::Form::default()).unwrap_err();
    assert_eq!(
        fields(&faults),
        [
            "organisation_type",
            "frame",
            "articles",
            "membership",
            "activities",
            "control_measures",
            "signature"
        ]
    );
}

/// A form in which every field is wrong.
fn all_wrong() -> pb::Form {
    let mut form = pb::Form::from(Situation::default().form());
    form.organisation_type = 99;
    form.frame = 0;
    form.voluntary_registration = Some(pb::VoluntaryRegistration {
        organisation_number: "123456785".to_owned(),
        registered_date: "2012-5-2".to_owned(),
    });
    form.articles = Some(pb::Articles {
        purpose_clause: " ".to_owned(),
        ..Default::default()
    });
    form.membership = Some(pb::Membership {
        user_share_of_board_percent: 101,
        members: -1,
        local_branches: 10_001,
        counties: vec!["03".to_owned(), "3".to_owned()],
    });
    form.related_organisations = vec![pb::RelatedOrganisation {
        organisation_number: ANOTHER.to_owned(),
        name: String::new(),
        relation: 0,
    }];
    form.activities[0] = pb::Activity {
        key: "Åpent hus".to_owned(),
        name: "x".repeat(201),
        goal: "a\u{0}b".to_owned(),
        target_group: String::new(),
        users_planned: 1_000_001,
        opening_hours_week: 169,
        in_norway: true,
        budget: Vec::new(),
        funding: vec![pb::Funding {
            amount: Some(Money { ore: 0 }),
            ..Default::default()
        }],
        applied: Some(Money { ore: i64::MAX }),
    };
    form.cooperation_agreements[0] = pb::CooperationAgreement {
        municipality_number: "301".to_owned(),
        signed_date: "soon".to_owned(),
    };
    form.other_applications = vec![pb::OtherApplication {
        scheme: String::new(),
        activity_key: "X".to_owned(),
        amount: None,
    }];
    form.control_measures = "x".repeat(4_001);
    form.signature = Some(pb::Signature {
        name: "a\nb".to_owned(),
        capacity: -1,
    });
    form
}

#[test]
fn a_form_with_every_field_wrong_gets_every_fault_in_one_answer() {
    let faults = Form::try_from(all_wrong()).unwrap_err();
    assert_eq!(
        fields(&faults),
        [
            "organisation_type",
            "frame",
            "voluntary_registration.organisation_number",
            "voluntary_registration.registered_date",
            "articles.purpose_clause",
            "membership.user_share_of_board_percent",
            "membership.members",
            "membership.local_branches",
            "membership.counties[1]",
            "related_organisations[0].name",
            "related_organisations[0].relation",
            "activities[0].key",
            "activities[0].name",
            "activities[0].goal",
            "activities[0].target_group",
            "activities[0].users_planned",
            "activities[0].opening_hours_week",
            "activities[0].budget",
            "activities[0].funding[0].funder",
            "activities[0].funding[0].kind",
            "activities[0].funding[0].amount.ore",
            "activities[0].applied.ore",
            "cooperation_agreements[0].municipality_number",
            "cooperation_agreements[0].signed_date",
            "other_applications[0].scheme",
            "other_applications[0].activity_key",
            "other_applications[0].amount",
            "control_measures",
            "signature.name",
            "signature.capacity",
        ]
    );
}

#[test]
fn nothing_stands_twice_and_no_list_is_endless() {
    let mut form = pb::Form::from(Situation::default().form());
    let activity = form.activities[0].clone();
    form.activities.push(activity.clone());
    form.activities[0].budget.push(activity.budget[0].clone());
    let agreement = form.cooperation_agreements[0].clone();
    form.cooperation_agreements.push(agreement);
    let faults = Form::try_from(form.clone()).unwrap_err();
    assert_eq!(
        fields(&faults),
        [
            "activities[0].budget[1].code",
            "cooperation_agreements[1].municipality_number"
        ]
    );
    form.activities = vec![activity; 51];
    form.cooperation_agreements.truncate(1);
    assert_eq!(fields(&Form::try_from(form).unwrap_err()), ["activities"]);
}

fn indicators() -> Indicators {
    Indicators {
        users: vec![
            UserGroup {
                age: AgeBand::From18To25,
                sex: Sex::Women,
                users: 20,
            },
            UserGroup {
                age: AgeBand::Unknown,
                sex: Sex::Unknown,
                users: 3,
            },
        ],
        users_in_target_group: 23,
        satisfaction_answers: 10,
        satisfied_answers: 9,
        opening_hours: 1_500,
        volunteers: 7,
        peer_supporters: 3,
        courses: 2,
        user_representatives_trained: 4,
        cooperating_municipalities: vec!["0301".parse().unwrap()],
        activities_carried_out: vec!["activity_1".to_owned()],
        full_time_equivalents: Some(FullTimeEquivalents {
            total_hundredths: 350,
            higher_education_hundredths: 200,
        }),
    }
}

#[test]
fn indicators_come_back_as_they_were() {
    assert_eq!(
        Indicators::try_from(pb::Indicators::from(indicators())),
        Ok(indicators())
    );
}

#[test]
fn a_part_is_never_more_than_its_whole() {
    let mut message = pb::Indicators::from(indicators());
    message.users_in_target_group = 24;
    message.satisfied_answers = 11;
    message.users.push(message.users[0]);
    let faults = Indicators::try_from(message.clone()).unwrap_err();
    assert_eq!(fields(&faults), ["users[2]"]);
    message.users.pop();
    let faults = Indicators::try_from(message).unwrap_err();
    assert_eq!(
        fields(&faults),
        ["users_in_target_group", "satisfied_answers"]
    );
}

#[test]
fn indicators_out_of_bounds_are_told() {
    let mut message = pb::Indicators::from(indicators());
    message.users[0] = pb::UserGroup {
        age: 0,
        sex: 9,
        users: -1,
    };
    message.opening_hours = 1_000_001;
    message.courses = 100_001;
    message.cooperating_municipalities.push("0301".to_owned());
    message.activities_carried_out.push("Bad Key".to_owned());
    let faults = Indicators::try_from(message).unwrap_err();
    assert_eq!(
        fields(&faults),
        [
            "users[0].age",
            "users[0].sex",
            "users[0].users",
            "opening_hours",
            "courses",
            "cooperating_municipalities[1]",
            "activities_carried_out[1]",
        ]
    );
}
