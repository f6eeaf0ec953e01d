//! The database is brought to the schema once, however many ask, and with the money it had.

use domain::money::Money;
use domain::scheme::Scheme;
use sqlx::migrate::Migrator;
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

/// Brings a database to the schema before the ledger, with money in it.
async fn before_ledger(world: &World) {
    world.meddle("drop schema casework cascade").await;
    world.meddle("drop table migration_casework").await;
    let all = sqlx::migrate!("../../../migrations/casework");
    let before: Vec<_> = all.iter().take(6).cloned().collect();
    let mut migrator = Migrator::with_migrations(before);
    migrator.dangerous_set_table_name("migration_casework");
    migrator.run(&world.pool).await.unwrap();
    let money = sqlx::raw_sql(include_str!("before_ledger.sql"));
    money.execute(&world.pool).await.unwrap();
}

#[tokio::test]
async fn money_from_before_the_ledger_is_posted() {
    let world = World::new().await;
    before_ledger(&world).await;
    migrate(&world.pool, Pilot::PROFILE.code, None)
        .await
        .unwrap();
    let balances: Vec<(String, Option<String>, i64)> = sqlx::query_as(
        "select kind, sub_frame, sum(balance_ore)::bigint from casework.ledger_account
         group by kind, sub_frame order by kind, sub_frame",
    )
    .fetch_all(&world.pool)
    .await
    .unwrap();
    let balances = balances.iter();
    let balances = balances.map(|(kind, frame, ore)| (kind.as_str(), frame.as_deref(), *ore));
    assert_eq!(
        balances.collect::<Vec<_>>(),
        [
            ("appropriation", None, 0),
            ("attested", Some("national"), 10_000),
            ("committed", Some("national"), 35_000),
            ("frame", Some("local"), 5_000),
            // What was cancelled is back: it used to stay promised.
            ("frame", Some("national"), 45_000),
            ("paid", Some("national"), 10_000),
            ("vote", None, -105_000),
        ]
    );
}

/// The control: a committed sum that no grants come to is not migrated, and nothing else is.
#[tokio::test]
async fn money_that_does_not_match_is_not_migrated() {
    let world = World::new().await;
    world.untie();
    before_ledger(&world).await;
    world
        .meddle(
            "update casework.sub_frame set committed_ore = 60001 where code = 'national' \
             and call_id = 'old-2026'",
        )
        .await;
    let refused = migrate(&world.pool, Pilot::PROFILE.code, None).await;
    assert!(refused.is_err());
    let committed: i64 = sqlx::query_scalar(
        "select committed_ore from casework.sub_frame where code = 'national' \
         and call_id = 'old-2026'",
    )
    .fetch_one(&world.pool)
    .await
    .unwrap();
    assert_eq!(committed, 60_001);
}
