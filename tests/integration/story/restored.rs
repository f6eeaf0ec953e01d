//! Appeals against what ended a case, upheld: a lapse, a reversal to nothing, a dismissal. The same
//! for all schemes.

use chrono::TimeDelta;
use domain::caller::Role;
use serde_json::{Value, json};

use super::follow_up::the_ledger_ties;
use super::ore;
use crate::support::fault::Fault;
use crate::support::round::only;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The last decision about the first application, its letter sent.
async fn last_decision<S: TestScheme>(world: &World<S>) -> Value {
    let application = json!({ "name": world.application_name(1) });
    let kari = world.case_handler();
    kari.call("DispatchDecisions", application).await.unwrap();
    let parent = json!({ "parent": world.application_name(1) });
    let listed = world.applicant(1).call("ListDecisions", parent).await;
    let listed = listed.unwrap();
    listed["decisions"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone()
}

/// The first applicant's appeal against the last decision, prepared.
async fn prepared<S: TestScheme>(world: &World<S>) -> Value {
    let decision = last_decision(world).await["name"].clone();
    let lodge = json!({ "decision": decision, "text": "Vi ble ikke hørt." });
    let lodged = world.applicant(1).call("LodgeAppeal", lodge).await;
    let lodged = only(lodged.unwrap());
    let siri = world.staff("siri", &[Role::CaseHandler]);
    let why = json!({ "reason": "Opplysningene er bekreftet." });
    let prepared = world.step_with(&siri, "PrepareAppeal", &lodged, why).await;
    prepared.unwrap()
}

/// Another decision maker gives what was asked for.
async fn reversed<S: TestScheme>(
    world: &World<S>,
    appeal: &Value,
    amount: i64,
) -> Result<Value, Fault> {
    let ola = world.staff("ola", &[Role::DecisionMaker]);
    let more = json!({
        "outcome": "OWN_OUTCOME_REVERSED", "amount": { "ore": amount },
        "euro_rate": "11.4825", "reason": "Opplysningene er bekreftet.",
    });
    world.step_with(&ola, "DecideAppeal", appeal, more).await
}

async fn tied<S: TestScheme>(world: &World<S>) {
    let parent = json!({ "parent": world.call_name() });
    let budget = world.finance().call("GetBudget", parent).await.unwrap();
    the_ledger_ties(world, &budget).await;
}

async fn an_offer_is_restored<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    let other = world.grant(2).await;
    let offer = world.offer(1).await;
    world.clock.advance(TimeDelta::days(40));
    let lapsed = world.lapsed(1).await;
    assert_eq!(lapsed["state"], "GRANT_STATE_LAPSED");
    let appeal = prepared(&world).await;
    let granted = ore(&offer["granted"]);
    let other_amount = reversed(&world, &appeal, granted - 100).await;
    let other_amount = other_amount.unwrap_err();
    assert_eq!(other_amount.rule_codes(), ["APPEAL_OTHER_THAN_LAPSED"]);
    other_amount.assert_whole("nb");
    reversed(&world, &appeal, granted).await.unwrap();
    let restored = world.offer(1).await;
    assert_eq!(restored["state"], "GRANT_STATE_OFFERED");
    let by = |grant: &Value| grant["accept_by_date"].as_str().unwrap().to_owned();
    assert!(by(&restored) > by(&offer), "new days to accept");
    tied(&world).await;
    let accepted = world.accepted(1).await;
    assert_eq!(accepted["state"], "GRANT_STATE_ACCEPTED");
    let last = last_decision(&world).await;
    assert_eq!(last["kind"], "DECISION_KIND_APPEAL_REVERSAL");
    assert_eq!(accepted["accepted_terms"]["decision"], last["name"]);
    assert_eq!(world.grant(2).await, other, "no other is touched");
}

async fn a_grant_is_granted_again<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    let offer = world.offer(1).await;
    let olav = world.staff("olav", &[Role::DecisionMaker]);
    let reverse = json!({
        "name": last_decision(&world).await["name"], "amount": { "ore": 0 },
        "ground": "REVERSAL_GROUND_INVALID", "reason": "Opplysningene var feil.",
    });
    olav.call("ReverseDecision", reverse).await.unwrap();
    let gone = world.grant(1).await;
    assert_eq!(gone["state"], "GRANT_STATE_REVERSED");
    tied(&world).await;
    let appeal = prepared(&world).await;
    reversed(&world, &appeal, ore(&offer["granted"]))
        .await
        .unwrap();
    let again = world.offer(1).await;
    assert_eq!(again["state"], "GRANT_STATE_OFFERED");
    assert_eq!(again["granted"], offer["granted"]);
    tied(&world).await;
    let accepted = world.accepted(1).await;
    assert_eq!(accepted["state"], "GRANT_STATE_ACCEPTED");
}

async fn an_application_is_taken_up_again<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.open_call().await;
    let sent = world.submitted(1).await;
    let kari = world.case_handler();
    let why = json!({ "reason": "Søkeren er ikke i målgruppen for ordningen." });
    let dismissed = world.step_with(&kari, "DismissApplication", &sent, why);
    dismissed.await.unwrap();
    let appeal = prepared(&world).await;
    let amount = reversed(&world, &appeal, 100).await.unwrap_err();
    assert_eq!(amount.rule_codes(), ["APPEAL_REOPENS"]);
    amount.assert_whole("nb");
    let closed = reversed(&world, &appeal, 0).await.unwrap();
    assert_eq!(closed["outcome"], "APPEAL_OUTCOME_REVERSED");
    assert_eq!(world.read(1).await["state"], "APPLICATION_STATE_SUBMITTED");
    let last = last_decision(&world).await;
    assert_eq!(last["kind"], "DECISION_KIND_APPEAL_ANNULLED");
    let letter = json!({ "name": last["name"] });
    let parts = world.applicant(1).stream("GetLetter", vec![letter]).await;
    assert!(parts.unwrap().len() > 1, "facts and bytes");
}

/// A story of each scheme, for each end.
macro_rules! stories {
    ($($lapsed:ident, $reversed:ident, $dismissed:ident: $scheme:ty;)+) => {$(
        #[tokio::test]
        async fn $lapsed() {
            an_offer_is_restored::<$scheme>().await;
        }

        #[tokio::test]
        async fn $reversed() {
            a_grant_is_granted_again::<$scheme>().await;
        }

        #[tokio::test]
        async fn $dismissed() {
            an_application_is_taken_up_again::<$scheme>().await;
        }
    )+};
}

stories! {
    a_lapse_of_rental_housing, a_reversal_of_rental_housing, a_dismissal_of_rental_housing: Rental;
    a_lapse_of_child_next_of_kin, a_reversal_of_child_next_of_kin,
        a_dismissal_of_child_next_of_kin: Children;
    a_lapse_of_user_run_centres, a_reversal_of_user_run_centres,
        a_dismissal_of_user_run_centres: Centres;
    a_lapse_of_work_training, a_reversal_of_work_training, a_dismissal_of_work_training: Training;
}
