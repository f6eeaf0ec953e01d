//! The draw that settles ties, over gRPC: every caller can note the commitment before the
//! deadline, none can read the key before the decision, and all can check one against the other
//! afterwards.

use domain::access::access;
use domain::caller::Role;
use domain::step::StepName;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::person::Person;
use crate::support::round::only;
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

type Here = World<Centres>;

async fn stored_key(world: &Here) -> String {
    sqlx::query_scalar("select key from casework.draw")
        .fetch_one(world.pool())
        .await
        .unwrap()
}

fn everybody(world: &Here) -> Vec<(Role, Person)> {
    Role::OF_CASES
        .into_iter()
        .map(|role| (role, world.with_role(role)))
        .collect()
}

/// Every question about the round, with the step it is.
fn questions(world: &Here) -> Vec<(StepName, &'static str, Value)> {
    let (call, scheme) = (world.call_name(), Centres::name());
    let (allocation, application) = (world.allocation_name(1), world.application_name(1));
    let (named, within) = (
        |name: &str| json!({ "name": name }),
        |name: &str| json!({ "parent": name }),
    );
    vec![
        (StepName::GetScheme, "GetScheme", named(&scheme)),
        (StepName::GetCall, "GetCall", named(&call)),
        (StepName::ListCalls, "ListCalls", within(&scheme)),
        (
            StepName::GetApplication,
            "GetApplication",
            named(&application),
        ),
        (
            StepName::ListApplications,
            "ListApplications",
            within(&call),
        ),
        (
            StepName::ListAssessments,
            "ListAssessments",
            within(&application),
        ),
        (StepName::GetAllocation, "GetAllocation", named(&allocation)),
        (StepName::ListAllocations, "ListAllocations", within(&call)),
        (StepName::ListAwards, "ListAwards", within(&allocation)),
        (
            StepName::ExplainAward,
            "ExplainAward",
            json!({ "name": allocation, "application": application }),
        ),
        (
            StepName::VerifyAllocation,
            "VerifyAllocation",
            named(&allocation),
        ),
        (StepName::ExportRuns, "ExportRuns", named(&allocation)),
        (StepName::ListGrants, "ListGrants", within(&call)),
        (StepName::ExportAwards, "ExportAwards", within(&call)),
        (StepName::GetBudget, "GetBudget", within(&call)),
        (StepName::SummarizeTags, "SummarizeTags", within(&call)),
        (
            StepName::WatchEvents,
            "WatchEvents",
            json!({ "parent": scheme, "follow": false }),
        ),
    ]
}

/// Lists the answers that hold a text: every method asked by every role.
async fn who_is_told(world: &Here, secret: &str) -> Vec<String> {
    world.settle().await;
    let mut told = Vec::new();
    let mut answered = 0;
    for (role, person) in everybody(world) {
        for (step, method, request) in questions(world) {
            let answer = match person.stream(method, vec![request]).await {
                Ok(parts) => {
                    answered += 1;
                    // Pieces of documents are bytes, which JSON writes in base64.
                    let pieces = parts.iter().map(super::runs::piece).collect::<String>();
                    format!("{parts:?}{pieces}")
                }
                Err(fault) => {
                    let open = access(step, role) != domain::access::Access::Denied;
                    assert!(
                        !open || fault.code != Code::PermissionDenied,
                        "{method} as {}: {fault}",
                        role.name()
                    );
                    format!("{fault:?}")
                }
            };
            if answer.contains(secret) {
                told.push(format!("{method} as {}", role.name()));
            }
        }
    }
    assert!(answered > 40, "the questions are answered: {answered}");
    told
}

#[tokio::test]
async fn nobody_can_read_the_key_before_the_decision() {
    let world = Here::start().await;
    let opened = world.open_call().await;
    let commitment = opened["draw_commitment"].as_str().unwrap().to_owned();
    for (role, person) in everybody(&world) {
        let call = only(
            person
                .call("GetCall", json!({ "name": world.call_name() }))
                .await
                .unwrap(),
        );
        assert_eq!(
            call["draw_commitment"],
            commitment.as_str(),
            "{}: before the deadline",
            role.name()
        );
    }
    for n in 1..=3 {
        world.submitted(n).await;
    }
    world.close_call().await;
    for n in 1..=3 {
        world.assess(&world.case_handler(), n, 80).await.unwrap();
    }
    let proposed = world.proposed().await;
    let key = stored_key(&world).await;
    assert_eq!(who_is_told(&world, &key).await, Vec::<String>::new());
    world.approve(&proposed).await.unwrap();
    // The control: after the decision the call tells it to every role, and the frozen runs to those
    // who may read them.
    let told = who_is_told(&world, &key).await;
    for role in Role::OF_CASES {
        let told_by = |method: &str| told.contains(&format!("{method} as {}", role.name()));
        assert!(told_by("GetCall") && told_by("ListCalls"), "{told:?}");
        let reads_runs = access(StepName::ExportRuns, role) == domain::access::Access::Allowed;
        assert_eq!(told_by("ExportRuns"), reads_runs, "{told:?}");
    }
    let request = json!({ "name": world.call_name() });
    let call = only(world.applicant(1).call("GetCall", request).await.unwrap());
    assert_eq!(call["draw_key"], key.as_str());
    assert_eq!(
        allocation::draw::commitment(call["draw_key"].as_str().unwrap()),
        commitment,
        "anybody can check what was promised against what was used"
    );
}

#[tokio::test]
async fn a_stored_key_that_was_not_promised_is_refused() {
    let world = Here::start().await;
    world.assessed_round(2).await;
    let (kari, name) = (
        world.case_handler(),
        json!({ "name": world.allocation_name(1) }),
    );
    let honest = stored_key(&world).await;
    world
        .meddle("update casework.draw set key = 'one with better lots'")
        .await;
    let refused = kari
        .call("CreateAllocation", name.clone())
        .await
        .unwrap_err();
    assert_eq!(
        refused.is(),
        (Code::FailedPrecondition, "ALLOCATION_CONFLICT")
    );
    refused.assert_whole("nb");
    sqlx::query("update casework.draw set key = $1")
        .bind(honest)
        .execute(world.pool())
        .await
        .unwrap();
    kari.call("CreateAllocation", name.clone()).await.unwrap();
    let verified = kari.call("VerifyAllocation", name.clone()).await.unwrap();
    assert_eq!(verified["verified"], true, "the control");
    // Exchanged after the run: the run is whole, and not of the promised draw.
    world
        .meddle("update casework.draw set key = 'one with better lots'")
        .await;
    let verified = kari.call("VerifyAllocation", name).await.unwrap();
    assert_eq!(verified["verified"], false);
}
