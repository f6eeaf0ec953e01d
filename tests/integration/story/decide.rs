//! The budget divided, proposed, sent back, proposed again and approved.

use serde_json::{Value, json};

use super::{ROUND, ore};
use crate::support::round::only;
use crate::support::schemes::TestScheme;
use crate::support::world::World;

pub async fn decide<S: TestScheme>(world: &World<S>) {
    let (kari, berit) = (world.case_handler(), world.decision_maker());
    let name = json!({ "name": world.allocation_name(1) });
    let draft = only(kari.call("CreateAllocation", name.clone()).await.unwrap());
    assert_eq!(draft["state"], "ALLOCATION_STATE_DRAFT");
    let proposed = world
        .step(&kari, "ProposeAllocation", &draft)
        .await
        .unwrap();
    let seen = world.read(1).await;
    assert!(
        seen["awarded"].is_null() && seen["score_milli"] == 0,
        "nothing is told before it is decided: {seen}"
    );
    let more = json!({ "reason": "Se på begrunnelsen én gang til." });
    let back = world
        .step_with(&berit, "ReturnAllocation", &proposed, more)
        .await
        .unwrap();
    assert_eq!(back["state"], "ALLOCATION_STATE_RETURNED");
    let proposed = world.step(&kari, "ProposeAllocation", &back).await.unwrap();
    let verified = kari.call("VerifyAllocation", name.clone()).await.unwrap();
    assert_eq!(
        (&verified["verified"], &verified["run_hash"]),
        (&json!(true), &proposed["run_hash"])
    );
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(approved["state"], "ALLOCATION_STATE_APPROVED");
    assert_eq!(
        (&approved["proposed_by"], &approved["approved_by"]),
        (&json!("kari"), &json!("berit"))
    );
    awards_fit_the_frame(world, &approved).await;
    letters_have_conditions(world).await;
}

async fn awards_fit_the_frame<S: TestScheme>(world: &World<S>, approved: &Value) {
    let kari = world.case_handler();
    let parent = json!({ "parent": world.allocation_name(1) });
    let awards = kari.call("ListAwards", parent).await.unwrap();
    let awards = awards["awards"].as_array().unwrap().clone();
    assert_eq!(awards.len(), ROUND.len());
    let budget = json!({ "parent": world.call_name() });
    let budget = kari.call("GetBudget", budget).await.unwrap();
    for line in budget["lines"].as_array().unwrap() {
        let within = awards
            .iter()
            .filter(|award| award["sub_frame"] == line["sub_frame"]);
        let sum: i64 = within.map(|award| ore(&award["amount"])).sum();
        assert_eq!(ore(&line["committed"]), sum);
        assert!(sum <= ore(&line["budget"]));
        assert_eq!(ore(&line["left"]), ore(&line["budget"]) - sum);
        let told = approved["sub_frames"].as_array().unwrap();
        let told = told
            .iter()
            .find(|frame| frame["code"] == line["sub_frame"])
            .unwrap();
        assert_eq!(ore(&told["awarded"]), sum);
    }
    let decisions: Vec<&str> = awards
        .iter()
        .map(|award| award["decision"].as_str().unwrap())
        .collect();
    assert!(
        decisions.contains(&"DECISION_PARTLY_GRANTED"),
        "{decisions:?}"
    );
    for award in &awards {
        let whole = award["decision"] == "DECISION_GRANTED";
        assert_eq!(
            award["reason"].as_str().unwrap().is_empty(),
            whole,
            "{award}"
        );
        let explain =
            json!({ "name": world.allocation_name(1), "application": award["application"] });
        let explained = kari.call("ExplainAward", explain).await.unwrap();
        assert!(
            !explained["explanation"].as_array().unwrap().is_empty(),
            "{award}"
        );
        assert_eq!(explained["award"], *award);
    }
    let parent = json!({ "parent": world.call_name() });
    let exported = world
        .finance()
        .stream("ExportAwards", vec![parent])
        .await
        .unwrap();
    let exported: Vec<Value> = exported
        .iter()
        .flat_map(|batch| batch["awards"].as_array().unwrap().clone())
        .collect();
    assert_eq!(exported, awards, "the export says what the list says");
}

async fn letters_have_conditions<S: TestScheme>(world: &World<S>) {
    for language in ["nb", "nn", "en"] {
        let kari = world.case_handler().speaking(language);
        let listed = kari
            .call("ListGrants", json!({ "parent": world.call_name() }))
            .await
            .unwrap();
        for grant in listed["grants"].as_array().unwrap() {
            assert_eq!(grant["state"], "GRANT_STATE_OFFERED");
            let conditions = grant["conditions"].as_array().unwrap();
            assert!(conditions.len() >= 3, "{grant}");
            for condition in conditions {
                assert!(
                    !condition["citation"].as_str().unwrap().is_empty(),
                    "{condition}"
                );
                let text = condition["text"].as_str().unwrap();
                assert!(text.len() > 10 && !text.contains(['{', '$']), "{condition}");
            }
            let planned = grant["instalments"].as_array().unwrap();
            let planned: i64 = planned.iter().map(|one| ore(&one["amount"])).sum();
            assert_eq!(planned, ore(&grant["granted"]));
        }
    }
}
