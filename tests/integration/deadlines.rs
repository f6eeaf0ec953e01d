//! Last days that are moved, for one case and for many in one step.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::round::{id, only};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::{World, at};

/// The n-th move of a kind of last day: those of a day become another.
fn asked(n: u32, kind: &str, day: &str, until: &str) -> Value {
    let scheme = Centres::name();
    json!({
        "move": {
            "name": format!("{scheme}/deadlineMoves/{}", id(6, n)),
            "parent": format!("{scheme}/calls/-"), "kind": format!("DEADLINE_KIND_{kind}"),
            "due_from_date": day, "due_to_date": day, "until_date": until,
        },
        "reason": "Pandemien.",
    })
}

/// Tries a move, and takes it as it was seen.
async fn moved(world: &World<Centres>, mut request: Value) -> Result<(Value, Value), Fault> {
    let kari = world.case_handler();
    request["dry_run"] = true.into();
    let before = world.stored().await;
    let tried = kari.call("MoveDeadlines", request.clone()).await?;
    assert_eq!(world.stored().await, before, "a trial changes nothing");
    request["dry_run"] = false.into();
    request["seen"] = tried["seen"].clone();
    let taken = kari.call("MoveDeadlines", request.clone()).await?;
    assert_eq!(taken["move"]["moved"], tried["move"]["moved"]);
    assert_eq!(taken["seen"], tried["seen"]);
    Ok((request, taken))
}

async fn report(world: &World<Centres>, n: u32) -> Value {
    let name = format!("{}/reports/final", world.grant_name(n));
    let own = world.applicant(n);
    let read = own.call("GetReport", json!({ "name": name }));
    only(read.await.unwrap())
}

/// Two grants of 2019, decided and running, whose reports are due on 1 April 2020.
async fn round_of_2019() -> World<Centres> {
    let world = World::<Centres>::start().await;
    world.clock.set(at("2019-02-01T11:00:00Z"));
    let mut call = world.call_to_create();
    call["grant_year"] = 2019.into();
    call["rules_date"] = "2019-01-01".into();
    call["deadline_time"] = "2019-02-15T22:59:59Z".into();
    call["report_due_date"] = "2020-04-01".into();
    let astrid = world.administrator();
    let created = astrid.call("CreateCall", json!({ "call": call }));
    let created = only(created.await.unwrap());
    world.appropriate(&created).await;
    let opened = world.step(&astrid, "OpenCall", &created).await;
    opened.unwrap();
    for n in [1, 2] {
        world.register(n).await;
        // Oslo had its number then as well.
        let text = world.application_to_create(n).to_string();
        let numbers = Centres::data()["municipalities"].as_array().unwrap().iter();
        let text = numbers.fold(text, |text, number| {
            text.replace(&number.to_string(), "\"0301\"")
        });
        let application: Value = serde_json::from_str(&text).unwrap();
        let own = world.applicant(n);
        let create = own.call("CreateApplication", json!({ "application": application }));
        let draft = only(create.await.unwrap());
        let sent = world.step(&own, "SubmitApplication", &draft).await;
        sent.unwrap();
    }
    world.close_call().await;
    for n in [1, 2] {
        world.assess(&world.case_handler(), n, 80).await.unwrap();
    }
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    for n in [1, 2] {
        world.active(n).await;
    }
    world
}

/// The reports of spring 2020 were moved to 1 May after the calls were open and the grants
/// decided.
#[tokio::test]
async fn the_move_of_2020_is_one_record_and_told_in_each_case() {
    let world = round_of_2019().await;
    world.clock.set(at("2020-03-20T11:00:00Z"));
    assert_eq!(report(&world, 1).await["due_date"], "2020-04-01");
    let request = asked(1, "REPORT", "2020-04-01", "2020-05-01");
    let (request, taken) = moved(&world, request).await.unwrap();
    assert_eq!(taken["move"]["moved"].as_array().unwrap().len(), 2);
    for n in [1, 2] {
        let report = report(&world, n).await;
        assert_eq!(report["due_date"], "2020-05-01");
        let given = &report["extensions"][0];
        assert_eq!(given["step"]["reason"], "Pandemien.");
    }
    let before = world.stored().await;
    let again = world.case_handler().call("MoveDeadlines", request).await;
    assert_eq!(again.unwrap()["move"], taken["move"]);
    assert_eq!(world.stored().await, before, "the same again moves nothing");
    let list = json!({ "parent": Centres::name() });
    let listed = world
        .auditor()
        .call("ListDeadlineMoves", list.clone())
        .await;
    assert_eq!(listed.unwrap()["moves"], json!([taken["move"]]));
    world.settle().await;
    let told = world.applicant(1).call("ListNotifications", list).await;
    let told = told.unwrap();
    let types = told["notifications"].as_array().unwrap().iter();
    let moves = types.filter(|one| one["type"] == "deadline.moved").count();
    assert_eq!(moves, 1);
    // The day after the old last day no report is overdue: reminders are of the new day.
    world.clock.set(at("2020-04-02T11:00:00Z"));
    let all = json!({ "parent": format!("{}/calls/-", Centres::name()) });
    let reminded = world.case_handler().call("RemindReports", all).await;
    for of in reminded.unwrap()["reminders"].as_array().unwrap() {
        assert_eq!(of["reminder"]["side"], "REMINDER_SIDE_BEFORE");
        assert_eq!(of["reminder"]["due_date"], "2020-05-01");
    }
}

