//! Many at once against one frame: exactly what fits is promised, never an øre more.

use std::sync::Arc;

use casework::CaseError;
use domain::caller::Role;
use domain::grant::Grant;
use domain::money::Money;
use domain::refusal::Refusal;
use store::StoreError;

use crate::journey::{allocation_as_read, grant_as_read, seen};
use crate::steps;
use crate::world::{World, applicant, staff};

const AT_ONCE: i64 = 64;

/// The constraint that refuses to overdraw an account.
const NOT_OVERDRAWN: &str = "ledger_account_not_overdrawn";

/// The constraint that refused.
fn constraint(error: &sqlx::Error) -> String {
    let refused = error.as_database_error();
    let constraint = refused.and_then(|refused| refused.constraint());
    constraint.unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_promises_at_once_those_that_fit_are_kept() {
    let world = Arc::new(World::new().await);
    world.open_call().await;
    world.untie();
    // A million in all; promises of 1 000, 2 000, … 64 000 kr come to 2 080 000.
    let promises = (1..=AT_ONCE).map(|thousand| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let amount = Money::kroner(thousand * 1_000);
            (amount, world.post(amount.ore()).await)
        })
    });
    let (mut kept, mut refused) = (0, Vec::new());
    for promise in promises.collect::<Vec<_>>() {
        match promise.await.unwrap() {
            (amount, Ok(_)) => kept += amount.ore(),
            (amount, Err(error)) => {
                assert_eq!(constraint(&error), NOT_OVERDRAWN, "{error:?}");
                refused.push(amount.ore());
            }
        }
    }
    assert_eq!(
        world.committed().await,
        kept,
        "what was acknowledged is what is promised"
    );
    assert!(kept <= 100_000_000);
    let smallest = refused.iter().min().unwrap();
    assert!(
        kept + smallest > 100_000_000,
        "nothing that would have fitted was refused"
    );
    // And to the øre: what is left can be promised, one øre more cannot.
    let left = 100_000_000 - kept;
    assert!(world.post(left + 1).await.is_err());
    // Which promises came first decides whether anything is left; a posting of nothing is refused.
    assert!(left == 0 || world.post(left).await.is_ok());
    assert_eq!(world.committed().await, 100_000_000);
    let over = "update casework.ledger_account set balance_ore = balance_ore - 1 \
        where kind = 'frame' and sub_frame = 'national'";
    assert_eq!(world.refused_by(over).await, NOT_OVERDRAWN);
}

#[tokio::test]
async fn a_posting_is_never_changed() {
    let world = World::new().await;
    world.open_call().await;
    for change in [
        "update casework.posting set amount_ore = amount_ore + 1",
        "delete from casework.posting",
        "truncate casework.posting",
    ] {
        let refused = sqlx::query(change).execute(&world.pool).await.unwrap_err();
        let refused = refused.to_string();
        assert!(refused.contains("never changed"), "{change}: {refused}");
    }
}

/// Negative control: a program that reads what is left, thinks, and then writes, promises the same
/// money twice, and the figures above tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_lock_and_check_the_frame_would_be_overspent() {
    let world = Arc::new(World::new().await);
    world.open_call().await;
    world.untie();
    world
        .meddle("alter table casework.ledger_account drop constraint ledger_account_not_overdrawn")
        .await;
    let naive = "with seen as materialized (select balance_ore from casework.ledger_account \
            where kind = 'frame' and sub_frame = 'national'),
        thought as materialized (select balance_ore, pg_sleep(0.2) from seen \
            where balance_ore >= 60000000)
        insert into casework.posting (debit_id, credit_id, amount_ore, chain, sequence, at)
        select d.account_id, c.account_id, 60000000, h.chain, h.sequence, now()
        from thought, casework.ledger_account d, casework.ledger_account c, casework.chain_head h
        where d.kind = 'frame' and d.sub_frame = 'local' and c.kind = 'frame' \
            and c.sub_frame = 'national' and h.chain = 'calls/pilot-2026'";
    let promises = (0..4).map(|_| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            sqlx::query(naive)
                .execute(&world.pool)
                .await
                .unwrap()
                .rows_affected()
        })
    });
    let mut kept = 0;
    for promise in promises.collect::<Vec<_>>() {
        kept += promise.await.unwrap();
    }
    assert!(kept > 1 && world.committed().await > 100_000_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_approvals_at_once_one_decides() {
    let world = Arc::new(World::new().await);
    world.assessed_round(&[(50, 90), (40, 80), (20, 70)]).await;
    let proposed = world.propose(&world.allocation().await).await.unwrap();
    let approvals = (0..AT_ONCE).map(|number| {
        let world = Arc::clone(&world);
        let approve = steps::approve(&allocation_as_read(&proposed), &seen(&proposed));
        tokio::spawn(async move {
            let person = staff(&format!("beslutter-{number}"), &[Role::DecisionMaker]);
            world.take(&person, approve).await
        })
    });
    let mut approved = 0;
    for approval in approvals.collect::<Vec<_>>() {
        match approval.await.unwrap() {
            Ok(_) => approved += 1,
            // Another caller was faster; or so many wait that the pool's patience ends, and nothing
            // was done.
            Err(CaseError::Refused(Refusal::Stale { .. })) => {}
            Err(CaseError::Store(StoreError::Unavailable(_))) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(approved, 1);
    assert_eq!(world.committed().await, 90_000_000, "promised once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_32_offers_is_either_accepted_or_declined_and_the_frame_knows() {
    let world = Arc::new(World::new().await);
    let asked: Vec<(i64, u8)> = (0..32).map(|place| (3, 90 - place)).collect();
    let (cases, _) = world.decided_round(&asked).await;
    assert_eq!(world.committed().await, 32 * 3_000_000);
    let mut racing = Vec::new();
    for (case, organisation) in cases.iter().zip(1_u32..) {
        let offer = world.offer(case).await;
        for accepts in [true, false] {
            let (world, offer) = (Arc::clone(&world), offer.clone());
            racing.push(tokio::spawn(async move {
                answer(&world, organisation, offer, accepts).await
            }));
        }
    }
    let mut accepted = 0;
    for race in racing {
        match race.await.unwrap() {
            Ok(true) => accepted += 1,
            Ok(false) | Err(CaseError::Refused(Refusal::Stale { .. })) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(world.committed().await, accepted * 3_000_000);
    let grants = "select count(*) from casework.grant where state_name = 'accepted'";
    let stored: i64 = sqlx::query_scalar(grants)
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(stored, accepted);
}

/// Accepts or declines an offer; whether it accepted.
async fn answer(
    world: &World,
    organisation: u32,
    offer: Grant,
    accepts: bool,
) -> Result<bool, CaseError> {
    let caller = applicant(organisation);
    if accepts {
        let account = "12345678903".parse().unwrap();
        world
            .on_grant(&caller, steps::accept_grant(&offer, &account))
            .await?;
    } else {
        world
            .on_grant(&caller, steps::decline_grant(&grant_as_read(&offer), "no"))
            .await?;
    }
    Ok(accepts)
}
