//! The history of a case, the same for all schemes: the staff read all of it, the party what it did
//! and what it was told, and no other organisation any of it.

use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The reason of an interest, which the party is never told.
const INTEREST: &str = "Søsteren leder søkeren.";

/// A case handler with an interest in the case.
fn unni<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("unni", &[Role::CaseHandler])
}

async fn page<S: TestScheme>(
    world: &World<S>,
    by: &Person,
    (size, token): (u32, &str),
) -> Result<Value, Fault> {
    let request = json!({
        "parent": world.application_name(1), "page_size": size, "page_token": token,
    });
    by.call("ListHistory", request).await
}

async fn history<S: TestScheme>(world: &World<S>, by: &Person) -> Vec<Value> {
    let answer = page(world, by, (500, "")).await.unwrap();
    answer["entries"].as_array().unwrap().clone()
}

fn steps(entries: &[Value]) -> Vec<&str> {
    let steps = entries.iter().filter_map(|one| one["step"].as_str());
    steps.collect()
}

/// What a field was and is, in the entry of a step.
fn change<'h>(entries: &'h [Value], step: &str, path: &str) -> Option<(&'h str, &'h str)> {
    let entries = entries.iter().filter(|one| one["step"] == step);
    let mut changes = entries.flat_map(|one| one["changes"].as_array().unwrap());
    let found = changes.find(|one| one["path"] == path)?;
    Some((found["before"].as_str()?, found["after"].as_str()?))
}

/// A case from the draft to the running grant, which is paused and resumed, with an assessment, an
/// interest and a change.
async fn lived<S: TestScheme>(world: &World<S>) {
    world.decided_round(2).await;
    let active = world.active(1).await;
    let unni = unni(world);
    let interested = json!({
        "application": world.application_name(1), "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": INTEREST,
    });
    unni.call("DeclareInterest", interested).await.unwrap();
    let kari = world.case_handler();
    let why = |why: &str| json!({ "reason": why });
    let paused = world
        .step_with(
            &kari,
            "PauseGrant",
            &active,
            why("Regnskapet kontrolleres."),
        )
        .await;
    let resumed = world
        .step_with(
            &kari,
            "ResumeGrant",
            &paused.unwrap(),
            why("Det er i orden."),
        )
        .await;
    let asked = json!({ "content": "Ett kurs færre.", "reason": "En kursleder sluttet." });
    world
        .step_with(
            &world.applicant(1),
            "RequestChange",
            &resumed.unwrap(),
            asked,
        )
        .await
        .unwrap();
}

fn in_full<S: TestScheme>(world: &World<S>, all: &[Value]) {
    for one in all {
        let title = one["title"].as_str().unwrap();
        assert!(!title.is_empty() && !title.contains("-title-"), "{one}");
        assert_ne!(one["actor"], "", "{one}");
        let fields = one["changes"].as_array().unwrap();
        assert!(fields.iter().all(|one| one["path"] != "value"), "{one}");
    }
    let expected = [
        "create_application",
        "submit_application",
        "record_assessment",
        "propose_allocation",
        "approve_allocation",
        "dispatch_decisions",
        "accept_grant",
        "activate_grant",
        "declare_interest",
        "pause_grant",
        "resume_grant",
        "request_change",
    ];
    let found = steps(all);
    let places: Vec<_> = expected
        .map(|step| found.iter().position(|one| *one == step))
        .into();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{found:?}"
    );
    let states = |step| change(all, step, "state");
    assert_eq!(states("submit_application"), Some(("", "submitted")));
    assert_eq!(
        states("approve_allocation"),
        Some(("recommended", "granted"))
    );
    assert_eq!(states("activate_grant"), Some(("accepted", "active")));
    assert_eq!(states("pause_grant"), Some(("active", "paused")));
    let applicant = "draft.applicant.organisation";
    let (before, after) = change(all, "create_application", applicant).unwrap();
    assert_eq!((before, after.len()), ("", 9));
    let wanted = change(all, "request_change", "changes[1].wanted.content");
    assert_eq!(wanted, Some(("", "Ett kurs færre.")));
    let interest = all.iter().find(|one| one["step"] == "declare_interest");
    let interest = interest.unwrap();
    assert_eq!(
        (&interest["reason"], &interest["actor"]),
        (&INTEREST.into(), &"unni".into())
    );
    let of_grant = all.iter().find(|one| one["step"] == "pause_grant");
    assert_eq!(of_grant.unwrap()["resource"], world.grant_name(1));
}

