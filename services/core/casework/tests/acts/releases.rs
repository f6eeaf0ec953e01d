//! A sub-frame that is released: what it has left serves the other, and the transfer is one event.

use domain::money::Money;
use sqlx::AssertSqlSafe;

use crate::journey::ROUND;
use crate::steps;
use crate::world::{World, at, call_id, case_handler};

/// Returns the budget of each sub-frame in kroner, national first, and the number of transfers in
/// the events.
async fn budgets(world: &World) -> (Vec<i64>, i64) {
    let call = world
        .take(&case_handler(), steps::get_call(&call_id()))
        .await
        .unwrap();
    let budgets = call.sub_frames.iter().map(|frame| frame.budget.ore() / 100);
    let transfers = "select count(*) from casework.event where step = 'approve_allocation' \
        and resource = 'calls/pilot-2026'";
    let transfers: i64 = sqlx::query_scalar(AssertSqlSafe(transfers))
        .fetch_one(&world.pool)
        .await
        .unwrap();
    (budgets.collect(), transfers)
}

/// Two of four fit in the million of the national frame; with the half million of the local one,
/// which no organisation applied for, more do.
#[tokio::test]
async fn what_is_left_is_moved_when_it_is_decided_and_as_far_as_it_is_needed() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let kept = world.allocation().await;
    assert_eq!(kept.sub_frames[0].budget, Money::kroner(1_000_000));
    world.clock.set(at("2026-12-31T12:00:00Z"));
    let last_day = world.allocation().await;
    assert_eq!(
        last_day.run_hash, kept.run_hash,
        "kept to the end of its last day"
    );
    world.clock.set(at("2027-01-01T12:00:00Z"));
    let released = world.allocation().await;
    let national = &released.sub_frames[0];
    assert_eq!(national.budget, Money::kroner(1_500_000));
    assert!(national.awarded > Money::kroner(1_000_000), "{national:?}");
    assert_eq!(
        budgets(&world).await,
        (vec![1_000_000, 500_000], 0),
        "nothing moves before it is decided"
    );
    let proposed = world.propose(&released).await.unwrap();
    world.approve(&proposed).await.unwrap();
    let awarded = national.awarded.ore() / 100;
    assert_eq!(
        budgets(&world).await,
        (vec![awarded, 1_500_000 - awarded], 1)
    );
}
