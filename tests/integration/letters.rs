//! Letters of the four schemes over the wire: the same bytes for all who may read them, for the
//! party once they are dispatched.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tonic::Code;

use crate::support::fault::Fault;
use crate::support::person::Person;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// A letter: its facts and its bytes.
async fn letter(by: &Person, name: &str, language: &str) -> Result<(Value, Vec<u8>), Fault> {
    let request = json!({ "name": name, "language": language });
    let parts = by.stream("GetLetter", vec![request]).await?;
    let chunks = parts[1..]
        .iter()
        .map(|part| part["chunk"].as_str().unwrap());
    let bytes = chunks.flat_map(|chunk| STANDARD.decode(chunk).unwrap());
    Ok((parts[0]["letter"].clone(), bytes.collect()))
}

async fn letters_are_sent<S: TestScheme>() {
    let world = World::<S>::start().await;
    world.decided_round(2).await;
    let (kari, first, second) = (world.case_handler(), world.applicant(1), world.applicant(2));
    let parent = json!({ "parent": world.application_name(1) });
    let listed = kari.call("ListDecisions", parent.clone()).await.unwrap();
    let decision = &listed["decisions"][0];
    let name = decision["name"].as_str().unwrap();
    assert_eq!(name, format!("{}/decisions/1", world.application_name(1)));
    assert_eq!(decision["dispatch_date"], "");

    let (facts, preview) = letter(&kari, name, "nb").await.unwrap();
    assert!(preview.starts_with(b"%PDF-1.7"));
    let hash = Sha256::digest(&preview);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(facts["sha256"], hash);
    assert_eq!(facts["size_bytes"], preview.len());
    assert_eq!(facts["unprintable"], "");
    let (_, nynorsk) = letter(&kari, name, "nn").await.unwrap();
    assert_ne!(nynorsk, preview);

    let early = letter(&first, name, "nb").await.unwrap_err();
    assert_eq!(early.is(), (Code::NotFound, "NOT_FOUND"));
    let unseen = first.call("ListDecisions", parent.clone()).await.unwrap();
    assert_eq!(unseen["decisions"], json!([]));
    let call = json!({ "name": world.call_name() });
    let sent = kari.call("DispatchDecisions", call.clone()).await.unwrap();
    assert_eq!(sent["dispatched_count"], 2);
    assert_eq!(sent["unprintable_letters"], json!([]));
    assert_eq!(kari.call("DispatchDecisions", call).await.unwrap(), sent);
    let (_, read) = letter(&first, name, "").await.unwrap();
    assert!(read == preview, "the preview is what is sent");
    let listed = first.call("ListDecisions", parent).await.unwrap();
    assert_eq!(
        listed["decisions"][0]["dispatch_date"],
        sent["dispatch_date"]
    );
    let foreign = letter(&second, name, "nb").await.unwrap_err();
    assert_eq!(foreign.is(), (Code::NotFound, "NOT_FOUND"));
    reached(&world, name).await;
}

/// What is recorded of the letter's way sets the time to appeal.
async fn reached<S: TestScheme>(world: &World<S>, name: &str) {
    let (kari, party) = (world.case_handler(), world.applicant(1));
    let parent = json!({ "parent": world.application_name(1) });
    let listed = party.call("ListDecisions", parent).await.unwrap();
    let decision = &listed["decisions"][0];
    let sent = decision["dispatch_date"].as_str().unwrap();
    assert_eq!(decision["appealable"], true);
    assert_eq!(decision["arrival"], "ARRIVAL_READ");
    assert_eq!(decision["reach_date"], sent, "read on the day it was sent");
    let first_time = decision["appeal_until_date"].clone();
    let request = json!({ "name": name, "reason": "Hvorfor?" });
    let asked = party.call("RequestReasons", request.clone()).await.unwrap();
    assert_eq!(
        asked["decision"]["appeal_until_date"], "",
        "it stands still"
    );
    assert_eq!(asked["decision"]["reasons"]["ask_date"], sent);
    assert_eq!(party.call("RequestReasons", request).await.unwrap(), asked);
    let give = json!({ "name": name, "text": "Rammen rakk ikke lenger." });
    let given = kari.call("GiveReasons", give.clone()).await.unwrap();
    assert_eq!(given["decision"]["reasons"]["arrival"], "ARRIVAL_ASSUMED");
    assert_eq!(kari.call("GiveReasons", give).await.unwrap(), given);
    let record = json!({
        "name": name, "part": "DECISION_PART_REASONS", "arrival": "ARRIVAL_DELIVERED",
        "arrival_date": sent, "reason": "Kvittering.",
    });
    let delivered = kari.call("RecordDelivery", record.clone()).await.unwrap();
    assert_eq!(
        kari.call("RecordDelivery", record).await.unwrap(),
        delivered
    );
    let reasons = &delivered["decision"]["reasons"];
    assert_eq!(reasons["arrival"], "ARRIVAL_DELIVERED");
    assert_eq!(reasons["reach_date"], sent);
    assert_eq!(delivered["decision"]["appeal_until_date"], first_time);
    let early = json!({
        "name": name, "part": "DECISION_PART_LETTER", "arrival": "ARRIVAL_DELIVERED",
        "arrival_date": "2020-01-01", "reason": "Feil.",
    });
    let early = kari.call("RecordDelivery", early).await.unwrap_err();
    assert_eq!(early.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    early.assert_whole("nb");
}

#[tokio::test]
async fn letters_of_rental_housing() {
    letters_are_sent::<Rental>().await;
}

#[tokio::test]
async fn letters_of_child_next_of_kin() {
    letters_are_sent::<Children>().await;
}

#[tokio::test]
async fn letters_of_user_run_centres() {
    letters_are_sent::<Centres>().await;
}

#[tokio::test]
async fn letters_of_work_training() {
    letters_are_sent::<Training>().await;
}

#[tokio::test]
async fn characters_that_cannot_be_printed_are_told_to_the_officer() {
    let world = World::<Centres>::start().await;
    world.open_call().await;
    let sent_in = world.submitted(1).await;
    let kari = world.case_handler();
    let reason = json!({ "reason": "Kom for sent \u{1f389}." });
    let dismiss = world.step_with(&kari, "DismissApplication", &sent_in, reason);
    dismiss.await.unwrap();
    let name = format!("{}/decisions/1", world.application_name(1));
    let call = json!({ "name": world.application_name(1) });
    let sent = kari.call("DispatchDecisions", call).await.unwrap();
    assert_eq!(
        sent["unprintable_letters"],
        json!([{ "decision": name, "characters": "\u{1f389}" }])
    );
    let (facts, _) = letter(&kari, &name, "nb").await.unwrap();
    assert_eq!(facts["unprintable"], "\u{1f389}");
    let (facts, _) = letter(&world.applicant(1), &name, "nb").await.unwrap();
    assert_eq!(facts["unprintable"], "");
}
