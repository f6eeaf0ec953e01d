//! Webhooks before a receiver that is hostile: everything arrives at least once, in order within
//! each case, signed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain::calendar::Clock;
use domain::randomness::{Randomness, SeededRandomness, random_bytes};
use serde_json::{Value, json};
use server::Start;

use crate::support::notifications::{out_of_order, sent, to_this_machine};
use crate::support::receiver::{Authority, Manner, Receiver, Seen};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

const AN_HOUR: TimeDelta = TimeDelta::hours(1);
const NO_TIME: TimeDelta = TimeDelta::zero();

/// A world that sends to this machine, with an open call and applications that were sent in before
/// there were webhooks.
async fn world(authorities: &[u8], applicants: u32) -> World<Centres> {
    let notifications = sent(&to_this_machine(authorities));
    let world = World::<Centres>::with_notifications(notifications).await;
    world.open_call().await;
    for n in 1..=applicants {
        world.draft(n).await;
    }
    world
}

fn ids(seen: &[Seen]) -> BTreeSet<String> {
    seen.iter().map(|one| one.id().to_owned()).collect()
}

#[tokio::test]
async fn every_event_arrives_signed_and_in_order_at_a_hostile_receiver() {
    let authority = Authority::new();
    let world = world(&authority.pem, 2).await;
    let receiver = Receiver::https(&authority).await;
    let (_, secret) = world.webhook(1, &receiver).await;
    receiver.next(&[
        Manner::Answers(500),
        Manner::Hangs,
        Manner::BreaksOff,
        Manner::AnswersTwice,
        Manner::Answers(302),
        Manner::TakesSlowly,
        Manner::Babbles,
        Manner::Answers(404),
        Manner::Answers(429),
    ]);
    world.told(1, 6).await;
    world.told(2, 1).await;
    world
        .turn_until(AN_HOUR, async || ids(&receiver.taken()).len() == 6)
        .await;
    let seen = receiver.seen();
    assert_eq!(out_of_order(&seen), None);
    assert!(seen.iter().all(|one| one.is_signed_with(&secret)));
    let other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert!(!seen[0].is_signed_with(other));
    let first = seen[0].json();
    assert_eq!(first["type"], "application.received");
    let own = world.read(1).await;
    let data = &first["data"];
    assert_eq!(data["resource"], own["name"]);
    assert_eq!(data["case_reference"], own["case_reference"]);
    assert_eq!(data["title"], "Søknaden er mottatt");
    assert!(
        !first
            .to_string()
            .contains(own["applicant"]["organisation_name"].as_str().unwrap()),
        "no names leave"
    );
    let told = world.notifications(&world.applicant(1)).await;
    assert_eq!(told.len(), 6);
    for one in &told {
        assert!(one["deliver_time"].is_string(), "{one}");
        assert_eq!(one["deliveries"][0]["state"], "DELIVERY_STATE_DELIVERED");
    }
    // Told once more where the answer got lost, and never under another id.
    assert_eq!(ids(&seen).len(), 6);
    assert!(seen.len() >= 6 + 5);
}

#[tokio::test]
async fn a_receiver_that_comes_back_within_the_week_gets_everything() {
    let world = world(&[], 2).await;
    let receiver = Receiver::http().await;
    let (name, _) = world.webhook(1, &receiver).await;
    receiver.usually(Manner::BreaksOff);
    world.told(1, 4).await;
    let began = world.clock.now();
    world
        .turn_until(TimeDelta::hours(3), async || {
            world.clock.now() >= began + TimeDelta::hours(163)
        })
        .await;
    let failing = only_webhook(&world).await;
    assert!(failing["failing_since_time"].is_string(), "{failing}");
    assert_eq!(failing["queued"], 4);
    receiver.usually(Manner::Takes);
    world
        .turn_until(TimeDelta::minutes(10), async || receiver.taken().len() >= 4)
        .await;
    assert_eq!(out_of_order(&receiver.seen()), None);
    world
        .turn_until(NO_TIME, async || {
            only_webhook(&world)
                .await
                .get("failing_since_time")
                .is_none_or(Value::is_null)
        })
        .await;
    assert_eq!(only_webhook(&world).await["name"], name);
}

