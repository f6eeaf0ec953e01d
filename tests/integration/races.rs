//! Many at once over gRPC: approvals against one frame, one draft submitted from many places,
//! clients that go away in the middle.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::caller::Role;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tonic::Code;

use crate::chain::{chains, events, holds};
use crate::support::fault::Fault;
use crate::support::round::{acceptance, at_with, etag, only, seen};
use crate::support::schemes::{Centres, TestScheme, Training};
use crate::support::world::World;

/// Sends all at the same time, each over a connection of its own.
pub async fn at_once<S: TestScheme>(
    world: &World<S>,
    requests: Vec<(crate::support::person::Person, &'static str, Value)>,
) -> Vec<Result<Value, Fault>> {
    let mut running = JoinSet::new();
    for (mut person, method, request) in requests {
        person.channel = world.another_channel().await;
        running.spawn(async move { person.call(method, request).await });
    }
    running.join_all().await
}

/// Returns the promised amount and the budget of each sub-frame.
async fn purses<S: TestScheme>(world: &World<S>) -> Vec<(i64, i64)> {
    let budget = json!({ "parent": world.call_name() });
    let budget = world
        .case_handler()
        .call("GetBudget", budget)
        .await
        .unwrap();
    let ore = |line: &Value, field: &str| line[field]["ore"].as_i64().unwrap();
    let lines = budget["lines"].as_array().unwrap();
    lines
        .iter()
        .map(|line| (ore(line, "committed"), ore(line, "budget")))
        .collect()
}

/// Sixteen decision makers approve the same proposal while sixteen administrators cut the budget
/// below it: in any order, never an øre more is promised than the frame holds, and nothing is
/// promised twice.
#[tokio::test]
async fn approvals_against_one_frame_that_is_being_cut() {
    let world = World::<Centres>::start().await;
    world.assessed_round(3).await;
    let proposed = world.proposed().await;
    let awarded: i64 = proposed["sub_frames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|frame| frame["awarded"]["ore"].as_i64().unwrap())
        .sum();
    assert!(awarded > 0);
    let mut call = only(
        world
            .administrator()
            .call("GetCall", json!({ "name": world.call_name() }))
            .await
            .unwrap(),
    );
    for purse in call["sub_frames"].as_array_mut().unwrap() {
        purse["budget"] = json!({ "ore": awarded - 1 });
    }
    let approve = at_with(&proposed, seen(&proposed));
    let cut = json!({ "call": call, "update_mask": "subFrames", "reason": "Kutt." });
    let requests = (0..16).flat_map(|n| {
        let approver = world.staff(&format!("berit-{n}"), &[Role::DecisionMaker]);
        let administrator = world.staff(&format!("astrid-{n}"), &[Role::SchemeAdministrator]);
        [
            (approver, "ApproveAllocation", approve.clone()),
            (administrator, "UpdateCall", cut.clone()),
        ]
    });
    let answers = at_once(&world, requests.collect()).await;
    let won = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(won, 1, "one approval or one cut, never both: {answers:?}");
    for fault in answers.into_iter().filter_map(Result::err) {
        let known = [
            (Code::Aborted, "STALE_ETAG"),
            (Code::FailedPrecondition, "FRAME_EXCEEDED"),
        ];
        assert!(known.contains(&fault.is()), "{fault}");
    }
    let committed: i64 = purses(&world)
        .await
        .iter()
        .map(|(committed, _)| committed)
        .sum();
    assert!(committed == awarded || committed == 0, "{committed}");
    assert!(
        purses(&world)
            .await
            .iter()
            .all(|(committed, budget)| committed <= budget)
    );
}

/// The offers of a round are accepted and declined at the same time: each is one of the two, and
/// the frame knows.
#[tokio::test]
async fn offers_answered_twice_at_the_same_time() {
    let world = World::<Training>::start().await;
    world.decided_round(3).await;
    let before: i64 = purses(&world)
        .await
        .iter()
        .map(|(committed, _)| committed)
        .sum();
    let mut requests = Vec::new();
    for n in 1..=3 {
        let offer = world.offer(n).await;
        requests.push((
            world.applicant(n),
            "AcceptGrant",
            at_with(&offer, acceptance(&offer, n)),
        ));
        requests.push((
            world.applicant(n),
            "DeclineGrant",
            at_with(&offer, json!({})),
        ));
    }
    let answers = at_once(&world, requests).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
    for fault in answers.into_iter().filter_map(Result::err) {
        assert_eq!(fault.is(), (Code::Aborted, "STALE_ETAG"));
    }
    let mut returned = 0;
    for n in 1..=3 {
        let grant = world.grant(n).await;
        if grant["state"] == "GRANT_STATE_DECLINED" {
            returned += grant["granted"]["ore"].as_i64().unwrap();
        }
    }
    let after: i64 = purses(&world)
        .await
        .iter()
        .map(|(committed, _)| committed)
        .sum();
    assert_eq!(after, before - returned);
}

/// One organisation's system sends the same submission from sixteen places: all hear the same, and
/// it is told once.
#[tokio::test]
async fn one_application_submitted_from_many_places() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let request = at_with(&draft, json!({}));
    let requests = (0..16).map(|_| (world.applicant(1), "SubmitApplication", request.clone()));
    let answers = at_once(&world, requests.collect()).await;
    let answers: Vec<String> = answers
        .into_iter()
        .map(|answer| answer.unwrap().to_string())
        .collect();
    assert_eq!(answers.iter().collect::<BTreeSet<_>>().len(), 1);
    world.settle().await;
    let all = events(&world.auditor(), &Centres::name(), 0).await;
    assert_eq!(
        all.iter()
            .filter(|event| event["step"] == "submit_application")
            .count(),
        1
    );
}

/// Eight drafts of one organisation are sent in at once where the scheme takes one.
#[tokio::test]
async fn of_many_applications_of_one_organisation_one_is_taken() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.register(1).await;
    let own = world.applicant(1);
    let mut requests = Vec::new();
    for n in 1..=8 {
        let mut application = world.application_to_create(1);
        application["name"] = world.application_name(n).into();
        let draft = only(
            own.call("CreateApplication", json!({ "application": application }))
                .await
                .unwrap(),
        );
        requests.push((own.clone(), "SubmitApplication", at_with(&draft, json!({}))));
    }
    let answers = at_once(&world, requests).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for fault in answers.into_iter().filter_map(Result::err) {
        assert_eq!(fault.is(), (Code::AlreadyExists, "DUPLICATE_APPLICATION"));
    }
}

