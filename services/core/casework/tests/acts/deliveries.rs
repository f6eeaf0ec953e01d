//! The day a decision reached the party, and reasons that it asks for.

use casework::application::ApplicationKey;
use casework::decision::{GiveReasons, RecordDelivery, RequestReasons, Scope};
use chrono::NaiveDate;
use domain::decision::Decision;
use domain::delivery::{Arrival, Clock, DecisionPart, Timeliness};
use domain::refusal::Refusal;
use domain::shared_rules::appeal_time;

use crate::journey::ROUND;
use crate::letters::decision_key;
use crate::world::{World, applicant, at, call_id, case_handler};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn clock(decision: &Decision) -> Clock {
    let time = appeal_time(date("2026-03-01")).unwrap();
    decision.clock(&time).unwrap()
}

fn record(case: &ApplicationKey, part: DecisionPart, on: &str) -> RecordDelivery {
    RecordDelivery {
        key: decision_key(case, 1),
        part,
        arrival: Arrival::Delivered,
        on: date(on),
        reason: "Receipt 17.".to_owned(),
    }
}

fn request(case: &ApplicationKey, received: Option<&str>) -> RequestReasons {
    RequestReasons {
        key: decision_key(case, 1),
        received: received.map(date),
        reason: "Why?".to_owned(),
    }
}

/// A round that is decided, and dispatched on Monday 2 March 2026.
async fn sent(world: &World) -> Vec<ApplicationKey> {
    let (cases, _) = world.decided_round(&ROUND).await;
    world.clock.set(at("2026-03-02T11:00:00Z"));
    world.dispatch(Scope::Call(call_id())).await;
    cases
}

#[tokio::test]
async fn a_record_of_arrival_sets_the_time_to_appeal_and_can_be_corrected() {
    let world = World::new().await;
    let (cases, _) = world.decided_round(&ROUND).await;
    let early = record(&cases[0], DecisionPart::Letter, "2026-03-02");
    refused!(
        world.take(&case_handler(), early).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "DELIVERY_NOT_SENT"
    );
    world.clock.set(at("2026-03-02T11:00:00Z"));
    world.dispatch(Scope::Call(call_id())).await;
    let assumed = world.decisions(&applicant(1), &cases[0]).await;
    let last = |decision: &Decision| clock(decision).last_day();
    assert_eq!(
        last(&assumed[0]),
        Some(date("2026-03-30")),
        "9 March and three weeks"
    );
    world.clock.set(at("2026-03-10T11:00:00Z"));
    for (on, code) in [
        ("2026-03-01", "DELIVERY_BEFORE_DISPATCH"),
        ("2026-03-11", "DELIVERY_IN_FUTURE"),
    ] {
        let wrong = record(&cases[0], DecisionPart::Letter, on);
        refused!(
            world.take(&case_handler(), wrong).await,
            Refusal::RulesNotMet(findings) if findings[0].code == code
        );
    }
    for (on, until) in [("2026-03-10", "2026-03-31"), ("2026-03-05", "2026-03-26")] {
        let step = record(&cases[0], DecisionPart::Letter, on);
        let known = world.take(&case_handler(), step.clone()).await.unwrap();
        assert_eq!(last(&known), Some(date(until)));
        assert_eq!(world.take(&case_handler(), step).await.unwrap(), known);
    }
    let entries: i64 = sqlx::query_scalar("select count(*) from casework.delivery")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(entries, 2, "the same again adds nothing");
}

#[tokio::test]
async fn the_first_reading_by_the_party_is_recorded_once() {
    let world = World::new().await;
    let cases = sent(&world).await;
    let read = async |day: &str| {
        world.clock.set(at(day));
        let get = casework::decision::GetLetter {
            key: decision_key(&cases[0], 1),
            language: None,
        };
        world.take(&applicant(1), get).await.unwrap().decision
    };
    let by_staff = casework::decision::GetLetter {
        key: decision_key(&cases[0], 1),
        language: None,
    };
    let by_staff = world.take(&case_handler(), by_staff).await.unwrap();
    assert_eq!(by_staff.decision.read, None, "staff do not read for it");
    let first = read("2026-03-04T11:00:00Z").await;
    assert_eq!(first.read, Some(date("2026-03-04")));
    assert_eq!(read("2026-03-20T11:00:00Z").await, first);
    assert_eq!(clock(&first).last_day(), Some(date("2026-03-25")));
}

#[tokio::test]
async fn reasons_stop_the_time_which_begins_anew_with_them() {
    let world = World::new().await;
    let cases = sent(&world).await;
    let give = |text: &str| GiveReasons {
        key: decision_key(&cases[2], 1),
        text: text.to_owned(),
    };
    refused!(
        world.take(&case_handler(), give("Because.")).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "REASONS_NOT_ASKED"
    );
    world.clock.set(at("2026-03-30T11:00:00Z"));
    let asked = request(&cases[2], None);
    let stopped = world.take(&applicant(3), asked.clone()).await.unwrap();
    assert_eq!(
        clock(&stopped),
        Clock::Stopped {
            asked: date("2026-03-30")
        }
    );
    assert_eq!(world.take(&applicant(3), asked).await.unwrap(), stopped);
    world.clock.set(at("2026-04-15T11:00:00Z"));
    let given = world.take(&case_handler(), give("Because.")).await.unwrap();
    assert_eq!(
        given,
        world.take(&case_handler(), give("Because.")).await.unwrap()
    );
    refused!(
        world.take(&case_handler(), give("For another reason.")).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "REASONS_GIVEN"
    );
    let arrived = record(&cases[2], DecisionPart::Reasons, "2026-04-15");
    let arrived = world.take(&case_handler(), arrived).await.unwrap();
    assert_eq!(clock(&arrived).last_day(), Some(date("2026-05-06")));
    let time = appeal_time(date("2026-03-01")).unwrap();
    let judged = arrived.judge_appeal(&time, date("2026-05-06")).unwrap();
    assert_eq!(judged, Timeliness::InTime);
}

#[tokio::test]
async fn reasons_are_asked_for_in_time_and_for_ones_own() {
    let world = World::new().await;
    let cases = sent(&world).await;
    refused!(
        world.take(&applicant(2), request(&cases[2], None)).await,
        Refusal::NotFound { .. }
    );
    world.clock.set(at("2026-03-31T11:00:00Z"));
    // What the party says of the day is not looked at.
    refused!(
        world.take(&applicant(3), request(&cases[2], Some("2026-03-30"))).await,
        Refusal::RulesNotMet(findings) if findings[0].code == "REASONS_TOO_LATE"
    );
    refused!(
        world.take(&case_handler(), request(&cases[2], Some("2026-04-01"))).await,
        Refusal::RulesNotMet(findings) if findings.len() == 2
    );
    let by_post = request(&cases[2], Some("2026-03-30"));
    let stopped = world.take(&case_handler(), by_post).await.unwrap();
    assert_eq!(
        clock(&stopped),
        Clock::Stopped {
            asked: date("2026-03-30")
        }
    );
}
