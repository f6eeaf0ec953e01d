//! The draw that settles ties: promised when the call opens, kept from every caller until a
//! decision, published then, and never another.

use allocation::draw::commitment;
use domain::call::Call;
use domain::refusal::Refusal;

use crate::journey::{ROUND, decision_maker};
use crate::steps;
use crate::world::{World, administrator, applicant, call_id, case_handler, terms};

/// The key as it is stored: what a person with a database client could read.
async fn stored_key(world: &World) -> String {
    sqlx::query_scalar("select key from casework.draw")
        .fetch_one(&world.pool)
        .await
        .unwrap()
}

/// The call as every caller who may read it sees it.
async fn as_seen(world: &World) -> Vec<Call> {
    let mut seen = Vec::new();
    for caller in [
        applicant(1),
        case_handler(),
        decision_maker(),
        administrator(),
    ] {
        let get = steps::get_call(&call_id());
        seen.push(world.take(&caller, get).await.unwrap());
    }
    seen
}

#[tokio::test]
async fn the_commitment_is_published_when_the_call_opens_and_the_key_when_it_is_decided() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    let key = stored_key(&world).await;
    assert_eq!(key.len(), 64, "32 random bytes");
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    for call in as_seen(&world).await {
        assert_eq!(call.draw_commitment(), Some(commitment(&key).as_str()));
        assert_eq!(call.draw_key, None, "nobody reads it before the decision");
    }
    world.approve(&proposed).await.unwrap();
    for call in as_seen(&world).await {
        assert_eq!(
            call.draw_key.as_deref(),
            Some(key.as_str()),
            "the control: after the decision everybody does"
        );
    }
}

#[tokio::test]
async fn a_draft_has_no_draw_and_opening_it_again_draws_no_other() {
    let world = World::new().await;
    let admin = administrator();
    let create = steps::create_call(&call_id(), &terms());
    let draft = world.take(&admin, create).await.unwrap();
    assert_eq!(draft.draw_commitment(), None);
    let open = || world.take(&admin, steps::open_call(&draft));
    let opened = open().await.unwrap();
    let again = open().await.unwrap();
    assert_eq!(opened, again);
    assert_eq!(
        opened.draw_commitment(),
        Some(commitment(&stored_key(&world).await).as_str())
    );
}

#[tokio::test]
async fn a_key_that_is_not_the_promised_one_divides_nothing() {
    let world = World::new().await;
    world.assessed_round(&ROUND).await;
    world
        .meddle("update casework.draw set key = 'one that gives better lots'")
        .await;
    let new = steps::create_allocation(&world.allocation_key());
    refused!(
        world.created(&new).await,
        Refusal::AllocationConflict(conflicts)
            if conflicts[0].code() == "conflict-commitment-broken"
    );
}

/// Nothing that is shown of a round holds the key before the decision: neither what is stored of
/// events, nor what allocations say of themselves. The frozen runs do, and are given to no caller
/// before.
#[tokio::test]
async fn events_do_not_hold_the_key() {
    let world = World::new().await;
    world.decided_round(&ROUND).await;
    let key = stored_key(&world).await;
    let with_key: i64 = sqlx::query_scalar(
        "select count(*) from casework.event where position($1 in event::text) > 0",
    )
    .bind(&key)
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(with_key, 0);
    let promised: i64 = sqlx::query_scalar(
        "select count(*) from casework.event where step = 'open_call' \
            and position($1 in payload) > 0",
    )
    .bind(commitment(&key))
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(
        promised, 1,
        "the control: the commitment is in the call's chain"
    );
}