/// Clients hang up at every point of a creation: what is there afterwards is whole, what is not
/// there can be sent again, and nothing that was acknowledged before or after is lost.
#[tokio::test]
async fn clients_that_go_away_leave_all_or_nothing() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.register(1).await;
    let own = world.applicant(1);
    let create = |n: u32| {
        let mut application = world.application_to_create(1);
        application["name"] = world.application_name(n).into();
        json!({ "application": application })
    };
    let mut acknowledged = Vec::new();
    for n in 1..=60 {
        let impatient = own
            .clone()
            .waiting(Duration::from_micros(u64::from(n) * 150));
        if impatient.call("CreateApplication", create(n)).await.is_ok() {
            acknowledged.push(n);
        }
        // And one that drops the call while it runs.
        let person = own.clone();
        let request = create(100 + n);
        let call = tokio::spawn(async move { person.call("CreateApplication", request).await });
        tokio::time::sleep(Duration::from_micros(u64::from(n) * 150)).await;
        call.abort();
        if let Ok(Ok(_)) = call.await {
            acknowledged.push(100 + n);
        }
    }
    for n in acknowledged {
        let read = json!({ "name": world.application_name(n) });
        own.call("GetApplication", read).await.unwrap();
    }
    for n in (1..=60).flat_map(|n| [n, 100 + n]) {
        let whole = only(own.call("CreateApplication", create(n)).await.unwrap());
        assert_eq!(etag(&whole), "1");
        assert_eq!(whole["state"], "APPLICATION_STATE_DRAFT");
    }
    world.settle().await;
    let all = events(&world.auditor(), &Centres::name(), 0).await;
    let created = all
        .iter()
        .filter(|event| event["step"] == "create_application")
        .count();
    assert_eq!(created, 120, "each once, whoever hung up");
    assert!(chains(&all).values().all(|links| holds(links)));
}

/// Two portals of one organisation have read the same draft.
#[tokio::test]
async fn of_two_portals_that_write_one_draft_the_second_is_told() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let own = world.applicant(1);
    let write = |ore: i64| {
        let mut application = world.application_to_create(1);
        application["etag"] = draft["etag"].clone();
        application["requested"]["ore"] = ore.into();
        json!({ "application": application, "update_mask": "requested" })
    };
    let first = only(own.call("UpdateApplication", write(100)).await.unwrap());
    let fault = own.call("UpdateApplication", write(200)).await.unwrap_err();
    assert_eq!(fault.is(), (Code::Aborted, "STALE_ETAG"));
    assert_eq!(fault.metadata["current_etag"], etag(&first));
    fault.assert_whole("nb");
    assert_eq!(
        world.read(1).await["requested"]["ore"],
        100,
        "the first words stand"
    );
}
