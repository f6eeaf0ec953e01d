//! Tests of the runner's transactions: to their end, whatever becomes of the caller, and again when
//! the database gives one up.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use casework::CaseError;
use casework::step::{Context, Record};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;
use store::StoreError;
use tokio::sync::Barrier;

use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, administrator, applicant, as_read, asking, case_of};

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

/// Runs SQL, and may panic after it.
#[derive(Serialize)]
struct Execute {
    sql: &'static str,
    panics: bool,
}

impl<S: Scheme> Record<S> for Execute {
    const STEP: StepName = StepName::RecordEntries;
    type Answer = ();

    async fn record(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let executed = sqlx::query(self.sql).execute(&mut *context.db).await;
        executed.map_err(StoreError::from)?;
        assert!(!self.panics, "a fault of ours");
        Ok(())
    }
}

/// Adds to a number under SERIALIZABLE, so that two at once cannot both commit.
#[derive(Serialize)]
struct AddOne {
    #[serde(skip)]
    tries: Arc<AtomicU32>,
    /// The first three tries meet here, between reading and writing.
    #[serde(skip)]
    meeting: Arc<Barrier>,
}

impl<S: Scheme> Record<S> for AddOne {
    const STEP: StepName = StepName::RecordEntries;
    type Answer = ();

    async fn record(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let earlier = self.tries.fetch_add(1, Ordering::SeqCst);
        let first = earlier < 3;
        Ok(self.add(context, first).await.map_err(StoreError::from)?)
    }
}

impl AddOne {
    async fn add(&self, context: &mut Context<'_>, first: bool) -> Result<(), sqlx::Error> {
        sqlx::query("set transaction isolation level serializable")
            .execute(&mut *context.db)
            .await?;
        let last: i32 = sqlx::query_scalar("select last from casework.case_counter where year = 1")
            .fetch_one(&mut *context.db)
            .await?;
        if first {
            self.meeting.wait().await;
        }
        sqlx::query("update casework.case_counter set last = $1 where year = 1")
            .bind(last + 1)
            .execute(&mut *context.db)
            .await?;
        Ok(())
    }
}

#[tokio::test]
async fn a_transaction_given_up_for_another_is_tried_again() {
    let world = World::new().await;
    world
        .meddle("insert into casework.case_counter (year, last) values (1, 1)")
        .await;
    let (tries, meeting) = (Arc::new(AtomicU32::new(0)), Arc::new(Barrier::new(3)));
    let caller = administrator();
    let add = || {
        let (tries, meeting) = (Arc::clone(&tries), Arc::clone(&meeting));
        world.take(&caller, AddOne { tries, meeting })
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

#[tokio::test]
async fn a_panic_reaches_the_caller_and_nothing_is_stored() {
    let world = World::new().await;
    let (runner, actor) = (world.runner.clone(), world.actor(&administrator()));
    let step = Arc::new(Execute {
        sql: "insert into casework.case_counter (year, last) values (1, 1)",
        panics: true,
    });
    let acting = async move { runner.run::<Pilot, Execute, _>(actor, step).await };
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
    let execute = |sql| Execute { sql, panics: false };
    let outside = "insert into casework.case_counter (year, last) values (1, 0)";
    let refused = world.take(&administrator(), execute(outside)).await;
    let Err(CaseError::Store(refused)) = refused else {
        panic!("{refused:?}");
    };
    assert!(
        refused.is_refused_by("case_counter_last_range"),
        "{refused:?}"
    );
    assert_eq!(
        refused.to_string(),
        "constraint case_counter_last_range refused the change"
    );

    world.close().await;
    let gone = world.take(&administrator(), execute("select 1")).await;
    assert!(
        matches!(gone, Err(CaseError::Store(StoreError::Unavailable(_)))),
        "{gone:?}"
    );
}
