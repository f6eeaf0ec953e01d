//! The day a decision reached its party, from what became of the notification of it.

use chrono::TimeDelta;
use domain::calendar::{Clock, local_date};
use serde_json::{Value, json};
use server::sender::NotificationSetup;

use crate::support::notifications::{sent, to_this_machine};
use crate::support::receiver::{Manner, Receiver};
use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

async fn decision<S: TestScheme>(world: &World<S>, n: u32) -> Value {
    let request = json!({ "parent": world.application_name(n) });
    let party = world.applicant(n);
    let answer = party.call("ListDecisions", request).await.unwrap();
    answer["decisions"][0].clone()
}

/// The party whose system took the notification has it from that day, until staff record another.
/// A file in a folder is no evidence.
#[tokio::test]
async fn a_system_that_takes_the_notification_has_the_decision() {
    let folder = tempfile::tempdir().unwrap();
    let setup = NotificationSetup {
        folder: Some(folder.path().to_owned()),
        ..to_this_machine(&[])
    };
    let world = World::<Centres>::with_notifications(sent(&setup)).await;
    world.decided_round(2).await;
    let receiver = Receiver::http().await;
    world.webhook(1, &receiver).await;
    receiver.usually(Manner::BreaksOff);
    let dispatched = local_date(world.clock.now());
    let request = json!({ "name": world.call_name() });
    let kari = world.case_handler();
    kari.call("DispatchDecisions", request).await.unwrap();
    assert_eq!(decision(&world, 1).await["arrival"], "ARRIVAL_ASSUMED");
    world.clock.set(world.clock.now() + TimeDelta::days(1));
    receiver.usually(Manner::Takes);
    for n in [1, 2] {
        world
            .turn_until(TimeDelta::minutes(1), async || {
                let told = world.notifications(&world.applicant(n)).await;
                told.last().unwrap()["deliver_time"].is_string()
            })
            .await;
    }
    let taken = local_date(world.clock.now());
    world
        .turn_until(TimeDelta::zero(), async || {
            decision(&world, 1).await["arrival"] == "ARRIVAL_DELIVERED"
        })
        .await;
    assert_eq!(decision(&world, 1).await["reach_date"], taken.to_string());
    assert_eq!(decision(&world, 2).await["arrival"], "ARRIVAL_ASSUMED");
    let record = json!({
        "name": decision(&world, 1).await["name"], "part": "DECISION_PART_LETTER",
        "arrival": "ARRIVAL_DELIVERED", "arrival_date": dispatched.to_string(),
        "reason": "Overlevert i møte.",
    });
    kari.call("RecordDelivery", record).await.unwrap();
    let recorded = decision(&world, 1).await;
    assert_eq!(recorded["reach_date"], dispatched.to_string());
}
