//! A spot check from its commitment to a control that the recipient is told of, over the contract.

use allocation::Draw;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::round::{at_with, id};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

fn asked(world: &World<Centres>, more: Value) -> Value {
    let name = format!("{}/samples/{}", world.call_name(), id(7, 1));
    let states = json!(["GRANT_STATE_OFFERED", "GRANT_STATE_ACCEPTED"]);
    let mut sample = json!({ "name": name, "states": states, "size": 2 });
    let fields = more.as_object().unwrap().clone();
    sample.as_object_mut().unwrap().extend(fields);
    json!({ "sample": sample, "reason": "Årlig kontroll." })
}

/// The sample that anyone can compute from the population and the key.
fn computed(sample: &Value) -> Vec<Value> {
    let draw = Draw::committed(sample["key"].as_str().unwrap());
    assert_eq!(draw.commitment.as_deref(), sample["commitment"].as_str());
    let mut population = sample["population"].as_array().unwrap().clone();
    let lot = |grant: &Value| draw.lot(grant.as_str().unwrap().rsplit('/').next().unwrap());
    population.sort_by_key(lot);
    population.truncate(2);
    population
}

#[tokio::test]
async fn every_fault_of_a_sample_is_told_at_once() {
    let world = World::<Centres>::start().await;
    world.decided_round(3).await;
    let kari = world.case_handler();
    let before = world.stored().await;
    for (more, paths) in [
        (
            json!({ "size": 0, "states": ["GRANT_STATE_UNSPECIFIED"] }),
            vec!["sample.states[0]", "sample.size"],
        ),
        (
            json!({ "states": [], "size": 0 }),
            vec!["sample.states", "sample.size"],
        ),
        (json!({ "size": 4 }), vec!["sample.size"]),
        (
            json!({ "states": ["GRANT_STATE_CLOSED"] }),
            vec!["sample.states", "sample.size"],
        ),
    ] {
        let refused = kari.call("CreateSample", asked(&world, more)).await;
        let refused = refused.unwrap_err();
        assert_eq!(refused.is().0, Code::InvalidArgument);
        assert_eq!(refused.paths(), paths);
    }
    assert_eq!(world.stored().await, before, "nothing half done");
}

#[tokio::test]
async fn a_deviation_in_a_drawn_sample_reaches_its_recipient() {
    let world = World::<Centres>::start().await;
    world.decided_round(3).await;
    let (kari, siri) = (world.case_handler(), world.decision_maker());
    let created = kari.call("CreateSample", asked(&world, json!({}))).await;
    let created = created.unwrap()["sample"].clone();
    assert_eq!(created["population"].as_array().unwrap().len(), 3);
    assert_eq!(
        (&created["key"], &created["sampled"]),
        (&json!(""), &json!([]))
    );
    let own = world.step(&kari, "DrawSample", &created).await;
    assert_eq!(own.unwrap_err().is(), (Code::PermissionDenied, "FOUR_EYES"));
    let drawn = world.step(&siri, "DrawSample", &created).await.unwrap();
    assert_eq!(drawn["sampled"], json!(computed(&drawn)));
    let grant = &drawn["sampled"][0];
    let control = json!({
        "grant": grant,
        "finding": "CONTROL_FINDING_DEVIATION",
        "follow_up": "CONTROL_FOLLOW_UP_DOCUMENTS",
        "reason": "Lønn uten timelister.",
    });
    let recorded = world
        .step_with(&kari, "RecordControl", &drawn, control.clone())
        .await;
    let recorded = recorded.unwrap();
    assert_eq!(recorded["controls"][0]["grant"], *grant);
    let stale = kari.call(
        "RecordControl",
        at_with(
            &drawn,
            json!({ "reason": "Nei.",
        "grant": grant, "finding": "CONTROL_FINDING_IN_ORDER",
        "follow_up": "CONTROL_FOLLOW_UP_NOTHING" }),
        ),
    );
    assert_eq!(stale.await.unwrap_err().is().0, Code::Aborted);
    let again = world
        .step_with(&kari, "RecordControl", &drawn, control)
        .await;
    assert_eq!(again.unwrap(), recorded, "a repetition");
    world.settle().await;
    let n = (1..=3)
        .find(|n| *grant == json!(world.grant_name(*n)))
        .unwrap();
    let own = world.applicant(n);
    let parent = json!({ "parent": Centres::name() });
    let told = own.call("ListNotifications", parent).await.unwrap();
    let kinds = told["notifications"].as_array().unwrap();
    let kind = |one: &&Value| one["type"] == "control.deviated";
    assert_eq!(kinds.iter().filter(kind).count(), 1, "{told}");
    let name = json!({ "name": drawn["name"] });
    let refused = own.call("GetSample", name).await.unwrap_err();
    assert_eq!(refused.is().0, Code::PermissionDenied);
}