async fn only_webhook(world: &World<Centres>) -> Value {
    let request = json!({ "parent": Centres::name() });
    let answer = world.applicant(1).call("ListWebhooks", request).await;
    answer.unwrap()["webhooks"][0].clone()
}

#[tokio::test]
async fn a_receiver_that_stays_away_is_disabled_told_and_replayed_to() {
    let world = world(&[], 1).await;
    let receiver = Receiver::http().await;
    let (name, _) = world.webhook(1, &receiver).await;
    world.told(1, 1).await;
    world
        .turn_until(NO_TIME, async || receiver.taken().len() == 1)
        .await;
    receiver.usually(Manner::Answers(503));
    world.told(1, 3).await;
    world
        .turn_until(TimeDelta::hours(3), async || {
            only_webhook(&world).await["disable_time"].is_string()
        })
        .await;
    assert_eq!(only_webhook(&world).await["queued"], 0);
    let told = world.notifications(&world.applicant(1)).await;
    let last = told.last().unwrap();
    assert_eq!(
        (&last["type"], &last["resource"]),
        (&"webhook.disabled".into(), &name.clone().into())
    );
    let states: Vec<&Value> = told[..4]
        .iter()
        .map(|one| &one["deliveries"][0]["state"])
        .collect();
    assert_eq!(states[0], "DELIVERY_STATE_DELIVERED");
    assert!(
        states[1..]
            .iter()
            .all(|one| *one == "DELIVERY_STATE_FAILED"),
        "{states:?}"
    );
    // The staff sees the same trace.
    let shown = world.notifications(&world.auditor()).await;
    assert_eq!(shown[1]["deliveries"], told[1]["deliveries"]);
    world.told(1, 1).await;
    receiver.usually(Manner::Takes);
    let seen = receiver.seen().len();
    let replay = json!({ "name": name, "after": told[0]["cursor"] });
    let answer = world.applicant(1).call("ReplayWebhook", replay).await;
    assert_eq!(answer.unwrap()["webhook"]["disable_time"], Value::Null);
    world
        .turn_until(NO_TIME, async || ids(&receiver.taken()).len() == 6)
        .await;
    assert_eq!(
        receiver.seen()[seen..].first().map(Seen::place).unwrap().1,
        2
    );
    let of_case = |one: &Seen| !one.place().0.is_empty();
    let of_case: Vec<Seen> = receiver.taken().into_iter().filter(of_case).collect();
    assert_eq!(out_of_order(&of_case), None);
}

#[tokio::test]
async fn a_certificate_of_another_authority_gets_nothing() {
    let (trusted, other) = (Authority::new(), Authority::new());
    let world = world(&trusted.pem, 1).await;
    let receiver = Receiver::https(&other).await;
    world.webhook(1, &receiver).await;
    world.told(1, 1).await;
    world
        .turn_until(NO_TIME, async || {
            let told = world.notifications(&world.applicant(1)).await;
            told[0]["deliveries"][0]["problem"]
                .as_str()
                .is_some_and(|problem| problem.contains("certificate"))
        })
        .await;
    assert!(receiver.seen().is_empty());
}

#[tokio::test]
async fn a_receiver_that_wants_no_more_is_disabled_at_once() {
    let world = world(&[], 1).await;
    let receiver = Receiver::http().await;
    world.webhook(1, &receiver).await;
    receiver.usually(Manner::Answers(410));
    // The webhook cannot be disabled while its row is locked: what is due then would be sent.
    let mut locked = store::pool::begin(world.pool(), "begin").await.unwrap();
    sqlx::query("select 1 from casework.webhook for no key update")
        .execute(&mut *locked)
        .await
        .unwrap();
    world.told(1, 2).await;
    world
        .turn_until(NO_TIME, async || !receiver.seen().is_empty())
        .await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    locked.rollback().await.unwrap();
    world
        .turn_until(NO_TIME, async || {
            only_webhook(&world).await["disable_time"].is_string()
        })
        .await;
    assert_eq!(receiver.seen().len(), 1);
}

