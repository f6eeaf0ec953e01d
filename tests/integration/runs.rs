//! Frozen runs handed out: whole, in order, however large, to those who may read them, and once
//! they are decided.

use allocation::{Applicant, Draw, Rule, Scenario, Tail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::allocation::frame::Run;
use domain::allocation::run_hash;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::schemes::{Centres, Rental, TestScheme};
use crate::support::world::World;

/// The text in a piece of a frozen run; empty for another message.
pub fn piece(message: &Value) -> String {
    let bytes = STANDARD.decode(message["chunk"].as_str().unwrap_or_default());
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// The documents as they come: sub-frame and text, the pieces of one put together.
async fn documents<S: TestScheme>(world: &World<S>, n: u32) -> Vec<(String, String)> {
    let name = json!({ "name": world.allocation_name(n) });
    let pieces = world
        .auditor()
        .stream("ExportRuns", vec![name])
        .await
        .unwrap();
    let mut documents: Vec<(String, String)> = Vec::new();
    for message in pieces {
        let bytes = message["chunk"].as_str().unwrap().len() / 4 * 3;
        assert!((1..=1024 * 1024).contains(&bytes), "{bytes} bytes");
        let code = message["sub_frame"].as_str().unwrap().to_owned();
        match documents.last_mut() {
            Some((last, text)) if *last == code => text.push_str(&piece(&message)),
            _ => documents.push((code, piece(&message))),
        }
    }
    documents
}

#[tokio::test]
async fn anybody_can_run_an_approved_allocation_again_from_what_is_handed_out() {
    let world = World::<Rental>::start().await;
    let approved = world.decided_round(3).await;
    let documents = documents(&world, 1).await;
    let frames = approved["sub_frames"].as_array().unwrap();
    let codes: Vec<&str> = documents.iter().map(|(code, _)| code.as_str()).collect();
    let expected: Vec<&str> = frames
        .iter()
        .map(|frame| frame["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, expected, "in the order of the plan");
    let repeats: Vec<_> = documents
        .iter()
        .map(|(_, text)| Run::verify(text))
        .collect();
    assert!(repeats.iter().all(|repeat| repeat.verified));
    let hash = run_hash(repeats.iter().map(|repeat| repeat.run_hash.as_str()));
    assert_eq!(
        approved["run_hash"],
        hash.as_str(),
        "what the approval named"
    );
}

#[tokio::test]
async fn runs_are_not_handed_out_before_the_decision_nor_to_everybody() {
    let world = World::<Centres>::start().await;
    world.assessed_round(2).await;
    let proposed = world.proposed().await;
    let name = json!({ "name": world.allocation_name(1) });
    let kari = world.case_handler();
    let early = kari
        .stream("ExportRuns", vec![name.clone()])
        .await
        .unwrap_err();
    assert_eq!(early.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    early.assert_whole("nb");
    world.approve(&proposed).await.unwrap();
    kari.stream("ExportRuns", vec![name.clone()]).await.unwrap();
    let applicant = world
        .applicant(1)
        .stream("ExportRuns", vec![name.clone()])
        .await
        .unwrap_err();
    assert_eq!(applicant.is(), (Code::PermissionDenied, "ROLE_NOT_ALLOWED"));
    let interest = json!({
        "application": world.application_name(1),
        "ground": "INTEREST_GROUND_DISCRETIONARY",
        "reason": "Kjenner styrelederen.",
    });
    kari.call("DeclareInterest", interest).await.unwrap();
    let partial = kari.stream("ExportRuns", vec![name]).await.unwrap_err();
    assert_eq!(partial.is(), (Code::PermissionDenied, "INTEREST_DECLARED"));
}

/// A run of a size that no single answer could hold, put where the program's own runs stood: tens
/// of thousands of applications.
async fn make_them_large(world: &World<Centres>, sub_frames: usize) -> String {
    let draw: (String, String) = sqlx::query_as(
        "select d.key, c.state ->> 'draw_commitment' from casework.draw d join casework.call c using (call_id)",
    )
    .fetch_one(world.pool())
    .await
    .unwrap();
    let applicants = (0..20_000).map(|n: i64| Applicant {
        score: Some(n * 7_919 % 100_000),
        ..Applicant::new(format!("{n:08}-0000-7000-8000-000000000000"), 1_000 + n)
    });
    let mut scenario = Scenario::new(
        100_000_000,
        Rule::Ranked(Tail::Partial),
        applicants.collect(),
    );
    scenario.draw = Some(Draw {
        key: draw.0,
        commitment: Some(draw.1),
    });
    let run = Run::of(scenario).unwrap();
    let (document, hash) = (run.document(), run.result.run_hash);
    sqlx::query("update casework.allocation_run set document = $1, run_hash = $2")
        .bind(&document)
        .bind(&hash)
        .execute(world.pool())
        .await
        .unwrap();
    sqlx::query("update casework.allocation set run_hash = $1")
        .bind(run_hash(std::iter::repeat_n(hash.as_str(), sub_frames)))
        .execute(world.pool())
        .await
        .unwrap();
    document
}

#[tokio::test]
async fn a_run_larger_than_any_message_is_verified_and_handed_out_whole() {
    let world = World::<Centres>::start().await;
    let approved = world.decided_round(1).await;
    let sub_frames = approved["sub_frames"].as_array().unwrap().len();
    let document = make_them_large(&world, sub_frames).await;
    assert!(document.len() > 4 * 1024 * 1024, "{} bytes", document.len());
    let name = json!({ "name": world.allocation_name(1) });
    let verified = world
        .auditor()
        .call("VerifyAllocation", name)
        .await
        .unwrap();
    assert_eq!(verified["verified"], true);
    assert!(
        verified.to_string().len() < 1_000,
        "a verdict, no documents: {verified}"
    );
    let handed_out = documents(&world, 1).await;
    assert_eq!(handed_out.len(), sub_frames);
    assert!(handed_out.iter().all(|(_, text)| *text == document));
}
