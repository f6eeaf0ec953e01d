//! Many at once against one frame: exactly what fits is promised, never an øre more.

use std::sync::Arc;

use casework::CaseError;
use casework::application::CaseAt;
use casework::call::sub_frame::{self, NEVER_OVERSPENT};
use casework::step::{Context, Record};
use domain::caller::Role;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use store::StoreError;

use crate::journey::{allocation_as_read, decision_maker, grant_as_read, seen};
use crate::steps;
use crate::world::{World, applicant, call_id, staff};

const AT_ONCE: i64 = 64;

/// Promises an amount of the national frame.
#[derive(serde::Serialize)]
struct Promise(Money);

impl<S: Scheme> Record<S> for Promise {
    const STEP: StepName = StepName::ApproveAllocation;
    type Answer = Money;

    async fn record(&self, context: &mut Context<'_>) -> Result<Money, CaseError> {
        Ok(sub_frame::commit(context.db, &call_id(), "national", self.0).await?)
    }
}

/// Tries to promise an amount of the national frame, in a transaction of its own.
async fn promise(world: &World, amount: Money) -> Result<Money, CaseError> {
    world.take(&decision_maker(), Promise(amount)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_64_promises_at_once_those_that_fit_are_kept() {
    let world = Arc::new(World::new().await);
    world.open_call().await;
    // A million in all; promises of 1 000, 2 000, … 64 000 kr come to 2 080 000.
    let promises = (1..=AT_ONCE).map(|thousand| {
        let world = Arc::clone(&world);
        tokio::spawn(async move {
            let amount = Money::kroner(thousand * 1_000);
            (amount, promise(&world, amount).await)
        })
    });
    let (mut kept, mut refused) = (0, Vec::new());
    for promise in promises.collect::<Vec<_>>() {
        match promise.await.unwrap() {
            (amount, Ok(_)) => kept += amount.ore(),
            (amount, Err(error)) => {
                let CaseError::Store(error) = error else {
                    panic!("{error:?}");
                };
                assert!(error.is_refused_by(NEVER_OVERSPENT), "{error:?}");
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
    assert!(promise(&world, Money::from_ore(left + 1)).await.is_err());
    assert!(promise(&world, Money::from_ore(left)).await.is_ok());
    assert_eq!(world.committed().await, 100_000_000);
    let over =
        "update casework.sub_frame set committed_ore = committed_ore + 1 where code = 'national'";
    assert_eq!(world.refused_by(over).await, NEVER_OVERSPENT);
    let under = "update casework.sub_frame set committed_ore = -1 where code = 'national'";
    assert_eq!(world.refused_by(under).await, NEVER_OVERSPENT);
}

/// Negative control: a program that reads what is left, thinks, and then writes, promises the same
/// money twice, and the figures above tell.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_lock_and_check_the_frame_would_be_overspent() {
    let world = Arc::new(World::new().await);
    world.open_call().await;
    world
        .meddle("alter table casework.sub_frame drop constraint sub_frame_never_overspent")
        .await;
    let naive = "with seen as materialized (select committed_ore from casework.sub_frame \
                 where code = 'national'),
            thought as materialized (select committed_ore, pg_sleep(0.2) from seen \
            where committed_ore + 60000000 <= 100000000)
        update casework.sub_frame set committed_ore = casework.sub_frame.committed_ore + 60000000
        from thought where code = 'national'";
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
        let at = grant_as_read(&world.grant(case).await);
        for accepts in [true, false] {
            let (world, at) = (Arc::clone(&world), at.clone());
            racing.push(tokio::spawn(async move {
                answer(&world, organisation, at, accepts).await
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
    at: CaseAt,
    accepts: bool,
) -> Result<bool, CaseError> {
    let caller = applicant(organisation);
    if accepts {
        let account = "12345678903".parse().unwrap();
        world
            .on_grant(&caller, steps::accept_grant(&at, &account))
            .await?;
    } else {
        world
            .on_grant(&caller, steps::decline_grant(&at, "no"))
            .await?;
    }
    Ok(accepts)
}
