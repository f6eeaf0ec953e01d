//! Scenarios tried beside the scheme's plan, compared, and one of them adopted by the hash that was
//! compared.

use serde_json::{Value, json};
use tonic::Code;

use crate::support::round::{at, only};
use crate::support::schemes::Centres;
use crate::support::world::World;

type Here = World<Centres>;

/// Four centres that apply for 800,000 kroner each, in a frame of 2.6 million. The last on the list
/// had 400,000 last year.
async fn round() -> Here {
    let world = Here::start().await;
    world.open_call().await;
    for n in 1..=4 {
        world.register(n).await;
        let mut application = world.application_to_create(n);
        if n == 4 {
            application["last_year"] = json!({ "ore": 40_000_000 });
        }
        let own = world.applicant(n);
        let create = json!({ "application": application });
        let draft = only(own.call("CreateApplication", create).await.unwrap());
        own.call("SubmitApplication", at(&draft)).await.unwrap();
    }
    world.close_call().await;
    for (n, points) in (1..=4).zip([90, 80, 70, 60]) {
        world
            .assess(&world.case_handler(), n, points)
            .await
            .unwrap();
    }
    world
}

/// Without the transition; as if everything were promised, which the frame does not hold.
fn scenarios() -> Value {
    json!([
        { "name": "plan" },
        { "name": "no collar", "sub_frames": [
            { "code": "local_regional", "update_mask": "division.collar" } ] },
        { "name": "all promised", "sub_frames": [
            { "code": "local_regional", "update_mask": "division.firstClaims", "division": { "first_claims": [1] } } ] },
    ])
}

async fn simulate(world: &Here, scenarios: Value) -> Vec<Value> {
    let request = json!({ "parent": world.call_name(), "scenarios": scenarios });
    let kari = world.case_handler();
    let answer = kari.call("SimulateAllocation", request).await.unwrap();
    answer["outcomes"].as_array().unwrap().clone()
}

async fn amounts(world: &Here, allocation: u32) -> Vec<(i64, String)> {
    let parent = json!({ "parent": world.allocation_name(allocation) });
    let listed = world
        .case_handler()
        .call("ListAwards", parent)
        .await
        .unwrap();
    let awards = listed["awards"].as_array().unwrap().iter();
    awards
        .map(|award| {
            let kroner = award["amount"]["ore"].as_i64().unwrap() / 100;
            (kroner, award["reason_code"].as_str().unwrap().to_owned())
        })
        .collect()
}

#[tokio::test]
async fn the_collar_holds_a_centre_near_last_year() {
    let world = round().await;
    world.proposed().await;
    let expected = [
        (800_000, ""),
        (800_000, ""),
        (720_000, "PARTLY_FUNDED_LAST"),
        // 70 per cent of last year's 400,000, although the list ended before its turn.
        (280_000, "LAST_YEAR_FLOOR"),
    ];
    let expected = expected.map(|(kroner, code)| (kroner, code.to_owned()));
    assert_eq!(amounts(&world, 1).await, expected);
}

