//! Money that a recipient did not use, or lost by a breach of its duties: notice, answer, claim with
//! a letter, parts, repayment, and the ledger tied afterwards: the same for all schemes.

use chrono::TimeDelta;
use domain::calendar::Clock;
use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use super::appeal::pay_again;
use super::follow_up::{pay, reports_of_first, the_ledger_ties, write_and_send};
use super::ore;
use crate::doctored::{accept, deliver, nothing_before, settling};
use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::round::{at_with, only};
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// A case handler who may decide as well.
fn siri<S: TestScheme>(world: &World<S>) -> Person {
    world.staff("siri", &[Role::CaseHandler, Role::DecisionMaker])
}

fn last(grant: &Value) -> &Value {
    grant["recoveries"].as_array().unwrap().last().unwrap()
}

/// A step of a person on the last recovery of the grant.
async fn step<S: TestScheme>(
    world: &World<S>,
    by: &Person,
    method: &str,
    more: Value,
) -> Result<Value, Fault> {
    let grant = world.grant(1).await;
    let recovery = json!({ "name": last(&grant)["name"], "etag": grant["etag"] });
    let answer = by.call(method, at_with(&recovery, more)).await?;
    Ok(answer["grant"].clone())
}

/// Checks that a step was refused for some rules, in words, and changed nothing.
async fn told<S: TestScheme>(world: &World<S>, method: &str, more: Value, codes: &[&str]) {
    let before = world.grant(1).await;
    let by = match method {
        "ClaimRecovery" => world.decision_maker(),
        _ => world.case_handler(),
    };
    let fault = step(world, &by, method, more).await.unwrap_err();
    assert_eq!(fault.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert_eq!(fault.rule_codes(), codes);
    fault.assert_whole("nb");
    assert_eq!(world.grant(1).await, before, "nothing is half done");
}

/// The first grant reported on with six tenths of its cost, in the last of its reports.
async fn spent_less<S: TestScheme>(world: &World<S>) -> Value {
    nothing_before(world, 1).await;
    let open = settling(world, 1).await;
    let sent = deliver(world, 1, &open, |_| {}).await.unwrap();
    accept(world, &sent).await;
    for open in reports_of_first(world).await {
        let sent = write_and_send(world, &open).await;
        accept(world, &sent).await;
    }
    let owing = world.grant(1).await;
    assert_eq!(owing["state"], "GRANT_STATE_RECOVERY");
    let unused = ore(&owing["granted"]) / 10 * 4;
    assert_eq!(ore(&owing["to_repay"]), unused);
    owing
}

/// A notice is given, and told to be answered before anything is claimed.
async fn noticed<S: TestScheme>(world: &World<S>, owing: &Value) {
    let why = json!({ "reason": "Tiltaket kostet mindre enn budsjettet." });
    let party = world.applicant(1);
    let own = world.step_with(&party, "NoticeRecovery", owing, why.clone());
    assert_eq!(own.await.unwrap_err().is().0, Code::PermissionDenied);
    let siri = siri(world);
    let given = world.step_with(&siri, "NoticeRecovery", owing, why.clone());
    let noticed = given.await.unwrap();
    assert_eq!(last(&noticed)["state"], "RECOVERY_STATE_NOTICED");
    assert_eq!(last(&noticed)["noticed"], owing["to_repay"]);
    let kari = world.case_handler();
    let second = world.step_with(&kari, "NoticeRecovery", &noticed, why);
    let second = second.await.unwrap_err();
    assert_eq!(second.rule_codes(), ["RECOVERY_NOTICED"]);
    let seen = world.grant(1).await;
    assert_eq!(last(&seen)["notice"]["actor"], "", "staff are not named");
}

fn claim(ore: i64) -> Value {
    json!({
        "amount": { "ore": ore }, "fault_class": "FAULT_CLASS_GOOD_FAITH",
        "reason": "Den delen av tilskuddet som ikke er brukt, kreves tilbake.",
    })
}

/// The recipient answers, a stranger cannot; then all of it is claimed by another person.
async fn claimed<S: TestScheme>(world: &World<S>, to_repay: i64) {
    let early = ["RECOVERY_ANSWER_WAITS", "RECOVERY_ABOVE_REST"];
    told(world, "ClaimRecovery", claim(to_repay + 100), &early).await;
    let answer = json!({ "answer": "Beløpet stemmer.\nVi ber om å få dele det opp." });
    let stranger = step(world, &world.applicant(2), "AnswerRecovery", answer.clone()).await;
    assert_eq!(stranger.unwrap_err().is(), (Code::NotFound, "NOT_FOUND"));
    let answered = step(world, &world.applicant(1), "AnswerRecovery", answer).await;
    let answered = answered.unwrap();
    let reason = last(&answered)["answer"]["reason"].as_str().unwrap();
    assert!(reason.starts_with("Beløpet stemmer."), "{reason}");
    let above = ["RECOVERY_ABOVE_REST"];
    told(world, "ClaimRecovery", claim(to_repay + 100), &above).await;
    let alone = step(world, &siri(world), "ClaimRecovery", claim(to_repay)).await;
    assert_eq!(
        alone.unwrap_err().is(),
        (Code::PermissionDenied, "FOUR_EYES")
    );
    let berit = world.decision_maker();
    step(world, &berit, "ClaimRecovery", claim(to_repay))
        .await
        .unwrap();
}

/// A duty to repay is broken the day after the payment: it is told, to be claimed by another.
async fn broken<S: TestScheme>(world: &World<S>) {
    let duties = world.grant(1).await["obligations"].clone();
    let numbers = duties.as_array().unwrap().iter();
    let numbers: Vec<_> = numbers.map(|duty| duty["number"].clone()).collect();
    world.clock.advance(TimeDelta::days(1));
    let more = json!({
        "numbers": numbers, "breach": "BREACH_KIND_SALE",
        "breach_date": world.clock.today().to_string(), "reason": "Salget er tinglyst.",
        "fault_class": "FAULT_CLASS_GOOD_FAITH",
    });
    let (siri, running) = (siri(world), world.grant(1).await);
    let owing = world.step_with(&siri, "RecordBreach", &running, more).await;
    let owing = owing.unwrap();
    assert_eq!(owing["state"], "GRANT_STATE_RECOVERY");
    assert_eq!(last(&owing)["state"], "RECOVERY_STATE_NOTICED");
    assert_eq!(last(&owing)["noticed"], owing["to_repay"]);
    assert_eq!(last(&owing)["fault_class"], "FAULT_CLASS_GOOD_FAITH");
    let why = json!({ "reason": "Boligen er solgt." });
    let kari = world.case_handler();
    let again = world.step_with(&kari, "NoticeRecovery", &owing, why).await;
    assert_eq!(again.unwrap_err().rule_codes(), ["RECOVERY_NOTICED"]);
}

/// Checks the decision that claims, with its letter: the party reads it, and may appeal as it may
/// others.
async fn decided<S: TestScheme>(world: &World<S>, amount: i64) {
    let grant = world.grant(1).await;
    let recovery = last(&grant);
    assert_eq!(recovery["state"], "RECOVERY_STATE_CLAIMED");
    assert_eq!(ore(&recovery["claimed"]), amount);
    let application = json!({ "name": world.application_name(1) });
    let kari = world.case_handler();
    kari.call("DispatchDecisions", application).await.unwrap();
    let parent = json!({ "parent": world.application_name(1) });
    let party = world.applicant(1);
    let listed = party.call("ListDecisions", parent).await.unwrap();
    let decisions = listed["decisions"].as_array().unwrap();
    let newest = decisions.last().unwrap();
    assert_eq!(newest["kind"], "DECISION_KIND_CLAIM");
    assert_eq!(newest["name"], recovery["decision"]);
    assert_eq!(newest["appealable"], decisions[0]["appealable"]);
    let letter = || vec![json!({ "name": newest["name"] })];
    let parts = party.stream("GetLetter", letter()).await.unwrap();
    assert!(parts.len() > 1, "facts and bytes");
    let stranger = world.applicant(2).stream("GetLetter", letter()).await;
    assert_eq!(stranger.unwrap_err().code, Code::NotFound);
}

/// It is paid in two parts, as one person proposes and another approves.
async fn in_parts<S: TestScheme>(world: &World<S>, parts: [i64; 2]) {
    let plan = |parts: [i64; 2]| {
        let days = [30, 60].map(|days| world.clock.today() + TimeDelta::days(days));
        let parts = days.iter().zip(parts);
        let parts = parts
            .map(|(day, ore)| json!({ "pay_by_date": day.to_string(), "amount": { "ore": ore } }));
        let parts: Vec<Value> = parts.collect();
        json!({ "plan": { "instalments": { "parts": parts } }, "reason": "Som avtalt." })
    };
    let wrong = plan([parts[0], parts[1] + 100]);
    told(world, "ProposeArrangement", wrong, &["ARRANGEMENT_SUM"]).await;
    let (siri, berit) = (siri(world), world.decision_maker());
    let proposed = step(world, &siri, "ProposeArrangement", plan(parts)).await;
    proposed.unwrap();
    let again = plan(parts);
    told(world, "ProposeArrangement", again, &["ARRANGEMENT_WAITS"]).await;
    let why = || json!({ "reason": "Økonomien tilsier det." });
    let alone = step(world, &siri, "ApproveArrangement", why()).await;
    assert_eq!(
        alone.unwrap_err().is(),
        (Code::PermissionDenied, "FOUR_EYES")
    );
    let approved = step(world, &berit, "ApproveArrangement", why()).await;
    let approved = approved.unwrap();
    assert_eq!(last(&approved)["state"], "RECOVERY_STATE_INSTALMENTS");
}

/// Both parts come in; more is refused. Nothing remains in the list of what is open.
async fn repaid<S: TestScheme>(world: &World<S>, parts: [i64; 2]) {
    let finn = world.finance();
    let pay_back = async |ore: i64| {
        let money = json!({
            "amount": { "ore": ore }, "booked_date": world.clock.today().to_string(),
            "reference": "Bilag 4711",
        });
        let grant = world.grant(1).await;
        world
            .step_with(&finn, "RecordRepayment", &grant, money)
            .await
    };
    let above = pay_back(parts[0] + parts[1] + 100).await.unwrap_err();
    assert_eq!(above.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    let half = pay_back(parts[0]).await.unwrap();
    assert_eq!(ore(&last(&half)["left"]), parts[1]);
    tied(world, parts[0]).await;
    let listed = list(world, json!({ "open": true })).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["grant"], half["name"]);
    let whole = pay_back(parts[1]).await.unwrap();
    assert_eq!(last(&whole)["state"], "RECOVERY_STATE_SETTLED");
    assert!(list(world, json!({ "open": true })).await.is_empty());
    assert_eq!(list(world, json!({})).await.len(), 1, "it is kept");
    let parent = json!({ "parent": world.call_name() });
    let party = world.applicant(1).call("ListRecoveries", parent).await;
    assert_eq!(party.unwrap_err().is().0, Code::PermissionDenied);
}

async fn list<S: TestScheme>(world: &World<S>, mut more: Value) -> Vec<Value> {
    more["parent"] = world.call_name().into();
    let listed = world.finance().call("ListRecoveries", more).await.unwrap();
    listed["recoveries"].as_array().unwrap().clone()
}

async fn tied<S: TestScheme>(world: &World<S>, repaid: i64) {
    let parent = json!({ "parent": world.call_name() });
    let budget = world.finance().call("GetBudget", parent).await.unwrap();
    assert_eq!(ore(&budget["item"]["totals"]["repaid"]), repaid);
    the_ledger_ties(world, &budget).await;
}

/// The recipient appeals after it has paid: half of the claim stands, and the rest is paid back.
async fn appealed<S: TestScheme>(world: &World<S>, claimed: i64) {
    let grant = world.grant(1).await;
    let text = "Kurset ble holdt i mars.";
    let lodge = json!({ "decision": last(&grant)["decision"], "text": text });
    let lodged = world.applicant(1).call("LodgeAppeal", lodge).await;
    let lodged = only(lodged.unwrap());
    let (nils, ola) = (
        world.staff("nils", &[Role::CaseHandler]),
        world.staff("ola", &[Role::DecisionMaker]),
    );
    let why = json!({ "reason": "Kurset er dokumentert." });
    let prepared = world.step_with(&nils, "PrepareAppeal", &lodged, why).await;
    let prepared = prepared.unwrap();
    let to = |ore: i64| {
        json!({
            "outcome": "OWN_OUTCOME_PARTLY_REVERSED", "amount": { "ore": ore },
            "reason": "Kurset er dokumentert.",
        })
    };
    let same = world.step_with(&ola, "DecideAppeal", &prepared, to(claimed));
    assert_eq!(same.await.unwrap_err().rule_codes(), ["APPEAL_NOT_LESS"]);
    let half = claimed / 2;
    let decided = world.step_with(&ola, "DecideAppeal", &prepared, to(half));
    let decided = decided.await.unwrap();
    assert_eq!(decided["outcome"], "APPEAL_OUTCOME_PARTLY_REVERSED");
    let grant = world.grant(1).await;
    let recovery = last(&grant);
    assert_eq!(
        (ore(&recovery["first_claimed"]), ore(&recovery["claimed"])),
        (claimed, half)
    );
    let back = grant["instalments"].as_array().unwrap().last().unwrap();
    assert_eq!(back["source"], "INSTALMENT_SOURCE_REPAID");
    assert_eq!(ore(&back["amount"]), claimed - half);
    tied(world, half).await;
    pay_again(world, claimed - half).await;
    tied(world, half).await;
    let application = json!({ "name": world.application_name(1) });
    nils.call("DispatchDecisions", application).await.unwrap();
    let parent = json!({ "parent": world.application_name(1) });
    let listed = world.applicant(1).call("ListDecisions", parent).await;
    let listed = listed.unwrap();
    let newest = listed["decisions"].as_array().unwrap().last().unwrap();
    assert_eq!(newest["kind"], "DECISION_KIND_CLAIM_REVERSAL");
    let letter = json!({ "name": newest["name"] });
    let parts = world.applicant(1).stream("GetLetter", vec![letter]).await;
    assert!(parts.unwrap().len() > 1, "facts and bytes");
}

async fn recovered<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    world.accepted(1).await;
    pay(&world).await;
    claimed_back(&world).await;
}

