//! An award that a person changed: covered by the approval, told beside what was calculated, and
//! verified by anyone who has the files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::allocation::decision::{DecisionDocument, decision_hash};
use domain::allocation::frame::Run;
use serde_json::{Value, json};
use tonic::Code;

use crate::fairness::{Scene, assessed};
use crate::runs::documents;
use crate::support::round::{at_with, only, seen};

/// The first of the round, granted in full: it applied for 300 000 kroner.
const FIRST: u32 = 1;
const CALCULATED: i64 = 30_000_000;
const DECIDED: i64 = 18_000_000;
const REASON: &str = "Kommunen dekker resten.";

/// A draft whose first award is lowered, and the draft as it was before.
async fn lowered(world: &Scene) -> (Value, Value) {
    assessed(world, false).await;
    let kari = world.case_handler();
    let create = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", create).await.unwrap());
    let adjust = json!({
        "application": world.application_name(FIRST), "amount": { "ore": DECIDED }, "reason": REASON,
    });
    let adjusted = kari.call("AdjustAward", at_with(&draft, adjust)).await;
    (draft, adjusted.unwrap()["allocation"].clone())
}

async fn approved(world: &Scene) -> Value {
    let (_, adjusted) = lowered(world).await;
    let kari = world.case_handler();
    let proposed = world.step(&kari, "ProposeAllocation", &adjusted).await;
    world.approve(&proposed.unwrap()).await.unwrap()
}

fn sum(allocation: &Value, field: &str) -> i64 {
    let frames = allocation["sub_frames"].as_array().unwrap().iter();
    frames.map(|frame| ore(&frame[field])).sum()
}

fn ore(amount: &Value) -> i64 {
    amount["ore"].as_i64().unwrap()
}

#[tokio::test]
async fn an_approval_is_of_what_the_approver_saw() {
    let world = Scene::start().await;
    let (draft, adjusted) = lowered(&world).await;
    assert_eq!(draft["run_hash"], adjusted["run_hash"]);
    assert_ne!(draft["decision_hash"], adjusted["decision_hash"]);
    assert_eq!(
        sum(&adjusted, "calculated") - sum(&adjusted, "awarded"),
        CALCULATED - DECIDED
    );
    let kari = world.case_handler();
    let proposed = world.step(&kari, "ProposeAllocation", &adjusted).await;
    let proposed = proposed.unwrap();
    let berit = world.decision_maker();
    // The revision as it is now, and what was printed before the award was changed.
    for language in ["nb", "nn", "en"] {
        let before = at_with(&proposed, seen(&draft));
        let berit = berit.clone().speaking(language);
        let refused = berit.call("ApproveAllocation", before).await.unwrap_err();
        assert_eq!(refused.is(), (Code::Aborted, "OTHER_DECISION"));
        assert_eq!(refused.metadata["decision_hash"], proposed["decision_hash"]);
        refused.assert_whole(language);
    }
    let unseen = at_with(&proposed, json!({ "run_hash": proposed["run_hash"] }));
    let unseen = berit.call("ApproveAllocation", unseen).await.unwrap_err();
    assert_eq!(unseen.paths(), ["decision_hash"]);
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(approved["decision_hash"], proposed["decision_hash"]);
    let again = world.approve(&proposed).await.unwrap();
    assert_eq!(again, approved, "a retry answers with the present state");
}