#[tokio::test]
async fn scenarios_are_compared_and_nothing_is_stored() {
    let world = round().await;
    let before = world.stored().await;
    let outcomes = simulate(&world, scenarios()).await;
    assert_eq!(before, world.stored().await);
    let [plan, no_collar, promised] = &outcomes[..] else {
        panic!("{outcomes:?}")
    };
    assert_eq!(plan["figures"]["moved"]["ore"], 0);
    let figures = &no_collar["figures"];
    // 80,000 kroner of the last go to the one before it.
    assert_eq!(figures["moved"]["ore"], 8_000_000);
    assert_eq!(
        (&figures["winners"], &figures["losers"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(figures["largest_loss"]["ore"], 8_000_000);
    assert_eq!(plan["figures"]["predictability"], "0.8235", "1 − 120/680");
    assert_eq!(figures["predictability"], "0.6667", "1 − 200/600");
    assert_ne!(plan["run_hash"], no_collar["run_hash"]);
    for frames in [plan, no_collar].map(|one| one["sub_frames"].as_array().unwrap()) {
        assert_eq!(frames.len(), 2);
        assert_eq!(frames[1]["awarded"]["ore"], 260_000_000);
    }
    assert_eq!(promised["run_hash"], "");
    assert!(promised["figures"].is_null());
    // Four whole claims are more than the frame, and one of them is more than the collar allows.
    assert_eq!(
        promised["conflicts"].as_array().unwrap().len(),
        2,
        "{promised}"
    );
    assert_eq!(
        outcomes,
        simulate(&world, scenarios()).await,
        "the same again"
    );
}

#[tokio::test]
async fn what_does_not_fit_the_plan_is_told_field_by_field() {
    let world = round().await;
    let wrong = json!([
        { "name": "a", "sub_frames": [ { "code": "regional", "update_mask": "budget", "budget": { "ore": 1 } } ] },
        { "name": "b", "sub_frames": [ { "code": "national", "update_mask": "division.floor", "division": { "floor": { "ore": 1 } } } ] },
    ]);
    for (at, field) in ["sub_frames[0].code", "sub_frames[0].division.floor"]
        .into_iter()
        .enumerate()
    {
        let one = json!({ "parent": world.call_name(), "scenarios": [wrong[at]] });
        let refused = world
            .case_handler()
            .call("SimulateAllocation", one)
            .await
            .unwrap_err();
        assert_eq!(refused.is(), (Code::InvalidArgument, "INVALID_FIELDS"));
        let fields: Vec<&str> = refused
            .fields
            .iter()
            .map(|(field, _)| field.as_str())
            .collect();
        assert_eq!(fields, [format!("scenarios[0].{field}")]);
    }
}

#[tokio::test]
async fn the_scenario_that_was_compared_is_the_one_that_is_adopted() {
    let world = round().await;
    let kari = world.case_handler();
    let outcomes = simulate(&world, scenarios()).await;
    let scenario = scenarios()[1].clone();
    let create = |n: u32, more: Value| {
        let mut request = json!({ "name": world.allocation_name(n), "scenario": scenario });
        request
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        request
    };
    let refused = kari
        .call("CreateAllocation", create(1, json!({})))
        .await
        .unwrap_err();
    assert_eq!(refused.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert_eq!(refused.rules[0].0, "ALLOCATION_DEPARTS_FROM_PLAN");
    let reason = "Styret har vedtatt å trappe ned uten overgang.";
    let of_the_plan = json!({ "reason": reason, "run_hash": outcomes[0]["run_hash"] });
    let refused = kari
        .call("CreateAllocation", create(1, of_the_plan))
        .await
        .unwrap_err();
    assert_eq!(refused.is(), (Code::Aborted, "OTHER_RUN"));
    assert_eq!(
        refused.metadata["run_hash"],
        outcomes[1]["run_hash"].as_str().unwrap()
    );

    let right = create(
        1,
        json!({ "reason": reason, "run_hash": outcomes[1]["run_hash"] }),
    );
    let adopted = only(kari.call("CreateAllocation", right.clone()).await.unwrap());
    assert_eq!(adopted["run_hash"], outcomes[1]["run_hash"]);
    assert_eq!(
        (&adopted["scenario"], &adopted["scenario_reason"]),
        (&json!("no collar"), &json!(reason))
    );
    let again = only(kari.call("CreateAllocation", right).await.unwrap());
    assert_eq!(again, adopted, "a retry");
    let planned = json!({ "name": world.allocation_name(2), "run_hash": outcomes[0]["run_hash"] });
    let planned = only(kari.call("CreateAllocation", planned).await.unwrap());
    assert_eq!(planned["scenario"], "");

    let names = [world.allocation_name(2), world.allocation_name(1)];
    let request = json!({ "parent": world.call_name(), "allocations": names });
    let compared = world
        .decision_maker()
        .call("CompareAllocations", request)
        .await
        .unwrap();
    for (at, name) in names.iter().enumerate() {
        let (stored, simulated) = (&compared["outcomes"][at], &outcomes[at]);
        assert_eq!(stored["name"], *name);
        for same in ["run_hash", "figures", "sub_frames"] {
            assert_eq!(stored[same], simulated[same], "{same}");
        }
    }

    let proposed = world
        .step(&kari, "ProposeAllocation", &adopted)
        .await
        .unwrap();
    let approved = world.approve(&proposed).await.unwrap();
    assert_eq!(
        (&approved["state"], &approved["scenario"]),
        (&json!("ALLOCATION_STATE_APPROVED"), &json!("no collar"))
    );
    let name = json!({ "name": world.allocation_name(1) });
    let verified = kari.call("VerifyAllocation", name).await.unwrap();
    assert_eq!(verified["verified"], true);
}

#[tokio::test]
async fn an_applicant_tries_and_compares_nothing() {
    let world = round().await;
    let simulate = json!({ "parent": world.call_name(), "scenarios": scenarios() });
    let names = [1, 2].map(|n| world.allocation_name(n));
    let compare = json!({ "parent": world.call_name(), "allocations": names });
    for person in [world.applicant(1), world.auditor()] {
        for (method, request) in [
            ("SimulateAllocation", &simulate),
            ("CompareAllocations", &compare),
        ] {
            let refused = person.call(method, request.clone()).await.unwrap_err();
            assert_eq!(
                refused.is(),
                (Code::PermissionDenied, "ROLE_NOT_ALLOWED"),
                "{method}"
            );
        }
    }
}

/// A person with an interest in one of the cases learns nothing of the round.
#[tokio::test]
async fn who_has_an_interest_tries_nothing() {
    let world = round().await;
    let kari = world.case_handler();
    let interest = json!({
        "application": world.application_name(1), "ground": "INTEREST_GROUND_AUTOMATIC", "reason": "Søster.",
    });
    kari.call("DeclareInterest", interest).await.unwrap();
    let request = json!({ "parent": world.call_name(), "scenarios": scenarios() });
    let refused = kari.call("SimulateAllocation", request).await.unwrap_err();
    assert_eq!(refused.is(), (Code::PermissionDenied, "INTEREST_DECLARED"));
}