/// The first grant, which is paid: a part of it is claimed back, and repaid, and the grant closed.
pub async fn claimed_back<S: TestScheme>(world: &World<S>) {
    let other = world.grant(2).await;
    let has_duty = !world.grant(1).await["obligations"]
        .as_array()
        .unwrap()
        .is_empty();
    if has_duty {
        broken(world).await;
    } else {
        let owing = spent_less(world).await;
        noticed(world, &owing).await;
    }
    let to_repay = ore(&world.grant(1).await["to_repay"]);
    claimed(world, to_repay).await;
    decided(world, to_repay).await;
    let parts = [to_repay / 3, to_repay - to_repay / 3];
    in_parts(world, parts).await;
    repaid(world, parts).await;
    tied(world, to_repay).await;
    assert_eq!(world.grant(1).await["state"], "GRANT_STATE_CLOSED");
    appealed(world, to_repay).await;
    let untouched = world.grant(2).await["etag"].clone();
    assert_eq!(untouched, other["etag"], "no other is touched");
}

#[tokio::test]
async fn a_recovery_of_rental_housing() {
    recovered::<Rental>().await;
}

#[tokio::test]
async fn a_recovery_of_child_next_of_kin() {
    recovered::<Children>().await;
}

#[tokio::test]
async fn a_recovery_of_user_run_centres() {
    recovered::<Centres>().await;
}

#[tokio::test]
async fn a_recovery_of_work_training() {
    recovered::<Training>().await;
}