#[tokio::test]
async fn what_was_changed_is_told_beside_what_was_calculated() {
    let world = Scene::start().await;
    let approved = approved(&world).await;
    let parent = json!({ "parent": world.allocation_name(1) });
    let own = world.applicant(FIRST);
    for (reader, person) in [(world.auditor(), "kari"), (own.clone(), "")] {
        let listed = reader.call("ListAwards", parent.clone()).await.unwrap();
        let award = &listed["awards"][0];
        assert_eq!(
            (ore(&award["calculated"]), ore(&award["amount"])),
            (CALCULATED, DECIDED)
        );
        assert_eq!(
            (&award["adjusted_by"], &award["reason"]),
            (&json!(person), &json!(REASON))
        );
    }
    let request =
        json!({ "name": world.allocation_name(1), "application": world.application_name(FIRST) });
    let told = own.call("ExplainAward", request).await.unwrap();
    for year in told["indicative"].as_array().unwrap() {
        assert_eq!(
            (ore(&year["amount"]), ore(&year["calculated"])),
            (DECIDED, CALCULATED),
            "what a person set holds in the years ahead"
        );
    }
    for text in ["indicative_text", "calculated_text"] {
        let text = told[text].as_str().unwrap();
        assert!(
            text.contains("180\u{a0}000") && text.contains("300\u{a0}000"),
            "{text}"
        );
    }
    assert!(
        !told.to_string().contains("kari"),
        "organisations are not told who"
    );
    let request = json!({ "name": world.allocation_name(1), "with_page": true });
    let answer = world.auditor().call("GetFairnessReport", request).await;
    let answer = answer.unwrap();
    let report = &answer["report"];
    assert_eq!(
        ore(&report["calculated"]) - ore(&report["awarded"]),
        CALCULATED - DECIDED
    );
    assert_eq!(report["adjusted"], 1);
    assert_eq!(report["decision_hash"], approved["decision_hash"]);
    let page = answer["report_html"].as_str().unwrap();
    assert!(page.contains(approved["decision_hash"].as_str().unwrap()));
}

/// The decision document, put together from its pieces.
async fn decision(world: &Scene) -> String {
    let name = json!({ "name": world.allocation_name(1) });
    let messages = world.auditor().stream("ExportRuns", vec![name]).await;
    let pieces = messages.unwrap().into_iter().map(|message| {
        let bytes = STANDARD.decode(message["decision"].as_str().unwrap_or_default());
        String::from_utf8(bytes.unwrap()).unwrap()
    });
    pieces.collect()
}

#[tokio::test]
async fn files_and_service_verify_what_was_decided() {
    let world = Scene::start().await;
    let approved = approved(&world).await;
    let name = json!({ "name": world.allocation_name(1) });
    let auditor = world.auditor();
    let verify = || auditor.call("VerifyAllocation", name.clone());
    let verdict = verify().await.unwrap();
    assert_eq!(verdict["verified"], true, "{verdict}");
    let decided = &verdict["decision"];
    assert_eq!(decided["decision_hash"], approved["decision_hash"]);
    assert_eq!(
        (ore(&decided["calculated"]), ore(&decided["decided"])),
        (sum(&approved, "calculated"), sum(&approved, "awarded"))
    );
    assert_eq!(decided["adjusted"], 1);

    let text = decision(&world).await;
    assert_eq!(
        decision_hash(&text),
        approved["decision_hash"].as_str().unwrap()
    );
    let runs: Vec<Run> = documents(&world, 1)
        .await
        .iter()
        .map(|(_, document)| Run::read(document).unwrap())
        .collect();
    let document = DecisionDocument::read(&text).unwrap();
    assert_eq!(document.faults(&runs), []);
    let award = &document.adjusted[0];
    assert_eq!(
        (award.person.as_str(), award.reason.as_str()),
        ("kari", REASON)
    );
    let restored = text.replace("\"decided\":18000000,", "\"decided\":30000000,");
    let forged = DecisionDocument::read(&restored).unwrap();
    assert!(!forged.faults(&runs).is_empty(), "{restored}");

    world
        .forge("update casework.award set amount_ore = calculated_ore where reason ->> 'by' = 'person'")
        .await;
    let verdict = verify().await.unwrap();
    assert_eq!(verdict["verified"], false);
    assert_eq!(verdict["decision"]["verified"], false);
    assert_ne!(
        verdict["decision"]["decision_hash"],
        approved["decision_hash"]
    );
    assert_eq!(
        verdict["run_hash"], approved["run_hash"],
        "the runs are untouched"
    );
}
