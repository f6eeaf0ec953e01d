//! A case that was erased.

use chrono::TimeDelta;
use serde_json::json;

use super::{Here, Refused};
use crate::retention::{announcement, carried_out, planned};

/// A draft whose time is over, and its applicant who opens it then.
pub async fn opened_too_late(world: &Here) -> Refused {
    world.open_call().await;
    world.draft(1).await;
    world.close_call().await;
    world.clock.advance(TimeDelta::days(181));
    let kari = world.case_handler();
    let plan = planned(world, &kari).await;
    let request = announcement(world, 1, &plan);
    kari.call("AnnounceDisposal", request).await.unwrap();
    world.clock.advance(TimeDelta::days(28));
    carried_out(world, 1).await;
    let request = json!({ "name": world.application_name(1) });
    (world.applicant(1), "GetApplication", request)
}
