//! Takeovers that cannot be, and what follows an organisation that was taken over.

use chrono::TimeDelta;
use domain::calendar::Clock;
use domain::identifiers::OrganisationNumber;
use serde_json::{Value, json};
use tonic::Code;

use crate::story::succession::{NEW, OLD, accepted, organisation, proposal, propose, siri};
use crate::support::round::only;
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

fn number(n: u32) -> String {
    OrganisationNumber::invented(n).to_string()
}

/// The rules that a proposal breaks.
async fn broken(world: &World<Centres>, asked: Value) -> Vec<String> {
    let before = world.stored().await;
    let refused = propose(world, asked).await.unwrap_err();
    assert_eq!(refused.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    refused.assert_whole("nb");
    assert_eq!(world.stored().await, before, "nothing half done");
    refused
        .rule_codes()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

async fn confirmed(world: &World<Centres>, n: u32, of: (u32, u32)) {
    let proposed = propose(world, proposal(world, n, of)).await.unwrap();
    let confirmed = world
        .step(&siri(world), "ConfirmSuccession", &proposed)
        .await;
    confirmed.unwrap();
}

#[tokio::test]
async fn every_fault_of_a_takeover_is_told_at_once() {
    let world = accepted::<Centres>().await;
    let today = world.clock.today();
    let mut itself = proposal(&world, 1, (OLD, OLD));
    itself["succession"]["taken_over_date"] = (today + TimeDelta::days(1)).to_string().into();
    itself["succession"]["successor"]["municipality_number"] = "0728".into();
    assert_eq!(
        broken(&world, itself).await,
        [
            "SUCCESSION_SAME_ORGANISATION",
            "SUCCESSION_IN_FUTURE",
            "SUCCESSION_MUNICIPALITY_INVALID",
        ]
    );
    let mut early = proposal(&world, 1, (OLD, NEW));
    early["succession"]["taken_over_date"] = "2025-12-31".into();
    assert_eq!(
        broken(&world, early).await,
        ["SUCCESSION_BEFORE_APPLICATION"]
    );
    let unknown = proposal(&world, 1, (50, NEW));
    assert_eq!(
        broken(&world, unknown).await,
        ["SUCCESSION_UNKNOWN_ORGANISATION"]
    );
    let mut unseen = proposal(&world, 1, (OLD, NEW));
    unseen["succession"]["successor"]["invented_number"] = true.into();
    let kari = world.case_handler();
    let refused = kari
        .call("ProposeSuccession", unseen.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.paths(), ["succession.successor.invented_number"]);
    unseen["succession"]["successor"]["invented_number"] = false.into();
    let refused = kari.call("ProposeSuccession", unseen).await.unwrap_err();
    assert_eq!(refused.paths(), ["seen"]);
}

#[tokio::test]
async fn circles_and_chains_are_refused_and_one_after_the_other_is_not() {
    let world = accepted::<Centres>().await;
    propose(&world, proposal(&world, 1, (OLD, NEW)))
        .await
        .unwrap();
    let second = proposal(&world, 2, (OLD, 42));
    assert_eq!(
        broken(&world, second).await,
        ["SUCCESSION_PROPOSED_ALREADY"]
    );
    let list = json!({ "parent": Centres::name() });
    let listed = world.auditor().call("ListSuccessions", list.clone()).await;
    let first = listed.unwrap()["successions"][0].clone();
    let why = json!({ "reason": "Feil nummer." });
    let kari = world.case_handler();
    let rejected = world
        .step_with(&kari, "RejectSuccession", &first, why)
        .await;
    assert_eq!(rejected.unwrap()["state"], "SUCCESSION_STATE_REJECTED");
    confirmed(&world, 3, (OLD, NEW)).await;
    world.succeed_first(NEW);
    let back = proposal(&world, 4, (NEW, OLD));
    assert_eq!(broken(&world, back).await, ["SUCCESSION_CIRCLE"]);
    let chain = proposal(&world, 5, (2, OLD));
    assert_eq!(broken(&world, chain).await, ["SUCCESSION_CHAIN"]);
    let again = proposal(&world, 6, (OLD, 42));
    let codes = broken(&world, again).await;
    assert!(
        codes.contains(&"SUCCESSION_TAKEN_OVER_ALREADY".to_owned()),
        "{codes:?}"
    );
    world.clock.advance(TimeDelta::days(1));
    confirmed(&world, 7, (NEW, 42)).await;
    world.succeed_first(42);
    let grant = world.grant(OLD).await;
    assert_eq!(
        grant["granted_to_organisation_number"],
        number(OLD).as_str()
    );
    assert_eq!(grant["organisation_number"], number(42).as_str());
    let listed = world.finance().call("ListSuccessions", list).await.unwrap();
    assert_eq!(listed["successions"].as_array().unwrap().len(), 3);
}

/// The second person confirms exactly the cases that the first one saw.
#[tokio::test]
async fn cases_that_change_after_the_proposal_are_not_taken_over() {
    let world = World::<Centres>::start().await;
    world.decided_round(2).await;
    let proposed = propose(&world, proposal(&world, 1, (2, NEW)))
        .await
        .unwrap();
    let own = world.applicant(2);
    let offer = world.offer(2).await;
    let more = json!({ "reason": "Vi slås sammen." });
    world
        .step_with(&own, "DeclineGrant", &offer, more.clone())
        .await
        .unwrap();
    let before = world.stored().await;
    let siri = siri(&world);
    let refused = world.step(&siri, "ConfirmSuccession", &proposed).await;
    assert_eq!(refused.unwrap_err().rule_codes(), ["SUCCESSION_CHANGED"]);
    assert_eq!(world.stored().await, before, "nothing half done");
    world
        .step_with(&siri, "RejectSuccession", &proposed, more)
        .await
        .unwrap();
    // A person with an interest in one of the cases takes no part.
    let interest = json!({
        "application": world.application_name(2), "reason": "Søsteren min leder senteret.",
        "ground": "INTEREST_GROUND_AUTOMATIC",
    });
    let proposed = propose(&world, proposal(&world, 2, (2, NEW)))
        .await
        .unwrap();
    siri.call("DeclareInterest", interest).await.unwrap();
    let refused = world.step(&siri, "ConfirmSuccession", &proposed).await;
    assert_eq!(refused.unwrap_err().is().1, "INTEREST_DECLARED");
}

#[tokio::test]
async fn a_payment_under_way_is_waited_for_and_an_attested_one_is_not_paid() {
    let world = accepted::<Centres>().await;
    let (kari, finn) = (world.case_handler(), world.finance());
    let grant = world.grant(OLD).await;
    world.document_payment(&grant).await;
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    world
        .step_with(&kari, "ActivateGrant", &grant, more)
        .await
        .unwrap();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    finn.call("AttestPayments", due).await.unwrap();
    let proposed = propose(&world, proposal(&world, 1, (OLD, NEW)))
        .await
        .unwrap();
    world.approve_payments(1).await;
    let siri = siri(&world);
    let refused = world.step(&siri, "ConfirmSuccession", &proposed).await;
    let codes = refused.unwrap_err();
    assert_eq!(codes.rule_codes(), ["SUCCESSION_PAYMENT_UNDER_WAY"]);
}

#[tokio::test]
async fn attested_payments_wait_for_the_account_of_the_successor() {
    let world = accepted::<Centres>().await;
    let (kari, finn) = (world.case_handler(), world.finance());
    let grant = world.grant(OLD).await;
    world.document_payment(&grant).await;
    let more = json!({ "reason": "Vilkårene er dokumentert." });
    world
        .step_with(&kari, "ActivateGrant", &grant, more)
        .await
        .unwrap();
    let due = json!({ "parent": world.call_name(), "due_by_date": "2100-01-01" });
    finn.call("AttestPayments", due).await.unwrap();
    confirmed(&world, 1, (OLD, NEW)).await;
    let name = format!(
        "{}/batches/{}",
        world.call_name(),
        crate::support::round::id(7, 1)
    );
    let berit = world.decision_maker();
    let refused = berit.call("ApprovePayments", json!({ "name": name }));
    let refused = refused.await.unwrap_err().to_string();
    assert!(
        refused.contains("PAYMENT_ACCOUNT_OF_PREDECESSOR"),
        "{refused}"
    );
}

/// An organisation that was taken over begins nothing more, and its webhooks are gone; its
/// successor is judged as both.
#[tokio::test]
async fn the_successor_is_judged_as_its_predecessor() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    world.submitted(OLD).await;
    let old = world.applicant(OLD);
    let hook = json!({ "name": world.webhook_name(OLD), "url": "https://varsler.example.org/inn" });
    old.call("RegisterWebhook", hook.clone()).await.unwrap();
    let entry = json!({
        "register": "exclusion", "organisation_number": number(OLD), "from_date": "2025-01-01",
        "source": "Vedtak",
    });
    let entries = json!({ "parent": Centres::name(), "entries": [entry] });
    world.record(entries).await;
    confirmed(&world, 1, (OLD, NEW)).await;
    let own = json!({ "parent": Centres::name() });
    let hooks = old.call("ListWebhooks", own).await.unwrap();
    assert_eq!(hooks["webhooks"], json!([]));
    let mut another = hook;
    another["name"] = world.webhook_name(9).into();
    let refused = old.call("RegisterWebhook", another).await.unwrap_err();
    assert_eq!(refused.rule_codes(), ["ORGANISATION_TAKEN_OVER"]);
    let mut again = world.application_to_create(3);
    again["applicant"]["organisation_number"] = number(OLD).into();
    let refused = old
        .call("CreateApplication", json!({ "application": again }))
        .await;
    assert_eq!(
        refused.unwrap_err().rule_codes(),
        ["ORGANISATION_TAKEN_OVER"]
    );
    // One application in a call: its predecessor's is its own.
    let new = organisation(&world, NEW);
    let draft = world.application_to_create(NEW);
    let create = new
        .call("CreateApplication", json!({ "application": draft }))
        .await;
    let draft = only(create.unwrap());
    let refused = world
        .step(&new, "SubmitApplication", &draft)
        .await
        .unwrap_err();
    assert_eq!(refused.is().1, "DUPLICATE_APPLICATION");
    world.succeed_first(NEW);
    let taken = world.read(OLD).await;
    let why = json!({ "reason": "Vi søker på nytt." });
    world
        .step_with(&new, "WithdrawApplication", &taken, why)
        .await
        .unwrap();
    // And so is the exclusion.
    let refused = world
        .step(&new, "SubmitApplication", &draft)
        .await
        .unwrap_err();
    assert!(
        refused.rule_codes().contains(&"CENTRE_EXCLUDED_FOR_NOW"),
        "{refused}"
    );
}
