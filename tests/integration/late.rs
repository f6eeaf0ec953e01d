//! Reports that are late, through the service.

use serde_json::json;

use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::{World, at};

#[tokio::test]
async fn a_reminder_is_sent_once() {
    let world = World::<Centres>::start().await;
    world.decided_round(1).await;
    world.active(1).await;
    let due = world
        .applicant(1)
        .call("ListReports", json!({ "parent": world.grant_name(1) }))
        .await
        .unwrap();
    let due = due["reports"][0]["due_date"].as_str().unwrap().to_owned();
    world.clock.set(at(&format!("{due}T10:00:00Z")));
    let (kari, all) = (
        world.case_handler(),
        json!({ "parent": format!("{}/calls/-", Centres::name()) }),
    );
    let sent = kari.call("RemindReports", all.clone()).await.unwrap();
    let reminders = sent["reminders"].as_array().unwrap();
    assert_eq!(reminders.len(), 1);
    assert_eq!(reminders[0]["reminder"]["side"], "REMINDER_SIDE_BEFORE");
    let stored = world.stored().await;
    let again = kari.call("RemindReports", all).await.unwrap();
    assert_eq!(again["reminders"], json!([]));
    assert_eq!(world.stored().await, stored);
}
