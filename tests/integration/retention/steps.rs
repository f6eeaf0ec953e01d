//! What the steps of a disposal refuse, and what they tell.

use chrono::TimeDelta;
use domain::calendar::Clock;
use serde_json::{Value, json};
use tonic::Code;

use super::{announcement, carried_out, change, disposal_name, planned, retention, siri};
use crate::support::round::{id, only};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

/// Two withdrawn applications and a draft in a closed call, whose times are over.
async fn due(days: i64) -> World<Centres> {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    for n in [1, 2] {
        let sent = world.submitted(n).await;
        let why = json!({ "reason": "Vi søker heller neste år." });
        let own = world.applicant(n);
        let withdrawn = world.step_with(&own, "WithdrawApplication", &sent, why);
        withdrawn.await.unwrap();
    }
    world.draft(3).await;
    world.close_call().await;
    world.clock.advance(TimeDelta::days(days));
    world
}

fn cases(plan: &Value) -> usize {
    plan["cases"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_plan_follows_the_class_and_changes_nothing() {
    let world = due(181).await;
    let kari = world.case_handler();
    let stored = world.stored().await;
    let plan = planned(&world, &kari).await;
    assert_eq!(cases(&plan), 1, "{plan}");
    let draft = &plan["cases"][0];
    assert_eq!(draft["class"], "RETENTION_CLASS_DRAFT");
    assert_eq!(draft["rule_id"], "retention.draft_days");
    assert_eq!(draft["citation"], "configurable");
    assert_eq!(
        draft["ended_date"], "2026-02-15",
        "the deadline of the call"
    );
    assert_eq!(draft["due_date"], "2026-08-14");
    world.clock.advance(TimeDelta::days(366 * 5));
    let plan = planned(&world, &kari).await;
    assert_eq!(cases(&plan), 3);
    let due = |at: usize| plan["cases"][at]["due_date"].as_str().unwrap();
    assert!(due(0) <= due(1) && due(1) <= due(2), "by day");
    let name = json!({ "name": world.application_name(3) });
    let hidden = kari.call("GetRetention", name).await.unwrap_err();
    assert_eq!(
        hidden.is().0,
        Code::NotFound,
        "the staff do not know of drafts"
    );
    let interest = json!({
        "application": world.application_name(1), "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": "Søsteren leder søkeren.",
    });
    assert_eq!(world.stored().await, stored, "a plan changes nothing");
    kari.call("DeclareInterest", interest).await.unwrap();
    let plan = planned(&world, &kari).await;
    assert_eq!((cases(&plan), &plan["left_out"]), (2, &json!(1)));
    for person in [world.applicant(1), world.finance(), world.administrator()] {
        let request = json!({ "parent": world.call_name(), "due_by_date": "2036-01-01" });
        let refused = person.call("GetDisposalPlan", request).await.unwrap_err();
        assert_eq!(refused.is(), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    }
}

#[tokio::test]
async fn exactly_what_was_seen_is_announced() {
    let world = due(366 * 5 + 30).await;
    let kari = world.case_handler();
    let plan = planned(&world, &kari).await;
    assert_eq!(cases(&plan), 3);
    change(&world, "HoldCase", 1, "Innsyn.").await;
    let stored = world.stored().await;
    let request = announcement(&world, 1, &plan);
    let changed = kari.call("AnnounceDisposal", request).await.unwrap_err();
    assert_eq!(changed.rule_codes(), ["DISPOSAL_CHANGED"]);
    changed.assert_whole("nb");
    let mut late = announcement(&world, 1, &plan);
    let day = world.clock.today() + TimeDelta::days(29);
    late["disposal"]["due_by_date"] = day.to_string().into();
    let late = kari.call("AnnounceDisposal", late).await.unwrap_err();
    assert_eq!(late.rule_codes(), ["DISPOSAL_BEFORE_DUE"]);
    late.assert_whole("nb");
    assert_eq!(world.stored().await, stored, "nothing half done");
    let plan = planned(&world, &kari).await;
    let request = announcement(&world, 1, &plan);
    let announced = only(kari.call("AnnounceDisposal", request).await.unwrap());
    assert_eq!(announced["cases"].as_array().unwrap().len(), 2);
    change(&world, "ReleaseCase", 1, "Innsynet er gitt.").await;
    let plan = planned(&world, &kari).await;
    assert_eq!(
        cases(&plan),
        1,
        "those that are announced are planned no more"
    );
    let mut taken = announcement(&world, 1, &plan);
    taken["reason"] = "En annen grunn.".into();
    let taken = kari.call("AnnounceDisposal", taken).await.unwrap_err();
    assert_eq!(taken.is(), (Code::AlreadyExists, "ID_TAKEN"));
    let second = announcement(&world, 2, &plan);
    kari.call("AnnounceDisposal", second).await.unwrap();
    let none = planned(&world, &kari).await;
    let none = announcement(&world, 3, &none);
    let none = kari.call("AnnounceDisposal", none).await.unwrap_err();
    assert_eq!(none.rule_codes(), ["DISPOSAL_NONE"]);
    none.assert_whole("nb");
}

#[tokio::test]
async fn a_case_that_was_kept_is_due_for_another_disposal() {
    let world = due(366 * 5 + 30).await;
    let kari = world.case_handler();
    let plan = planned(&world, &kari).await;
    let request = announcement(&world, 1, &plan);
    kari.call("AnnounceDisposal", request).await.unwrap();
    let held = change(&world, "HoldCase", 1, "Innsyn.").await;
    assert_eq!(
        (&held["held"], &held["kept"]),
        (&json!(true), &json!(["KEPT_REASON_HELD"]))
    );
    world.clock.advance(TimeDelta::days(28));
    let done = carried_out(&world, 1).await;
    let kept = done["cases"].as_array().unwrap().iter();
    let kept = kept.filter(|case| case["kept"] == json!(["KEPT_REASON_HELD"]));
    assert_eq!(kept.count(), 1);
    assert_eq!(cases(&planned(&world, &kari).await), 0, "it is still held");
    change(&world, "ReleaseCase", 1, "Innsynet er gitt.").await;
    let plan = planned(&world, &kari).await;
    assert_eq!(cases(&plan), 1);
    let request = announcement(&world, 2, &plan);
    kari.call("AnnounceDisposal", request).await.unwrap();
    world.clock.advance(TimeDelta::days(28));
    let done = carried_out(&world, 2).await;
    assert_ne!(done["cases"][0]["erase_time"], Value::Null);
    let read = retention(&world, &world.applicant(1), 1).await;
    assert_eq!(read["disposal"], disposal_name::<Centres>(2));
}

#[tokio::test]
async fn every_fault_of_a_disposal_is_told_at_once() {
    let world = due(0).await;
    let (kari, berit) = (world.case_handler(), world.decision_maker());
    let stored = world.stored().await;
    let call = |n: u32| format!("schemes/rental-housing/calls/a/applications/{}", id(1, n));
    let empty = json!({ "parent": "", "due_by_date": "i morgen" });
    let empty = kari.call("GetDisposalPlan", empty).await.unwrap_err();
    assert_eq!(empty.paths(), ["parent", "due_by_date"]);
    let wrong = json!({
        "disposal": { "name": "schemes/user-run-centres/disposals/1", "due_by_date": "" },
        "seen": "abc", "reason": "",
    });
    let wrong = kari.call("AnnounceDisposal", wrong).await.unwrap_err();
    let paths = [
        "disposal.name",
        "disposal.parent",
        "disposal.due_by_date",
        "seen",
        "reason",
    ];
    assert_eq!(wrong.paths(), paths);
    for method in ["HoldCase", "ReleaseCase"] {
        let other = json!({ "name": call(1), "etag": "x", "reason": " " });
        let other = siri(&world).call(method, other).await.unwrap_err();
        assert_eq!(other.paths(), ["name", "etag", "reason"], "{method}");
    }
    let name = world.application_name(1);
    let on = |etag: &str| json!({ "name": name, "etag": etag, "reason": "Innsyn." });
    let free = kari.call("ReleaseCase", on("1")).await.unwrap_err();
    assert_eq!(free.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    free.assert_whole("nb");
    let stale = kari.call("HoldCase", on("2")).await.unwrap_err();
    assert_eq!(stale.is(), (Code::Aborted, "STALE_ETAG"));
    let nowhere = json!({ "name": disposal_name::<Centres>(9) });
    for method in ["GetDisposal", "CarryOutDisposal"] {
        let nowhere = berit.call(method, nowhere.clone()).await.unwrap_err();
        assert_eq!(nowhere.is(), (Code::NotFound, "NOT_FOUND"), "{method}");
    }
    let no_call =
        json!({ "parent": format!("{}/calls/none", Centres::name()), "due_by_date": "2030-01-01" });
    let no_call = kari.call("GetDisposalPlan", no_call).await.unwrap_err();
    assert_eq!(no_call.is().0, Code::NotFound);
    assert_eq!(world.stored().await, stored, "nothing half done");
    change(&world, "HoldCase", 1, "Innsyn.").await;
    let twice = kari.call("HoldCase", on("2")).await.unwrap_err();
    assert_eq!(twice.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    twice.assert_whole("nb");
}
