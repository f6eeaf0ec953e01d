//! Changes that a recipient asks for: decided, told, rejected and taken back, before a payment and
//! after it, with the ledger tied afterwards: the same for all schemes.

use serde_json::{Value, json};
use tonic::Code;

use super::follow_up::{pay, the_ledger_ties};
use super::ore;
use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::round::{at_with, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The amount that a change gives back.
const BACK: i64 = 2_000_000;

fn siri<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("siri", &[domain::caller::Role::CaseHandler])
}

async fn ask<S: TestScheme>(
    world: &World<S>,
    by: &Person,
    mut what: Value,
) -> Result<Value, Fault> {
    what["reason"] = "Oppstarten ble utsatt.\nPlanen er ellers den samme.".into();
    let grant = world.grant(1).await;
    world.step_with(by, "RequestChange", &grant, what).await
}

/// A step of a person on the last change of the grant.
async fn answer<S: TestScheme>(
    world: &World<S>,
    by: &Person,
    method: &str,
) -> Result<Value, Fault> {
    let grant = world.grant(1).await;
    let change = last(&grant);
    let request = json!({
        "name": change["name"], "etag": grant["etag"], "reason": "I tråd med formålet.",
    });
    by.call(method, request).await.map(only)
}

fn last(grant: &Value) -> &Value {
    grant["changes"].as_array().unwrap().last().unwrap()
}

/// Checks that a request was refused for one rule, in words.
fn told(answer: Result<Value, Fault>, code: &str) {
    let fault = answer.unwrap_err();
    assert_eq!(
        fault.is(),
        (Code::FailedPrecondition, "RULES_NOT_MET"),
        "{code}"
    );
    assert!(format!("{fault:?}").contains(code), "{code}: {fault:?}");
    fault.assert_whole("nb");
}

fn less(grant: &Value) -> Value {
    json!({ "ore": ore(&grant["granted"]) - BACK })
}

async fn tied<S: TestScheme>(world: &World<S>) {
    let parent = json!({ "parent": world.call_name() });
    let budget = world.finance().call("GetBudget", parent).await.unwrap();
    the_ledger_ties(world, &budget).await;
}

/// Every fault is told, and nothing is half done.
async fn bad_input<S: TestScheme>(world: &World<S>) {
    let (own, before) = (world.applicant(1), world.grant(1).await);
    let nothing = ask(world, &own, json!({})).await.unwrap_err();
    assert_eq!(nothing.paths(), ["budget"]);
    let past = json!({ "end_date": "2010-01-01", "content": "Noe annet." });
    told(ask(world, &own, past).await, "CHANGE_ENDS_BEFORE");
    let same = json!({ "amount": before["granted"] });
    told(ask(world, &own, same).await, "CHANGE_SAME_AMOUNT");
    let requested = ore(&world.read(1).await["requested"]);
    let above = json!({ "amount": { "ore": requested + 100 } });
    told(ask(world, &own, above).await, "CHANGE_ABOVE_REQUESTED");
    let stranger = at_with(&before, json!({ "content": "Noe.", "reason": "Nei." }));
    let stranger = world.applicant(2).call("RequestChange", stranger).await;
    assert_eq!(stranger.unwrap_err().is(), (Code::NotFound, "NOT_FOUND"));
    assert_eq!(world.grant(1).await, before);
}