/// An auditor reads all but the account that is paid to.
fn without_accounts(all: &[Value], audited: &[Value]) {
    assert_eq!(steps(audited), steps(all));
    let account = change(all, "accept_grant", "state.account").unwrap().1;
    assert_eq!(
        change(audited, "accept_grant", "state"),
        Some(("", "accepted"))
    );
    let everything = Value::from(audited.to_vec()).to_string();
    assert!(!everything.contains(account), "{account} in {everything}");
}

/// The party reads what it did and was told; nothing of the work among the staff, and no name.
fn of_the_party(own: &[Value]) {
    let found = steps(own);
    for hidden in [
        "record_assessment",
        "declare_interest",
        "propose_allocation",
        "approve_allocation",
    ] {
        assert!(!found.contains(&hidden), "{hidden} in {found:?}");
    }
    for told in [
        "submit_application",
        "dispatch_decisions",
        "pause_grant",
        "request_change",
    ] {
        assert!(found.contains(&told), "{told} not in {found:?}");
    }
    for one in own {
        let by_staff = one["by_staff"] == true;
        assert_eq!(one["actor"] == "", by_staff, "{one}");
        let changes = one["changes"].as_array().unwrap();
        let gone = changes.iter().any(|one| one["after"] == "");
        assert!(!(by_staff && gone), "what is withheld is not gone: {one}");
    }
    let paused = change(own, "pause_grant", "state");
    assert_eq!(paused, Some(("active", "paused")));
    let everything = Value::from(own.to_vec()).to_string();
    for secret in [INTEREST, "unni", "kari", "score", "outcome"] {
        assert!(!everything.contains(secret), "{secret} in {everything}");
    }
}

async fn a_case_has_a_history<S: TestScheme>() {
    let world = World::<S>::start().await;
    lived(&world).await;
    let all = history(&world, &world.case_handler()).await;
    in_full(&world, &all);
    without_accounts(&all, &history(&world, &world.auditor()).await);
    let own = history(&world, &world.applicant(1)).await;
    of_the_party(&own);
    // Negative control: what the party is not told is there for the staff.
    assert!(Value::from(all.clone()).to_string().contains(INTEREST));
    let stranger = page(&world, &world.applicant(2), (500, ""))
        .await
        .unwrap_err();
    assert_eq!(stranger.is(), (Code::NotFound, "NOT_FOUND"));
    let interested = page(&world, &unni(&world), (500, "")).await.unwrap_err();
    assert_eq!(interested.is().0, Code::PermissionDenied);
    for (by, whole) in [(world.case_handler(), all), (world.applicant(1), own)] {
        let (mut read, mut token) = (Vec::new(), String::new());
        loop {
            let answer = page(&world, &by, (3, &token)).await.unwrap();
            let entries = answer["entries"].as_array().unwrap();
            assert!(entries.len() <= 3);
            read.extend(entries.clone());
            token = answer["next_page_token"].as_str().unwrap().to_owned();
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(read, whole, "pages add up");
    }
}

#[tokio::test]
async fn history_of_rental_housing() {
    a_case_has_a_history::<Rental>().await;
}

#[tokio::test]
async fn history_of_child_next_of_kin() {
    a_case_has_a_history::<Children>().await;
}

#[tokio::test]
async fn history_of_user_run_centres() {
    a_case_has_a_history::<Centres>().await;
}

#[tokio::test]
async fn history_of_work_training() {
    a_case_has_a_history::<Training>().await;
}
