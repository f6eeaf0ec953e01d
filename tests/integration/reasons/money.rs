//! Refusals where there is not enough money.

use serde_json::json;

use super::{Here, Refused};
use crate::support::round::{etag, id, only};
use crate::support::schemes::{Centres, TestScheme};

pub(super) async fn without_appropriation(world: &Here) -> Refused {
    let administrator = world.administrator();
    let request = json!({ "call": world.call_to_create() });
    let created = administrator.call("CreateCall", request).await.unwrap();
    let draft = &created["call"];
    (
        administrator,
        "OpenCall",
        json!({ "name": draft["name"], "etag": etag(draft) }),
    )
}

pub(super) fn authority_taken_back(world: &Here) -> Refused {
    let change = json!({
        "id": id(7, 1),
        "chapter_post": "0765.71",
        "year": 2027,
        "authority": true,
        "kind": "APPROPRIATION_CHANGE_KIND_REVISED",
        "amount": { "ore": "-1" },
        "source": "Prop. 1 S",
    });
    let request = json!({ "parent": Centres::name(), "change": change });
    (world.administrator(), "RecordAppropriation", request)
}

pub(super) async fn cut_below_the_promise(world: &Here) -> Refused {
    world.decided_round(2).await;
    let administrator = world.administrator();
    let read = json!({ "name": world.call_name() });
    let mut call = only(administrator.call("GetCall", read).await.unwrap());
    for frame in call["sub_frames"].as_array_mut().unwrap() {
        frame["budget"] = json!({ "ore": 100 });
    }
    let update =
        json!({ "call": call, "update_mask": "subFrames", "reason": "Stortinget kuttet." });
    (administrator, "UpdateCall", update)
}
