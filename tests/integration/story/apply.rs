//! Until the list is frozen and every application has its scores.

use chrono::TimeDelta;
use domain::calendar::Clock;
use serde_json::json;
use tonic::Code;

use super::{DISMISSED, ROUND, WITHDRAWS, ore};
use crate::support::round::only;
use crate::support::schemes::TestScheme;
use crate::support::world::World;

pub async fn apply<S: TestScheme>(world: &World<S>) {
    let call = world.open_call().await;
    assert_eq!(call["state"], "CALL_STATE_OPEN");
    assert_eq!(call["rule_hash"].as_str().unwrap().len(), 64);
    for n in ROUND.into_iter().chain([WITHDRAWS, DISMISSED]) {
        check_then_submit(world, n).await;
    }
    let sent = world.read(WITHDRAWS).await;
    let more = json!({ "reason": "Vi søker heller neste år." });
    let withdrawn = world
        .step_with(
            &world.applicant(WITHDRAWS),
            "WithdrawApplication",
            &sent,
            more,
        )
        .await;
    assert_eq!(withdrawn.unwrap()["state"], "APPLICATION_STATE_WITHDRAWN");
    complete(world, 2).await;
    let kari = world.case_handler();
    let more = json!({ "reason": "Søkeren er ikke i målgruppen for ordningen." });
    let dismissed = world
        .step_with(
            &kari,
            "DismissApplication",
            &world.read(DISMISSED).await,
            more,
        )
        .await;
    assert_eq!(dismissed.unwrap()["state"], "APPLICATION_STATE_DISMISSED");
    world.close_call().await;
    let late = json!({ "application": world.application_to_create(9) });
    let late = world
        .applicant(9)
        .call("CreateApplication", late)
        .await
        .unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "DEADLINE_PASSED"));
}

/// Checks an application before it is stored, and expects the same from its submission.
async fn check_then_submit<S: TestScheme>(world: &World<S>, n: u32) {
    world.register(n).await;
    let applicant = world.applicant(n);
    let application = json!({ "application": world.application_to_create(n) });
    let checked = applicant
        .call("CheckApplication", application)
        .await
        .unwrap();
    let findings = checked["findings"].as_array().unwrap();
    let blocking: Vec<_> = findings
        .iter()
        .filter(|one| one["severity"] == "SEVERITY_BLOCKING")
        .collect();
    assert!(blocking.is_empty(), "{blocking:?}");
    let draft = world.draft(n).await;
    assert_eq!(draft["state"], "APPLICATION_STATE_DRAFT");
    let sent = world
        .step(&applicant, "SubmitApplication", &draft)
        .await
        .unwrap();
    assert_eq!(sent["state"], "APPLICATION_STATE_SUBMITTED");
    assert_eq!(sent["claim"], checked["claim"]);
    assert_eq!(sent["late"], false);
    assert!(
        ore(&sent["claim"]["amount"]) > 0
            && ore(&sent["claim"]["amount"]) <= ore(&sent["requested"])
    );
    let steps = sent["claim"]["steps"].as_array().unwrap();
    assert_eq!(
        steps.last().unwrap()["amount"],
        sent["claim"]["amount"],
        "the last step is the claim"
    );
    assert!(
        steps
            .iter()
            .all(|step| !step["text"].as_str().unwrap().is_empty())
    );
}

/// Sent back, completed, sent in again: it stands as submitted when it first was.
async fn complete<S: TestScheme>(world: &World<S>, n: u32) {
    let first = world.read(n).await;
    let day = (world.clock.today() + TimeDelta::days(14)).to_string();
    let more = json!({ "reason": "Budsjettet mangler.", "complete_by_date": day });
    let returned = world
        .step_with(&world.case_handler(), "ReturnApplication", &first, more)
        .await
        .unwrap();
    assert_eq!(returned["state"], "APPLICATION_STATE_RETURNED");
    assert_eq!(returned["complete_by_date"], day);
    let mut changed = world.application_to_create(n);
    let fuller = format!(
        "{}, rettet",
        changed["applicant"]["organisation_name"].as_str().unwrap()
    );
    changed["applicant"]["organisation_name"] = fuller.clone().into();
    changed["etag"] = returned["etag"].clone();
    let update = json!({ "application": changed, "update_mask": "applicant" });
    let applicant = world.applicant(n);
    let updated = only(applicant.call("UpdateApplication", update).await.unwrap());
    world.clock.advance(TimeDelta::hours(3));
    let again = world
        .step(&applicant, "SubmitApplication", &updated)
        .await
        .unwrap();
    assert_eq!(again["state"], "APPLICATION_STATE_SUBMITTED");
    assert_eq!(again["submit_time"], first["submit_time"]);
    assert_eq!(again["applicant"]["organisation_name"], fuller);
}

pub async fn assess<S: TestScheme>(world: &World<S>) {
    let (kari, ola) = (world.case_handler(), world.assessor("ola"));
    for (place, n) in (0..).zip(ROUND) {
        if S::criteria().is_empty() {
            continue;
        }
        world.assess(&kari, n, 90 - 10 * place).await.unwrap();
        world.assess(&ola, n, 88 - 10 * place).await.unwrap();
    }
    let first = json!({ "parent": world.application_name(1) });
    let listed = kari.call("ListAssessments", first).await.unwrap();
    let assessors: Vec<&str> = listed["assessments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["assessor"].as_str().unwrap())
        .collect();
    assert_eq!(assessors, ["kari", "ola"]);
    let read = json!({ "name": world.application_name(1) });
    let seen = only(kari.call("GetApplication", read.clone()).await.unwrap());
    assert_eq!(
        (&seen["state"], &seen["score_milli"]),
        (&json!("APPLICATION_STATE_ASSESSED"), &json!(89_000))
    );
    assert_eq!(
        world.read(1).await["score_milli"],
        0,
        "the applicant does not see the score yet"
    );
    // One who knows the applicant says so, and is shut out from then on.
    let interest = json!({
        "application": world.application_name(1),
        "ground": "INTEREST_GROUND_AUTOMATIC",
        "reason": "Sitter i styret.",
    });
    let eva = world.assessor("eva");
    eva.call("DeclareInterest", interest).await.unwrap();
    let shut = eva.call("GetApplication", read).await.unwrap_err();
    assert_eq!(shut.is(), (Code::PermissionDenied, "INTEREST_DECLARED"));
}
