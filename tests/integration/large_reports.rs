//! A report on a large grant is accepted by two persons.

use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::housing::{Round, cost_delivered};

#[tokio::test]
async fn two_persons_accept_the_cost_of_a_large_grant() {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000, 450_000, 450_000]],
    };
    let world = round.granted().await;
    let sent = cost_delivered(&world, 1).await;
    let (kari, own) = (world.case_handler(), world.applicant(1));
    let goals = |text: &str| json!({ "goal_assessment": text });
    let before = world.stored().await;
    let alone = world.step_with(&kari, "AcceptReport", &sent, goals("Dokumentert."));
    let alone = alone.await.unwrap_err();
    assert_eq!(alone.is(), (Code::FailedPrecondition, "RULES_NOT_MET"));
    assert_eq!(alone.rule_codes(), ["REPORT_NOT_RECOMMENDED"]);
    alone.assert_whole("nb");
    assert_eq!(world.stored().await, before, "nothing half done");

    let told = world.step_with(&kari, "RecommendReport", &sent, goals("Dokumentert."));
    let told = told.await.unwrap();
    assert_eq!(told["state"], "REPORT_STATE_SUBMITTED");
    let recommended = &told["recommendation"];
    assert_eq!(recommended["record"]["actor"], "kari");
    let name = json!({ "name": sent["name"] });
    let seen = own.call("GetReport", name).await.unwrap();
    assert_eq!(
        seen["recommendation"],
        Value::Null,
        "the recipient is not told"
    );

    let same = world.step_with(&kari, "AcceptReport", &told, goals("Dokumentert."));
    assert_eq!(same.await.unwrap_err().is().1, "FOUR_EYES");
    let siri = world.staff("siri", &[Role::CaseHandler]);
    let other = world.step_with(&siri, "AcceptReport", &told, goals("Udokumentert."));
    let other = other.await.unwrap_err();
    assert_eq!(other.rule_codes(), ["REPORT_DIFFERS_FROM_RECOMMENDATION"]);
    let accepted = world.step_with(&siri, "AcceptReport", &told, goals("Dokumentert."));
    assert_eq!(accepted.await.unwrap()["state"], "REPORT_STATE_ACCEPTED");
    let settled = world.grant(1).await;
    assert_eq!(settled["settlement"]["kept"], settled["granted"]);
}

/// The control.
#[tokio::test]
async fn one_person_accepts_the_cost_of_a_small_grant() {
    let round = Round {
        rules: "2016-01-01",
        projects: vec![vec![450_000]],
    };
    let world = round.granted().await;
    let sent = cost_delivered(&world, 1).await;
    let (kari, goals) = (
        world.case_handler(),
        json!({ "goal_assessment": "Dokumentert." }),
    );
    let accepted = world.step_with(&kari, "AcceptReport", &sent, goals);
    assert_eq!(accepted.await.unwrap()["state"], "REPORT_STATE_ACCEPTED");
}
