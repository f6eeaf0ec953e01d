//! The waiting list over gRPC: declined and lapsed offers become offers to others, no award
//! is lowered, nothing is promised twice.

use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::chain::{chains, events, holds};
use crate::races::at_once;
use crate::support::fault::Fault;
use crate::support::round::{account, at_with, only, seen};
use crate::support::schemes::{Rental, TestScheme, Training};
use crate::support::world::World;

fn ore(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap()
}

/// The allocation of a number that follows another.
async fn follow<S: TestScheme>(world: &World<S>, n: u32, before: u32) -> Result<Value, Fault> {
    let request = json!({
        "name": world.allocation_name(n),
        "follows": world.allocation_name(before),
    });
    let created = world.case_handler().call("CreateAllocation", request).await;
    created.map(only)
}

async fn proposed<S: TestScheme>(world: &World<S>, draft: &Value) -> Result<Value, Fault> {
    world
        .step(&world.case_handler(), "ProposeAllocation", draft)
        .await
}

async fn decline<S: TestScheme>(world: &World<S>, n: u32) {
    let offer = world.grant(n).await;
    let declined = world
        .step(&world.applicant(n), "DeclineGrant", &offer)
        .await;
    assert_eq!(declined.unwrap()["state"], "GRANT_STATE_DECLINED");
}

async fn awards<S: TestScheme>(world: &World<S>, n: u32) -> Vec<Value> {
    let parent = json!({ "parent": world.allocation_name(n) });
    let listed = world.case_handler().call("ListAwards", parent).await;
    listed.unwrap()["awards"].as_array().unwrap().clone()
}

/// Returns the promised amount and the budget.
async fn promised<S: TestScheme>(world: &World<S>) -> (i64, i64) {
    let parent = json!({ "parent": world.call_name() });
    let budget = world
        .case_handler()
        .call("GetBudget", parent)
        .await
        .unwrap();
    let lines = budget["lines"].as_array().unwrap();
    let sum = |field: &str| lines.iter().map(|line| ore(&line[field])).sum();
    (sum("committed"), sum("budget"))
}

/// Checks what holds after every approval: the export is the list, each application once; it sums
/// to what is promised, within the budget.
async fn the_books_agree<S: TestScheme>(world: &World<S>, n: u32) {
    let parent = json!({ "parent": world.call_name() });
    let exported = world.finance().stream("ExportAwards", vec![parent]).await;
    let exported: Vec<Value> = exported
        .unwrap()
        .iter()
        .flat_map(|batch| batch["awards"].as_array().unwrap().clone())
        .collect();
    assert_eq!(exported, awards(world, n).await);
    let sum: i64 = exported.iter().map(|award| ore(&award["amount"])).sum();
    let (committed, budget) = promised(world).await;
    assert_eq!(sum, committed);
    assert!(committed <= budget);
    for award in &exported {
        assert!(ore(&award["amount"]) >= ore(&award["notified"]), "{award}");
    }
    let verified = json!({ "name": world.allocation_name(n) });
    let verified = world.auditor().call("VerifyAllocation", verified).await;
    assert_eq!(verified.unwrap()["verified"], true);
}