#[tokio::test]
async fn cases_that_change_after_the_trial_are_not_moved() {
    let world = round_of_2019().await;
    world.clock.set(at("2020-03-20T11:00:00Z"));
    let kari = world.case_handler();
    let mut request = asked(1, "REPORT", "2020-04-01", "2020-05-01");
    request["dry_run"] = true.into();
    let tried = kari.call("MoveDeadlines", request.clone()).await.unwrap();
    let more = json!({ "due_date": "2020-04-15", "reason": "Sykdom." });
    let first = report(&world, 1).await;
    let extended = world.step_with(&kari, "ExtendReport", &first, more);
    extended.await.unwrap();
    let before = world.stored().await;
    request["dry_run"] = false.into();
    request["seen"] = tried["seen"].clone();
    let refused = kari.call("MoveDeadlines", request).await.unwrap_err();
    assert_eq!(refused.rule_codes(), ["DEADLINES_CHANGED"]);
    assert_eq!(world.stored().await, before, "nothing half done");
    assert_eq!(report(&world, 2).await["due_date"], "2020-04-01");
}

#[tokio::test]
async fn an_offer_and_a_completion_get_a_later_day() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let (kari, own) = (world.case_handler(), world.applicant(1));
    let sent = world.submitted(1).await;
    let more = json!({ "reason": "Budsjettet mangler.", "complete_by_date": "2026-02-10" });
    let returned = world.step_with(&kari, "ReturnApplication", &sent, more);
    returned.await.unwrap();
    let mut request = asked(1, "COMPLETION", "2026-02-10", "2026-02-20");
    request["applications"] = json!([world.application_name(1)]);
    let (_, taken) = moved(&world, request).await.unwrap();
    let resource = &taken["move"]["moved"][0]["resource"];
    assert_eq!(*resource, world.application_name(1));
    world.clock.set(at("2026-02-19T11:00:00Z"));
    let read = world.read(1).await;
    world.step(&own, "SubmitApplication", &read).await.unwrap();
    world.close_call().await;
    world.assess(&kari, 1, 80).await.unwrap();
    let proposed = world.proposed().await;
    world.approve(&proposed).await.unwrap();
    let offer = world.offer(1).await;
    let last = offer["accept_by_date"].as_str().unwrap().to_owned();
    let until = "2027-01-15";
    let (_, taken) = moved(&world, asked(2, "ACCEPTANCE", &last, until))
        .await
        .unwrap();
    assert_eq!(taken["move"]["moved"][0]["before_date"], last.as_str());
    world.clock.set(at("2027-01-15T11:00:00Z"));
    let accepted = world.accepted(1).await;
    assert_eq!(accepted["state"], "GRANT_STATE_ACCEPTED");
}

#[tokio::test]
async fn moves_that_cannot_be_are_told_and_change_nothing() {
    let world = round_of_2019().await;
    world.clock.set(at("2020-03-20T11:00:00Z"));
    let (kari, before) = (world.case_handler(), world.stored().await);
    // Back, into the past, and without having looked.
    let refused = kari.call(
        "MoveDeadlines",
        asked(1, "REPORT", "2020-04-01", "2020-03-01"),
    );
    let refused = refused.await.unwrap_err();
    assert_eq!(refused.is().0, Code::InvalidArgument);
    let none = moved(&world, asked(1, "REPORT", "2020-03-30", "2020-05-01")).await;
    assert_eq!(none.unwrap_err().rule_codes(), ["DEADLINES_NONE"]);
    let mut other = asked(1, "REPORT", "2020-04-01", "2020-05-01");
    other["dry_run"] = true.into();
    let refused = world
        .applicant(1)
        .call("MoveDeadlines", other.clone())
        .await;
    assert_eq!(refused.unwrap_err().is().0, Code::PermissionDenied);
    assert_eq!(world.stored().await, before);
    // A case of interest is passed over.
    let interest = json!({
        "application": world.application_name(2), "reason": "Søsteren min leder senteret.",
        "ground": "INTEREST_GROUND_AUTOMATIC",
    });
    kari.call("DeclareInterest", interest).await.unwrap();
    let tried = kari.call("MoveDeadlines", other).await.unwrap();
    assert_eq!(tried["move"]["left_out"], 1);
    assert_eq!(tried["move"]["moved"].as_array().unwrap().len(), 1);
}