#[tokio::test]
async fn a_rotated_secret_signs_beside_the_one_before_for_a_day() {
    let world = world(&[], 1).await;
    let receiver = Receiver::http().await;
    let (name, first) = world.webhook(1, &receiver).await;
    let own = world.applicant(1);
    let again = json!({ "name": name, "url": receiver.url });
    let again = own.call("RegisterWebhook", again).await.unwrap();
    assert_eq!(again["secret"], first, "a repetition shows it again");
    let mine = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let etag = only_webhook(&world).await["etag"].clone();
    let rotate = json!({ "name": name, "etag": etag, "secret": mine });
    let rotated = own
        .call("RotateWebhookSecret", rotate.clone())
        .await
        .unwrap();
    assert_eq!(rotated["secret"], mine);
    let twice = own.call("RotateWebhookSecret", rotate).await.unwrap();
    assert_eq!(twice, rotated, "a retry rotates nothing");
    let shown = json!({ "name": name, "url": receiver.url });
    let shown = own.call("RegisterWebhook", shown).await.unwrap();
    assert_eq!(
        shown["secret"], "",
        "the first secret is not shown any more"
    );
    world.told(1, 1).await;
    world
        .turn_until(NO_TIME, async || receiver.taken().len() == 1)
        .await;
    let both = &receiver.seen()[0];
    assert!(both.is_signed_with(&first) && both.is_signed_with(mine));
    world.clock.set(world.clock.now() + TimeDelta::hours(25));
    world.told(1, 1).await;
    world
        .turn_until(NO_TIME, async || receiver.taken().len() == 2)
        .await;
    let one = &receiver.seen()[1];
    assert!(!one.is_signed_with(&first) && one.is_signed_with(mine));
    let delete = json!({ "name": name });
    own.call("DeleteWebhook", delete.clone()).await.unwrap();
    own.call("DeleteWebhook", delete).await.unwrap();
    world.told(1, 1).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(
        receiver.seen().len(),
        2,
        "nothing goes to a webhook that was deleted"
    );
}

#[tokio::test]
async fn two_senders_on_one_database_share_the_work() {
    let world = world(&[], 3).await;
    let receiver = Receiver::http().await;
    for n in 1..=3 {
        world.webhook(n, &receiver).await;
    }
    let second = Start::local(Arc::new(world.clock.clone()));
    let second = Centres::serve(&world.host, second).await.unwrap();
    for _ in 0..5 {
        for n in 1..=3 {
            world.told(n, 1).await;
        }
    }
    world
        .turn_until(NO_TIME, async || ids(&receiver.taken()).len() == 15)
        .await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(receiver.seen().len(), 15, "none twice");
    assert_eq!(out_of_order(&receiver.seen()), None);
    second.stop().await.unwrap();
}

/// A manner, most often a good one.
fn any_manner(chance: &dyn Randomness) -> Manner {
    match random_bytes::<1>(chance)[0] % 12 {
        0 => Manner::Answers(500),
        1 => Manner::BreaksOff,
        2 => Manner::AnswersTwice,
        3 => Manner::Answers(429),
        4 => Manner::Babbles,
        _ => Manner::Takes,
    }
}

/// Whatever a receiver does, and whenever, the order holds.
#[tokio::test]
async fn the_order_holds_whatever_the_receiver_does() {
    let world = world(&[], 3).await;
    let receiver = Receiver::http().await;
    for n in 1..=3 {
        world.webhook(n, &receiver).await;
    }
    let chance = SeededRandomness::new(20_160_101);
    let mut told = 0;
    for _ in 0..12 {
        let manners: Vec<Manner> = (0..8).map(|_| any_manner(&chance)).collect();
        receiver.next(&manners);
        for n in 1..=3 {
            let count = usize::from(random_bytes::<1>(&chance)[0] % 3);
            world.told(n, count).await;
            told += count;
        }
    }
    world
        .turn_until(TimeDelta::minutes(10), async || {
            ids(&receiver.taken()).len() == told
        })
        .await;
    let seen = receiver.seen();
    assert_eq!(out_of_order(&seen), None);
    assert!(seen.len() > told, "some came twice");
    // The control: a receiver to whom one came too early is found.
    let mut early = seen.clone();
    let late = early.iter().position(|one| one.place().1 == 1).unwrap();
    let case = early[late].place().0;
    let next = early
        .iter()
        .position(|one| one.place() == (case.clone(), 2));
    early.swap(late, next.unwrap());
    assert_eq!(out_of_order(&early), Some((case, 2)));
}
