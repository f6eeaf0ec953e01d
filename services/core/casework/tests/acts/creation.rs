//! A new allocation between its two transactions: nothing is locked while the engine runs, and
//! nothing is written of what has changed.

use casework::allocation::creation::{NewAllocation, create_allocation};
use domain::refusal::Refusal;

use crate::journey::ROUND;
use crate::pilot::Pilot;
use crate::world::{World, call_id, case_handler};

#[tokio::test]
async fn a_round_that_changed_while_it_was_divided_is_not_kept() {
    let world = World::new().await;
    let cases = world.assessed_round(&ROUND).await;
    let new = NewAllocation::by_plan(world.allocation_key());
    let create = create_allocation::<Pilot>;
    let before = world.prepared(&case_handler(), &new).await.unwrap();
    // The engine has run and holds no lock: others go on with the same cases.
    world.assess(&cases[3], 95).await.unwrap();
    refused!(
        step!(world, case_handler(), create, &new, &before),
        Refusal::Stale { resource, .. } if resource == format!("calls/{}", call_id())
    );
    let after = world.prepared(&case_handler(), &new).await.unwrap();
    let kept = step!(world, case_handler(), create, &new, &after).unwrap();
    let awards = world.awards(&kept).await;
    assert!(
        awards[3].amount.is_positive(),
        "the last is the first now: {awards:?}"
    );
    // What is there is there, whatever it was divided on when it was asked for again.
    let again = step!(world, case_handler(), create, &new, &before).unwrap();
    assert_eq!(again, kept);
}

#[tokio::test]
async fn freed_money_that_changed_while_it_was_divided_is_not_kept() {
    let world = World::new().await;
    let (cases, first) = world.decided_round(&ROUND).await;
    world.decline(&cases[0], 1).await;
    let new = NewAllocation::following(world.allocation_key(), first.id);
    let create = create_allocation::<Pilot>;
    let before = world.prepared(&case_handler(), &new).await.unwrap();
    world.decline(&cases[1], 2).await;
    refused!(
        step!(world, case_handler(), create, &new, &before),
        Refusal::Stale { .. }
    );
    let after = world.prepared(&case_handler(), &new).await.unwrap();
    step!(world, case_handler(), create, &new, &after).unwrap();
}
