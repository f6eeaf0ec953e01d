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
pub async fn documents<S: TestScheme>(world: &World<S>, n: u32) -> Vec<(String, String)> {
    let name = json!({ "name": world.allocation_name(n) });
    let pieces = world
        .auditor()
        .stream("ExportRuns", vec![name])
        .await
        .unwrap();
    let mut documents: Vec<(String, String)> = Vec::new();
    for message in pieces {
        if message["sub_frame"] == "" {
            continue;
        }
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

/// Applications beside the one of the round.
const MANY: i64 = 20_000;

/// A run of a size that no single answer could hold, put where the program's own run stood: tens of
/// thousands of applications, and what each of them gets.
async fn make_it_large(world: &World<Centres>) -> String {
    let (key, commitment): (String, String) = sqlx::query_as(
        "select d.key, c.state ->> 'draw_commitment' from casework.draw d join casework.call c using (call_id)",
    )
    .fetch_one(world.pool())
    .await
    .unwrap();
    let (own, granted): (String, i64) =
        sqlx::query_as("select application_id::text, calculated_ore from casework.award")
            .fetch_one(world.pool())
            .await
            .unwrap();
    let first = Applicant {
        score: Some(100_000.into()),
        ..Applicant::new(own.clone(), granted)
    };
    let others = (0..MANY).map(|n| Applicant {
        score: Some((n * 7_919 % 100_000).into()),
        ..Applicant::new(format!("{n:08}-0000-7000-8000-000000000000"), 1_000 + n)
    });
    let mut scenario = Scenario::new(
        100_000_000 + granted,
        Rule::Ranked(Tail::Partial),
        std::iter::once(first).chain(others).collect(),
    );
    scenario.draw = Some(Draw {
        key,
        commitment: Some(commitment),
    });
    let run = Run::of(scenario).unwrap();
    add_applications(world, &own, &run).await;
    let (document, hash) = (run.document(), run.result.run_hash);
    let mut forging = world.forging().await;
    sqlx::query(
        "update casework.allocation_run set document = $1, run_hash = $2, budget_ore = $3
         where sub_frame = (select distinct sub_frame from casework.award)",
    )
    .bind(&document)
    .bind(&hash)
    .bind(run.scenario.budget.get())
    .execute(&mut *forging)
    .await
    .unwrap();
    forging.commit().await.unwrap();
    let hashes: Vec<String> = sqlx::query_scalar(
        "select r.run_hash from casework.allocation_run r
         join casework.sub_frame f on f.call_id = r.call_id and f.code = r.sub_frame order by f.position",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert!(hashes.contains(&hash), "the run of the round's frame");
    // An approval from before there were decision documents has none.
    sqlx::query("update casework.allocation set run_hash = $1, decision = null")
        .bind(run_hash(hashes.iter().map(String::as_str)))
        .execute(world.pool())
        .await
        .unwrap();
    document
}

/// Writes the applications of a run, like the one that is there, with their awards.
async fn add_applications(world: &World<Centres>, own: &str, run: &Run) {
    let shares = run.result.awards.iter().filter(|share| share.id != own);
    let (ids, (claims, amounts)): (Vec<String>, (Vec<i64>, Vec<i64>)) = shares
        .map(|share| {
            (
                share.id.clone(),
                (share.trace.claim.get(), share.amount.get()),
            )
        })
        .unzip();
    sqlx::query(
        "insert into casework.application (call_id, application_id, case_reference, organisation_number, organisation_name,
             applicant_kind, municipality_number, invented_number, requested_ore, form, state, last_step, revision, created, updated)
         select call_id, id::uuid, 'BS-2027-' || lpad(number::text, 5, '0'), organisation_number, organisation_name,
             applicant_kind, municipality_number, invented_number, claim, form, state, last_step, revision, created, updated
         from casework.application, unnest($1::text[], $2::bigint[]) with ordinality as new (id, claim, number)",
    )
    .bind(&ids)
    .bind(&claims)
    .execute(world.pool())
    .await
    .unwrap();
    sqlx::query(
        "insert into casework.award (call_id, allocation_id, application_id, sub_frame, requested_ore, claimed_ore, calculated_ore,
             amount_ore, reason)
         select call_id, allocation_id, id::uuid, sub_frame, claim, claim, amount, amount,
             '{\"by\": \"engine\", \"code\": \"FRAME_TOO_SMALL\", \"args\": []}'
         from casework.award, unnest($1::text[], $2::bigint[], $3::bigint[]) as new (id, claim, amount)",
    )
    .bind(&ids)
    .bind(&claims)
    .bind(&amounts)
    .execute(world.pool())
    .await
    .unwrap();
    // What the database would do by itself in a minute: without it the plans are those of one row.
    sqlx::query("analyze casework.application, casework.award")
        .execute(world.pool())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_run_larger_than_any_message_is_verified_and_handed_out_whole() {
    let world = World::<Centres>::start().await;
    let approved = world.decided_round(1).await;
    let sub_frames = approved["sub_frames"].as_array().unwrap().len();
    let document = make_it_large(&world).await;
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
    let same = handed_out.iter().filter(|(_, text)| *text == document);
    assert_eq!(same.count(), 1, "the large one, byte for byte");
}
