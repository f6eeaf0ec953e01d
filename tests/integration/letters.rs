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