/// Three are granted in full, the fourth gets what is left, the fifth nothing.
#[tokio::test]
async fn a_declined_offer_becomes_an_offer_to_the_next() {
    let world = World::<Training>::start().await;
    world.decided_round(5).await;
    let before = awards(&world, 1).await;
    let decisions: Vec<&Value> = before.iter().map(|award| &award["decision"]).collect();
    assert_eq!(decisions[3], "DECISION_PARTLY_GRANTED");
    assert_eq!(decisions[4], "DECISION_REFUSED");
    let kept = world.accepted(2).await;
    decline(&world, 1).await;
    let draft = follow(&world, 2, 1).await.unwrap();
    assert_eq!(draft["follows"], world.allocation_name(1));
    let again = follow(&world, 2, 1).await.unwrap();
    assert_eq!(draft, again, "a retry answers with what is there");
    let offered = proposed(&world, &draft).await.unwrap();
    let seen = world
        .applicant(5)
        .call("GetGrant", json!({ "name": world.grant_name(5) }))
        .await;
    assert_eq!(
        seen.unwrap_err().code,
        Code::NotFound,
        "nothing is told before the decision"
    );
    world.approve(&offered).await.unwrap();
    let after = awards(&world, 2).await;
    assert_eq!(after[0]["decision"], "DECISION_RELEASED");
    assert_eq!(after[1]["amount"], before[1]["amount"]);
    assert_eq!(
        after[3]["amount"], before[3]["amount"],
        "notified awards stay"
    );
    assert_eq!(ore(&after[4]["amount"]), ore(&before[0]["amount"]));
    assert_eq!(world.read(5).await["state"], "APPLICATION_STATE_GRANTED");
    assert_eq!(world.grant(2).await["granted"], kept["granted"]);
    the_books_agree(&world, 2).await;
    let accepted = world.accepted(5).await;
    assert_eq!(accepted["granted"], after[4]["amount"]);
    told_in_every_language(&world, &after).await;
    world.settle().await;
    let all = events(&world.auditor(), &Training::name(), 0).await;
    assert!(chains(&all).values().all(|links| holds(links)));
}

/// Every award of the follow-up has a reason for what it lacks and an explanation; an applicant
/// sees its own.
async fn told_in_every_language(world: &World<Training>, awards: &[Value]) {
    for language in ["nb", "nn", "en"] {
        for award in awards {
            let request =
                json!({ "name": world.allocation_name(2), "application": award["application"] });
            let kari = world.case_handler().speaking(language);
            let explained = kari.call("ExplainAward", request).await.unwrap();
            let sentences = explained["explanation"].as_array().unwrap();
            assert!(!sentences.is_empty(), "{award}");
            for sentence in sentences {
                let text = sentence.as_str().unwrap();
                assert!(text.len() > 10 && !text.contains(['{', '$']), "{text}");
            }
        }
    }
    let own = json!({ "parent": world.allocation_name(2) });
    let own = world.applicant(5).call("ListAwards", own).await.unwrap();
    assert_eq!(own["awards"].as_array().unwrap().len(), 1);
}

/// Rental housing shares what is freed among all: an offer rises, an accepted grant rises by
/// an instalment, one that lapsed is freed.
#[tokio::test]
async fn lapsed_offers_raise_what_others_were_told() {
    let world = World::<Rental>::start().await;
    world.decided_round(5).await;
    let before = awards(&world, 1).await;
    let rising: Vec<usize> = (0..5)
        .filter(|n| ore(&before[*n]["amount"]) < ore(&before[*n]["claimed"]))
        .collect();
    assert!(!rising.is_empty(), "{before:?}");
    for n in 2..=5 {
        if ore(&before[n as usize - 1]["amount"]) > 0 {
            world.accepted(n).await;
        }
    }
    world.clock.advance(chrono::TimeDelta::days(30));
    world.lapsed(1).await;
    let draft = follow(&world, 2, 1).await.unwrap();
    world
        .approve(&proposed(&world, &draft).await.unwrap())
        .await
        .unwrap();
    the_books_agree(&world, 2).await;
    let after = awards(&world, 2).await;
    assert_eq!(after[0]["decision"], "DECISION_RELEASED");
    let mut risen = 0;
    for n in rising.into_iter().filter(|n| *n > 0) {
        let (was, is) = (ore(&before[n]["amount"]), ore(&after[n]["amount"]));
        assert!(is >= was, "never lowered");
        if is == was || was == 0 {
            continue;
        }
        risen += 1;
        let number = u32::try_from(n).unwrap() + 1;
        let grant = world.grant(number).await;
        assert_eq!(ore(&grant["granted"]), is);
        assert_eq!(
            grant["state"], "GRANT_STATE_ACCEPTED",
            "what was accepted stays accepted"
        );
        assert_eq!(grant["account_number"], account(number));
        let plan = grant["instalments"].as_array().unwrap();
        assert_eq!(plan.iter().map(|one| ore(&one["amount"])).sum::<i64>(), is);
        assert_eq!(ore(&plan.last().unwrap()["amount"]), is - was);
    }
    assert!(risen > 0, "{after:?}");
}