/// The recipient gives a part back; it is decided with a letter, and moves with everything.
async fn given_back<S: TestScheme>(world: &World<S>) {
    let (own, kari, other) = (
        world.applicant(1),
        world.case_handler(),
        world.grant(2).await,
    );
    let before = world.grant(1).await;
    let what = json!({ "amount": less(&before), "content": "Ett kurs færre." });
    let asked = ask(world, &own, what).await.unwrap();
    assert_eq!(last(&asked)["state"], "GRANT_CHANGE_STATE_ASKED");
    assert_eq!(asked["granted"], before["granted"], "not decided yet");
    let second = json!({ "partner": "Frivilligsentralen" });
    told(ask(world, &own, second).await, "CHANGE_WAITS");
    let party = answer(world, &own, "ApproveChange").await.unwrap_err();
    assert_eq!(party.is().0, Code::PermissionDenied);
    let approved = answer(world, &kari, "ApproveChange").await.unwrap();
    assert_eq!(approved["granted"], less(&before));
    let planned = approved["instalments"].as_array().unwrap().iter();
    let planned = planned.filter(|one| one["state"] != "INSTALMENT_STATE_CANCELLED");
    let plan: i64 = planned.map(|one| ore(&one["amount"])).sum();
    assert_eq!(plan, ore(&approved["granted"]), "the plan follows");
    assert_eq!(world.grant(2).await, other, "no other is touched");
    let requested = ore(&world.read(1).await["requested"]);
    assert!(requested > plan, "what was applied for stays");
    decided(world, "DECISION_KIND_CHANGE", last(&approved)).await;
    tied(world).await;
}

/// Checks the decision about a change with its letter, which the party reads and may appeal as it
/// may others.
async fn decided<S: TestScheme>(world: &World<S>, kind: &str, change: &Value) {
    let application = json!({ "name": world.application_name(1) });
    let kari = world.case_handler();
    kari.call("DispatchDecisions", application).await.unwrap();
    let parent = json!({ "parent": world.application_name(1) });
    let party = world.applicant(1);
    let listed = party.call("ListDecisions", parent).await.unwrap();
    let decisions = listed["decisions"].as_array().unwrap();
    let newest = decisions.last().unwrap();
    assert_eq!(
        (&newest["kind"], &newest["name"]),
        (&json!(kind), &change["decision"])
    );
    assert_eq!(newest["appealable"], decisions[0]["appealable"]);
    let letter = json!({ "name": newest["name"] });
    let parts = party.stream("GetLetter", vec![letter]).await.unwrap();
    assert!(parts.len() > 1, "facts and bytes");
    let explain = json!({
        "name": world.allocation_name(1), "application": world.application_name(1),
    });
    let explained = party.call("ExplainAward", explain).await.unwrap();
    let later = explained["later_decisions"].as_array().unwrap();
    let text = later.last().unwrap()["text"].as_str().unwrap();
    assert!(text.contains("endring"), "{text}");
}

/// A change that staff registered is another person's to reject; one is taken back.
async fn answered_otherwise<S: TestScheme>(world: &World<S>) {
    let (own, kari, siri) = (world.applicant(1), world.case_handler(), siri(world));
    let what = || json!({ "end_date": "2029-06-30" });
    let before = world.grant(1).await["granted"].clone();
    ask(world, &kari, what()).await.unwrap();
    let mine = answer(world, &kari, "RejectChange").await.unwrap_err();
    assert_eq!(mine.is(), (Code::PermissionDenied, "FOUR_EYES"));
    let rejected = answer(world, &siri, "RejectChange").await.unwrap();
    assert_eq!(last(&rejected)["state"], "GRANT_CHANGE_STATE_REJECTED");
    decided(world, "DECISION_KIND_CHANGE_REFUSAL", last(&rejected)).await;
    ask(world, &own, what()).await.unwrap();
    let withdrawn = answer(world, &own, "WithdrawChange").await.unwrap();
    assert_eq!(last(&withdrawn)["state"], "GRANT_CHANGE_STATE_WITHDRAWN");
    let again = answer(world, &own, "WithdrawChange").await.unwrap_err();
    assert_eq!(again.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    assert_eq!(withdrawn["granted"], before);
    let seen = last(&withdrawn)["request"]["actor"].clone();
    assert_ne!(seen, "", "its own request");
    let hidden = &withdrawn["changes"][1]["answer"]["actor"];
    assert_eq!(hidden, "", "no names of people on the staff");
}

/// Half of the first line of the budget moves to the second; the reports are held against it.
async fn moved<S: TestScheme>(world: &World<S>) {
    let grant = world.grant(1).await;
    let lines = grant["budget"].as_array().unwrap();
    if lines.len() < 2 {
        return;
    }
    let half = ore(&lines[0]["amount"]) / 2;
    let mut wanted = lines.clone();
    wanted[0]["amount"]["ore"] = (ore(&lines[0]["amount"]) - half).into();
    wanted[1]["amount"]["ore"] = (ore(&lines[1]["amount"]) + half).into();
    let mut wrong = wanted.clone();
    wrong[0]["code"] = "ukjent".into();
    let own = world.applicant(1);
    let wrong = ask(world, &own, json!({ "budget": wrong })).await;
    assert_eq!(wrong.unwrap_err().paths(), ["budget[0].code"]);
    let more = json!({ "budget": &wanted[1..] });
    let more = ask(world, &own, more).await;
    assert_eq!(more.unwrap_err().paths(), ["budget"]);
    ask(world, &own, json!({ "budget": wanted })).await.unwrap();
    let kari = world.case_handler();
    let approved = answer(world, &kari, "ApproveChange").await.unwrap();
    assert_eq!(approved["budget"].as_array().unwrap(), &wanted);
    tied(world).await;
}

async fn before_a_payment<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    world.accepted(1).await;
    bad_input(&world).await;
    given_back(&world).await;
    answered_otherwise(&world).await;
    moved(&world).await;
    pay(&world).await;
    let paid = world.grant(1).await;
    let late = ask(
        &world,
        &world.applicant(1),
        json!({ "amount": less(&paid) }),
    )
    .await;
    let code = if paid["settlement"].is_null() {
        "CHANGE_BELOW_PAID"
    } else {
        "CHANGE_SETTLED"
    };
    told(late, code);
    tied(&world).await;
}

