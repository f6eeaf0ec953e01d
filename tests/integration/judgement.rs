//! The order in which a request is judged. Each ladder is one request with every fault at once;
//! each rung mends the fault that was told, and the next one is told.

use chrono::TimeDelta;
use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::person::Who;
use crate::support::round::{at_with, etag, only, seen};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::{World, at};

/// Fails unless the answer is this refusal.
fn told(rung: &str, answer: Result<Value, Fault>, code: Code, reason: &str) {
    let fault = answer.expect_err(rung);
    assert_eq!(fault.is(), (code, reason), "{rung}");
    fault.assert_whole("nb");
}

#[tokio::test]
async fn a_submission_late_stale_foreign_malformed_and_unsigned() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let (application, rule) = broken::<Centres>(&world, 1, &draft);
    let update = json!({ "application": application, "update_mask": "form" });
    let written = only(
        world
            .applicant(1)
            .call("UpdateApplication", update)
            .await
            .unwrap(),
    );
    world.clock.set(at("2026-02-15T23:00:00Z"));
    let (method, name) = ("SubmitApplication", written["name"].as_str().unwrap());
    let malformed = json!({ "name": "schemes/other/calls/x", "etag": "" });
    let stale = json!({ "name": name, "etag": etag(&draft) });
    let present = json!({ "name": name, "etag": etag(&written) });

    let nobody = world.person(Who::Anonymous);
    told(
        "nobody",
        nobody.call(method, malformed.clone()).await,
        Code::Unauthenticated,
        "NOT_SIGNED_IN",
    );
    let fault = world.auditor().call(method, malformed).await.unwrap_err();
    assert_eq!(
        fault.paths(),
        ["name", "etag"],
        "every fault of form at once, before rights"
    );
    let auditor = world.auditor().call(method, stale.clone()).await;
    told(
        "auditor",
        auditor,
        Code::PermissionDenied,
        "ROLE_NOT_ALLOWED",
    );
    let foreign = world.applicant(2).call(method, stale.clone()).await;
    told("foreign", foreign, Code::NotFound, "NOT_FOUND");
    let own = world.applicant(1);
    told(
        "stale",
        own.call(method, stale).await,
        Code::Aborted,
        "STALE_ETAG",
    );
    told(
        "late",
        own.call(method, present.clone()).await,
        Code::FailedPrecondition,
        "DEADLINE_PASSED",
    );
    world.clock.set(at("2026-02-15T22:59:59Z"));
    let fault = own.call(method, present).await.unwrap_err();
    assert_eq!(fault.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert!(fault.rule_codes().contains(&rule.as_str()), "{fault}");
    // The control: mended, it is taken.
    let mut good = world.application_to_create(1);
    good["etag"] = written["etag"].clone();
    let update = json!({ "application": good, "update_mask": "form" });
    let mended = only(own.call("UpdateApplication", update).await.unwrap());
    world.step(&own, method, &mended).await.unwrap();
}

