//! Tests of the run of an act: to its end, whatever becomes of the caller, and again when the
//! database gives it up.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use casework::CaseError;
use domain::money::Money;
use sqlx::PgConnection;
use store::StoreError;
use store::transaction::run_act;

use crate::steps;
use crate::world::{World, applicant, as_read, asking, case_of};

#[tokio::test]
async fn a_caller_that_goes_away_does_not_stop_the_write() {
    let world = World::new().await;
    world.open_call().await;
    let mut view = world.draft(1).await;
    for round in 1..=40_u64 {
        let changes = asking(i64::try_from(round).unwrap());
        let caller = applicant(1);
        let writing = world.take(&caller, steps::update(&as_read(&view), &changes));
        // Dropped at every stage: before BEGIN is sent, while it is, after. What has been started
        // is finished.
        let _gone = tokio::time::timeout(Duration::from_micros(round * 25), writing).await;
        let settled = async {
            loop {
                let now = world
                    .take(&applicant(1), steps::get(&case_of(&view)))
                    .await
                    .unwrap();
                if now.application.revision > view.application.revision {
                    break now;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        view = tokio::time::timeout(Duration::from_secs(10), settled)
            .await
            .unwrap();
        assert_eq!(
            view.application.draft.requested,
            Money::kroner(i64::try_from(round).unwrap())
        );
    }
}

/// Adds to a number under SERIALIZABLE, so that two at once cannot both commit.
async fn add_one(connection: &mut PgConnection, tries: &AtomicU32) -> Result<(), StoreError> {
    tries.fetch_add(1, Ordering::SeqCst);
    sqlx::query("set transaction isolation level serializable")
        .execute(&mut *connection)
        .await?;
    let last: i32 = sqlx::query_scalar("select last from casework.case_counter where year = 1")
        .fetch_one(&mut *connection)
        .await?;
    tokio::time::sleep(Duration::from_millis(2)).await;
    sqlx::query("update casework.case_counter set last = $1 where year = 1")
        .bind(last + 1)
        .execute(connection)
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_transaction_given_up_for_another_is_tried_again() {
    let world = World::new().await;
    world
        .meddle("insert into casework.case_counter (year, last) values (1, 1)")
        .await;
    let tries = Arc::new(AtomicU32::new(0));
    let add = || {
        run_act(&world.pool, tries.clone(), |connection, tries| {
            Box::pin(add_one(connection, tries))
        })
    };
    let (one, other, third) = tokio::join!(add(), add(), add());
    one.and(other).and(third).unwrap();
    let last: i32 = sqlx::query_scalar("select last from casework.case_counter where year = 1")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(last, 4);
    assert!(
        tries.load(Ordering::SeqCst) > 3,
        "at least one had to begin again"
    );
}

/// Says yes, but not to the compiler.
fn world_is_round() -> bool {
    std::hint::black_box(true)
}

#[tokio::test]
async fn a_panic_reaches_the_caller_and_nothing_is_stored() {
    let world = World::new().await;
    let pool = world.pool.clone();
    let acting = async move {
        run_act(&pool, (), |connection, ()| {
            Box::pin(async move {
                sqlx::query("insert into casework.case_counter (year, last) values (1, 1)")
                    .execute(connection)
                    .await?;
                if world_is_round() {
                    panic!("a fault of ours");
                }
                Ok::<(), StoreError>(())
            })
        })
        .await
    };
    let ended = tokio::spawn(acting).await;
    assert!(ended.unwrap_err().is_panic());
    let rows: i64 = sqlx::query_scalar("select count(*) from casework.case_counter")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn the_database_is_told_apart_from_a_refusal() {
    let world = World::new().await;
    let refused = run_act(&world.pool, (), |connection, ()| {
        Box::pin(async move {
            sqlx::query("insert into casework.case_counter (year, last) values (1, 0)")
                .execute(connection)
                .await?;
            Ok::<(), StoreError>(())
        })
    });
    let refused = refused.await.unwrap_err();
    assert!(
        refused.is_refused_by("case_counter_last_range"),
        "{refused:?}"
    );
    assert_eq!(
        refused.to_string(),
        "constraint case_counter_last_range refused the change"
    );

    world.pool.close().await;
    let step = |connection: &mut PgConnection, ()| store_nothing(connection);
    let gone = run_act(&world.pool, (), move |connection, &()| {
        Box::pin(step(connection, ()))
    })
    .await;
    assert!(
        matches!(gone, Err(CaseError::Store(StoreError::Unavailable(_)))),
        "{gone:?}"
    );
}

fn store_nothing(_connection: &mut PgConnection) -> std::future::Ready<Result<(), CaseError>> {
    std::future::ready(Ok(()))
}
