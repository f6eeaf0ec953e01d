//! Batches of register entries through the service.

use domain::caller::Role;
use serde_json::{Value, json};
use tonic::Code;

use crate::support::schemes::{Centres, TestScheme};
use crate::support::world::World;

/// One batch of entries is confirmed twice, and one rejected twice, by the same persons: the second
/// time nothing changes. Then nothing else can be done with them.
pub async fn answered_once(world: &World<Centres>, batch: &Value) {
    let (astrid, arne) = (
        world.administrator(),
        world.staff("arne", &[Role::SchemeAdministrator]),
    );
    let more = json!({ "parent": Centres::name(), "entries": Centres::entries(2) });
    let more = astrid.call("RecordEntries", more).await.unwrap();
    let reason = json!("Feil år.");
    let confirm = json!({ "name": batch });
    let reject = json!({ "name": more["batch"], "reason": reason });
    let alone = astrid.call("ConfirmEntries", confirm.clone()).await;
    assert_eq!(
        alone.unwrap_err().is(),
        (Code::PermissionDenied, "FOUR_EYES")
    );
    for (method, request) in [("ConfirmEntries", confirm), ("RejectEntries", reject)] {
        let answer = arne.call(method, request.clone()).await.unwrap();
        let before = world.stored().await;
        assert_eq!(arne.call(method, request).await.unwrap(), answer);
        assert_eq!(world.stored().await, before);
    }
    let confirmed = json!({ "name": batch, "reason": reason });
    let late = arne.call("RejectEntries", confirmed).await.unwrap_err();
    assert_eq!(late.is(), (Code::FailedPrecondition, "WRONG_STATE"));
    let unknown = json!({ "name": format!("{}/entryBatches/99", Centres::name()) });
    let unknown = arne.call("ConfirmEntries", unknown).await.unwrap_err();
    assert_eq!(unknown.is().0, Code::NotFound);
    let all = json!({ "parent": Centres::name(), "include_all": true });
    let listed = arne.call("ListEntryBatches", all).await.unwrap();
    let states = listed["batches"].as_array().unwrap().iter();
    let states: Vec<&Value> = states.map(|one| &one["state"]).collect();
    let expected = ["ENTRY_BATCH_STATE_CONFIRMED", "ENTRY_BATCH_STATE_REJECTED"];
    assert_eq!(states, expected);
}