/// More is given back than is not paid or on its way: refused, whether it was asked for before the
/// attestation or after it.
async fn while_it_is_paid<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(1).await;
    let accepted = world.accepted(1).await;
    let blocks = format!("{}", accepted["payment_blocks"]);
    if blocks.contains("PAYMENT_ACCOUNTS_NOT_SETTLED") {
        // Settled before it is paid: there is nothing left to change.
        return;
    }
    world.document_payment(&accepted).await;
    let (own, finn, kari) = (world.applicant(1), world.finance(), world.case_handler());
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    let active = world
        .step_with(&kari, "ActivateGrant", &accepted, more)
        .await;
    let before = active.unwrap();
    ask(&world, &own, json!({ "amount": less(&before) }))
        .await
        .unwrap();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    let attested = finn.call("AttestPayments", due).await.unwrap();
    assert_eq!(attested["amount"], before["granted"]);
    let held = world.grant(1).await;
    told(
        answer(&world, &kari, "ApproveChange").await,
        "CHANGE_BELOW_PAID",
    );
    assert_eq!(world.grant(1).await, held, "nothing is half done");
    tied(&world).await;
    for payment in held["instalments"].as_array().unwrap() {
        let stop = json!({ "number": payment["number"], "reason": "En endring skal godkjennes." });
        let read = world.grant(1).await;
        world
            .step_with(&finn, "StopPayment", &read, stop)
            .await
            .unwrap();
    }
    let approved = answer(&world, &kari, "ApproveChange").await.unwrap();
    assert_eq!(approved["granted"], less(&before));
    tied(&world).await;
}

/// A story of each scheme.
macro_rules! stories {
    ($($before:ident, $paying:ident: $scheme:ty;)+) => {$(
        #[tokio::test]
        async fn $before() {
            before_a_payment::<$scheme>().await;
        }

        #[tokio::test]
        async fn $paying() {
            while_it_is_paid::<$scheme>().await;
        }
    )+};
}

stories! {
    a_change_of_rental_housing, a_change_of_rental_housing_on_its_way: Rental;
    a_change_of_child_next_of_kin, a_change_of_child_next_of_kin_on_its_way: Children;
    a_change_of_user_run_centres, a_change_of_user_run_centres_on_its_way: Centres;
    a_change_of_work_training, a_change_of_work_training_on_its_way: Training;
}