/// The application with the change that breaks a rule of its scheme, and the rule.
fn broken<S: TestScheme>(world: &World<S>, n: u32, draft: &Value) -> (Value, String) {
    let breaks = &S::data()["breaks_a_rule"];
    let mut application = world.application_to_create(n);
    *application
        .pointer_mut(breaks["path"].as_str().unwrap())
        .unwrap() = breaks["value"].clone();
    application["etag"] = draft["etag"].clone();
    (application, breaks["rule"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_approval_by_the_proposer_of_another_run_above_the_frame() {
    let world = World::<Centres>::start().await;
    world.assessed_round(2).await;
    let kari = world.case_handler();
    let name = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", name.clone()).await.unwrap());
    let method = "ApproveAllocation";
    let both = world.staff("kari", &[Role::CaseHandler, Role::DecisionMaker]);

    let malformed = json!({ "name": "x", "etag": "", "run_hash": "ABC", "decision_hash": "ABC" });
    let nobody = world.person(Who::Header("Bearer x.y.z".to_owned()));
    told(
        "unsigned",
        nobody.call(method, malformed.clone()).await,
        Code::Unauthenticated,
        "NOT_SIGNED_IN",
    );
    let fault = kari.call(method, malformed).await.unwrap_err();
    assert_eq!(fault.paths(), ["name", "etag", "run_hash", "decision_hash"]);
    let mut nowhere = at_with(&draft, seen(&draft));
    nowhere["name"] = world.allocation_name(9).into();
    told(
        "role",
        kari.call(method, nowhere.clone()).await,
        Code::PermissionDenied,
        "ROLE_NOT_ALLOWED",
    );
    told(
        "nowhere",
        both.call(method, nowhere).await,
        Code::NotFound,
        "NOT_FOUND",
    );
    let early = at_with(&draft, seen(&draft));
    told(
        "draft",
        both.call(method, early.clone()).await,
        Code::FailedPrecondition,
        "WRONG_STATE",
    );
    let proposed = world
        .step(&kari, "ProposeAllocation", &draft)
        .await
        .unwrap();
    told(
        "stale",
        both.call(method, early).await,
        Code::Aborted,
        "STALE_ETAG",
    );
    let mut other_run = at_with(&proposed, seen(&proposed));
    other_run["run_hash"] = "0".repeat(64).into();
    told(
        "another run",
        both.call(method, other_run).await,
        Code::Aborted,
        "STALE_ETAG",
    );
    let mut other_decision = at_with(&proposed, seen(&proposed));
    other_decision["decision_hash"] = "0".repeat(64).into();
    told(
        "another decision",
        both.call(method, other_decision).await,
        Code::Aborted,
        "OTHER_DECISION",
    );
    approved_above_the_frame(&world, &proposed).await;
}

/// The last rungs: the proposer, then the frame.
async fn approved_above_the_frame(world: &World<Centres>, proposed: &Value) {
    let both = world.staff("kari", &[Role::CaseHandler, Role::DecisionMaker]);
    let method = "ApproveAllocation";
    shrink_frames(world).await;
    let present = at_with(proposed, seen(proposed));
    told(
        "proposer",
        both.call(method, present.clone()).await,
        Code::PermissionDenied,
        "FOUR_EYES",
    );
    let berit = world.decision_maker();
    told(
        "frame",
        berit.call(method, present).await,
        Code::FailedPrecondition,
        "FRAME_EXCEEDED",
    );
    assert_eq!(committed(world).await, 0, "nothing was promised");
}

/// Returns the promised amount of all sub-frames.
async fn committed(world: &World<Centres>) -> i64 {
    let budget = json!({ "parent": world.call_name() });
    let budget = world
        .case_handler()
        .call("GetBudget", budget)
        .await
        .unwrap();
    let lines = budget["lines"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["committed"]["ore"].as_i64().unwrap())
        .sum()
}

/// Cuts every purse of the call to one krone.
async fn shrink_frames(world: &World<Centres>) {
    let administrator = world.administrator();
    let read = json!({ "name": world.call_name() });
    let mut call = only(administrator.call("GetCall", read).await.unwrap());
    for purse in call["sub_frames"].as_array_mut().unwrap() {
        purse["budget"] = json!({ "ore": 100 });
    }
    let update =
        json!({ "call": call, "update_mask": "subFrames", "reason": "Stortinget kuttet." });
    administrator.call("UpdateCall", update).await.unwrap();
}

#[tokio::test]
async fn a_dismissal_of_a_case_of_interest_that_is_withdrawn() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let own = world.applicant(1);
    let reason = json!({ "reason": "Søkeren er utenfor målgruppen." });
    let kari = world.case_handler();
    let method = "DismissApplication";
    let hidden = kari.call(method, at_with(&draft, reason.clone())).await;
    told(
        "a draft is not the staff's to know",
        hidden,
        Code::NotFound,
        "NOT_FOUND",
    );
    let sent = world.step(&own, "SubmitApplication", &draft).await.unwrap();
    let withdrawn = world
        .step(&own, "WithdrawApplication", &sent)
        .await
        .unwrap();
    let stale = at_with(&sent, reason.clone());
    let interest = json!({
        "application": sent["name"],
        "ground": "INTEREST_GROUND_DISCRETIONARY",
        "reason": "Nabo.",
    });
    let eva = world.staff("eva", &[Role::CaseHandler]);
    eva.call("DeclareInterest", interest).await.unwrap();

    let unreasoned = kari
        .call(method, at_with(&sent, json!({ "reason": " " })))
        .await
        .unwrap_err();
    assert_eq!(unreasoned.paths(), ["reason"]);
    told(
        "role",
        world.auditor().call(method, stale.clone()).await,
        Code::PermissionDenied,
        "ROLE_NOT_ALLOWED",
    );
    told(
        "interest",
        eva.call(method, stale.clone()).await,
        Code::PermissionDenied,
        "INTEREST_DECLARED",
    );
    told(
        "stale",
        kari.call(method, stale).await,
        Code::Aborted,
        "STALE_ETAG",
    );
    let present = at_with(&withdrawn, reason);
    told(
        "state",
        kari.call(method, present).await,
        Code::FailedPrecondition,
        "WRONG_STATE",
    );
}

#[tokio::test]
async fn an_acceptance_after_the_last_day_of_what_was_declined() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    let offer = world.offer(1).await;
    let own = world.applicant(1);
    let method = "AcceptGrant";
    let account = |number: &str| json!({ "account_number": number, "terms": offer["terms"] });
    let last_day = at(&format!(
        "{}T12:00:00Z",
        offer["accept_by_date"].as_str().unwrap()
    ));
    world.clock.set(last_day + TimeDelta::days(1));
    let good = crate::support::round::account(1);
    let wrong = at_with(&offer, account("12345678901"));
    let fault = own.call(method, wrong).await.unwrap_err();
    assert_eq!(fault.paths(), ["account_number"]);
    let late = at_with(&offer, account(&good));
    told(
        "staff",
        world.case_handler().call(method, late.clone()).await,
        Code::PermissionDenied,
        "ROLE_NOT_ALLOWED",
    );
    told(
        "foreign",
        world.applicant(2).call(method, late.clone()).await,
        Code::NotFound,
        "NOT_FOUND",
    );
    told(
        "late",
        own.call(method, late.clone()).await,
        Code::FailedPrecondition,
        "RULES_NOT_MET",
    );
    let declined = world.step(&own, "DeclineGrant", &offer).await.unwrap();
    told(
        "stale",
        own.call(method, late).await,
        Code::Aborted,
        "STALE_ETAG",
    );
    let present = at_with(&declined, account(&good));
    told(
        "declined and late",
        own.call(method, present).await,
        Code::FailedPrecondition,
        "WRONG_STATE",
    );
}

/// Microseconds decide, and they are the server's.
#[tokio::test]
async fn a_microsecond_after_the_deadline_is_late() {
    let world = World::<Centres>::start().await;
    let call = world.open_call().await;
    let deadline = at(call["deadline_time"].as_str().unwrap());
    let (first, second) = (world.draft(1).await, world.draft(2).await);
    world.clock.set(deadline);
    world
        .step(&world.applicant(1), "SubmitApplication", &first)
        .await
        .unwrap();
    for late in [
        chrono::TimeDelta::microseconds(1),
        chrono::TimeDelta::seconds(1),
    ] {
        world.clock.set(deadline + late);
        let fault = world
            .step(&world.applicant(2), "SubmitApplication", &second)
            .await
            .unwrap_err();
        assert_eq!(fault.is(), (Code::FailedPrecondition, "DEADLINE_PASSED"));
        fault.assert_whole("nb");
        assert!(
            fault.sentence.unwrap().1.contains("15. februar 2026"),
            "the day as people write it"
        );
    }
    assert_eq!(world.read(2).await, second, "a draft as it was");
}
