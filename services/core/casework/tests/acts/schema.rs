//! The database is brought to the schema once, however many ask.

use domain::money::Money;
use domain::scheme::Scheme;
use store::migrate::migrate;

use crate::pilot::Pilot;
use crate::steps;
use crate::world::{World, administrator};

#[tokio::test]
async fn services_that_start_together_migrate_once() {
    let world = World::new().await;
    world.meddle("drop schema casework cascade").await;
    world.meddle("drop table migration_casework").await;
    let again = || migrate(&world.pool, Pilot::PROFILE.code, None);
    let (one, other, third) = tokio::join!(again(), again(), again());
    one.and(other).and(third).unwrap();
    again().await.unwrap();
    let run: i64 = sqlx::query_scalar("select count(*) from migration_casework")
        .fetch_one(&world.pool)
        .await
        .unwrap();
    assert!(run > 0);
    let vote = steps::appropriate(2026, Money::kroner(2_000_000));
    world.take(&administrator(), vote).await.unwrap();
    world.open_call().await;
}

#[tokio::test]
async fn a_migration_that_was_changed_after_it_ran_is_noticed() {
    let world = World::new().await;
    world
        .meddle("update migration_casework set checksum = '\\x00' where version = 1")
        .await;
    let error = migrate(&world.pool, Pilot::PROFILE.code, None)
        .await
        .unwrap_err();
    assert_eq!(error.to_string(), "the database refused a statement");
}