/// Eight drafts follow the same allocation; they are proposed at the same time, and eight decision
/// makers approve what came through.
#[tokio::test]
async fn of_many_follow_ups_at_the_same_time_one_is_decided() {
    let world = World::<Training>::start().await;
    world.decided_round(5).await;
    decline(&world, 1).await;
    let mut requests = Vec::new();
    for n in 2..=9 {
        let draft = follow(&world, n, 1).await.unwrap();
        let handler = world.staff(&format!("kari-{n}"), &[Role::CaseHandler]);
        requests.push((handler, "ProposeAllocation", at_with(&draft, json!({}))));
    }
    let answers = at_once(&world, requests).await;
    let (proposed, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(proposed.len(), 1);
    for fault in refused.into_iter().filter_map(Result::err) {
        assert_eq!(fault.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    }
    let proposed = only(proposed.into_iter().next().unwrap().unwrap());
    let approve = at_with(&proposed, seen(&proposed));
    let requests = (0..8).map(|n| {
        let approver = world.staff(&format!("berit-{n}"), &[Role::DecisionMaker]);
        (approver, "ApproveAllocation", approve.clone())
    });
    let answers = at_once(&world, requests.collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let late = follow(&world, 10, 1).await.unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    let (committed, budget) = promised(&world).await;
    assert!(committed <= budget, "{committed} of {budget}");
}

#[tokio::test]
async fn what_cannot_be_followed_says_so() {
    let world = World::<Training>::start().await;
    world.decided_round(5).await;
    for language in ["nb", "nn", "en"] {
        let request =
            json!({ "name": world.allocation_name(2), "follows": world.allocation_name(1) });
        let kari = world.case_handler().speaking(language);
        let nothing = kari.call("CreateAllocation", request).await.unwrap_err();
        assert_eq!(nothing.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
        assert_eq!(nothing.rules[0].0, "WAITING_LIST_NOTHING_FREED");
        nothing.assert_whole(language);
    }
    decline(&world, 1).await;
    let nowhere = follow(&world, 3, 99).await.unwrap_err();
    assert_eq!(nowhere.is(), (Code::NotFound, "NOT_FOUND"));
    let draft = follow(&world, 2, 1).await.unwrap();
    let unapproved = follow(&world, 3, 2).await.unwrap_err();
    assert_eq!(unapproved.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    // Four eyes, and no person with an interest in one of the cases.
    let both = world.staff("kari", &[Role::CaseHandler, Role::DecisionMaker]);
    let offered = proposed(&world, &draft).await.unwrap();
    let more = seen(&offered);
    let own = world
        .step_with(&both, "ApproveAllocation", &offered, more.clone())
        .await;
    assert_eq!(own.unwrap_err().is(), (Code::PermissionDenied, "FOUR_EYES"));
    let interest = json!({
        "application": world.application_name(5),
        "ground": "INTEREST_GROUND_DISCRETIONARY",
        "reason": "Søsken i styret.",
    });
    world
        .decision_maker()
        .call("DeclareInterest", interest)
        .await
        .unwrap();
    let partial = world.approve(&offered).await.unwrap_err();
    assert_eq!(partial.is(), (Code::PermissionDenied, "INTEREST_DECLARED"));
    let another = world.staff("bjarne", &[Role::DecisionMaker]);
    world
        .step_with(&another, "ApproveAllocation", &offered, more)
        .await
        .unwrap();
    the_books_agree(&world, 2).await;
}
