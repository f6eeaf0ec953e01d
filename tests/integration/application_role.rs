//! The database holds the service too: raw SQL with the service's sign-in.

use server::config::Logins;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection, Executor, PgConnection, PgPool};

use crate::support::cluster::Database;
use crate::support::schemes::{Centres, TestScheme, Training};
use crate::support::world::World;

/// The database as the service signs in to it.
async fn service<S: TestScheme>(world: &World<S>) -> PgPool {
    let logins = world.host.database(S::CODE).await.unwrap();
    PgPoolOptions::new()
        .max_connections(2)
        .connect_with(logins.service)
        .await
        .unwrap()
}

/// Runs statements in one transaction of a reach, and rolls back; the code of a refusal, or the
/// number of rows.
async fn try_out(pool: &PgPool, reach: &str, sql: &'static str) -> Result<u64, String> {
    let begin = format!("begin; set local tildeling.reach = '{reach}'");
    let mut trial = store::pool::begin(pool, &begin).await.unwrap();
    let ended = trial.execute(sql).await;
    ended.map(|done| done.rows_affected()).map_err(|refused| {
        let refused = refused.into_database_error().unwrap();
        refused.code().unwrap().into_owned()
    })
}

const DENIED: &str = "42501";
const RESTRICTED: &str = "23001";
const CHECKED: &str = "23514";

/// Statements that no step runs, and the code of their refusal.
const TRIED: &[(&str, &str)] = &[
    ("create table casework.mine (n integer)", DENIED),
    ("create table public.mine (n integer)", DENIED),
    ("drop table casework.event", DENIED),
    (
        "alter table casework.ledger_account drop constraint ledger_account_not_overdrawn",
        DENIED,
    ),
    (
        "alter table casework.application disable row level security",
        DENIED,
    ),
    ("alter table casework.event disable trigger all", DENIED),
    ("drop policy reach on casework.application", DENIED),
    ("set session_replication_role = replica", DENIED),
    ("set role tildeling", DENIED),
    ("create role other superuser", DENIED),
    ("copy (select 1) to program 'true'", DENIED),
    ("copy (select 1) to '/tmp/tildeling-role-test'", DENIED),
    ("select pg_read_file('/etc/hostname')", DENIED),
    ("select lo_import('/etc/hostname')", DENIED),
    ("delete from casework.event", DENIED),
    ("truncate casework.event", DENIED),
    ("update casework.event set actor = 'other'", DENIED),
    ("update casework.event set hash = previous", DENIED),
    ("update casework.event set payload = ''", DENIED),
    ("update casework.posting set amount_ore = 1", DENIED),
    ("delete from casework.posting", DENIED),
    ("update casework.ledger_account set balance_ore = 1", DENIED),
    ("delete from casework.interest", DENIED),
    ("update casework.interest set person = 'other'", RESTRICTED),
    (
        "update casework.award set amount_ore = 0, reason = '{}'",
        RESTRICTED,
    ),
    ("update casework.allocation_run set document = ''", DENIED),
    ("delete from casework.grant", DENIED),
    ("update casework.decision set amount_ore = 1", RESTRICTED),
    (
        "update casework.allocation set state = jsonb_set(state, '{approved_by}', \
             to_jsonb(proposed_by))",
        CHECKED,
    ),
    (
        "insert into casework.posting (debit_id, credit_id, amount_ore, chain, sequence, at)
             select d.account_id, c.account_id, c.balance_ore + 1, e.chain, e.sequence, now()
             from casework.ledger_account c, casework.ledger_account d,
                 (select * from casework.event limit 1) e
             where c.kind = 'frame' and d.kind = 'committed' limit 1",
        CHECKED,
    ),
];

/// Not the owner's, not the superuser's: no schema, no file, no program, no history, no money past
/// its postings.
#[tokio::test]
async fn what_a_service_never_does_is_refused_to_its_sign_in() {
    let world = World::<Centres>::start().await;
    world.decided_round(3).await;
    let pool = service(&world).await;
    let declared = "insert into casework.interest (call_id, application_id, person, ground, reason, \
                    declared) select call_id, application_id, 'p', 'automatic', 'x', now() \
                    from casework.application";
    world.meddle(declared).await;
    for (sql, code) in TRIED {
        assert_eq!(
            try_out(&pool, "scheme", sql).await,
            Err((*code).to_owned()),
            "{sql}"
        );
    }
    // The control: its owner may.
    let owner = world.pool();
    assert_eq!(try_out(owner, "scheme", TRIED[0].0).await, Ok(0));
    assert_eq!(
        try_out(owner, "scheme", "drop policy reach on casework.application").await,
        Ok(0)
    );
}

/// Every row of a case belongs to an organisation, and no other is shown it; without a reach there
/// are no cases.
#[tokio::test]
async fn a_transaction_is_shown_the_rows_of_its_reach() {
    let world = World::<Centres>::start().await;
    world.decided_round(3).await;
    let pool = service(&world).await;
    let owns: Vec<(String, i64)> = sqlx::query_as(
        "select organisation_number, count(*) from casework.application group by 1 order by 1",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert!(owns.len() > 1);
    let all: i64 = owns.iter().map(|(_, count)| count).sum();
    let applications = "select from casework.application";
    for (reach, count) in owns
        .iter()
        .map(|(own, count)| (own.as_str(), *count))
        .chain([("scheme", all), ("", 0), ("999999999", 0)])
    {
        let seen = try_out(&pool, reach, applications).await;
        assert_eq!(seen, Ok(u64::try_from(count).unwrap()), "{reach}");
    }
    let own = owns[0].0.as_str();
    let foreign = "update casework.application set organisation_name = 'x'
                   where organisation_number <> current_setting('tildeling.reach')";
    assert_eq!(try_out(&pool, own, foreign).await, Ok(0));
    let given = "update casework.application set organisation_number = '999999999'";
    assert_eq!(try_out(&pool, own, given).await, Err("42501".to_owned()));
    // Every table of a case, one by one: what the application does not show is not shown.
    for table in guarded(&world).await {
        let count = format!("select count(*) from {table}");
        let seen: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(seen, 0, "{table} without a reach");
    }
}

async fn guarded<S: TestScheme>(world: &World<S>) -> Vec<String> {
    sqlx::query_scalar(
        "select oid::regclass::text from pg_class
         where relnamespace = 'casework'::regnamespace and relrowsecurity and relforcerowsecurity",
    )
    .fetch_all(world.pool())
    .await
    .unwrap()
}

/// Tables without a policy: of the scheme, of calls, or read by steps that settle between cases. The
/// steps show of them what they say.
const OF_NO_CASE: [&str; 18] = [
    "casework.allocation",
    "casework.allocation_run",
    "casework.appropriation_change",
    "casework.call",
    "casework.case_counter",
    "casework.chain_head",
    "casework.deadline_move",
    "casework.disposal",
    "casework.draw",
    "casework.ledger_account",
    "casework.log_entry",
    "casework.notification_delivery",
    "casework.notification_lane",
    "casework.posting",
    "casework.register_entry",
    "casework.sub_frame",
    "casework.succession",
    "work_training.place_purchase",
];

#[tokio::test]
async fn every_table_with_a_case_has_a_policy() {
    let world = World::<Training>::start().await;
    let open: Vec<String> = sqlx::query_scalar(
        "select c.oid::regclass::text from pg_class c
         where c.relnamespace in ('casework'::regnamespace, 'work_training'::regnamespace)
             and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
         order by 1",
    )
    .fetch_all(world.pool())
    .await
    .unwrap();
    assert_eq!(open, OF_NO_CASE);
}

/// A service starts with a sign-in that the database holds to something, and on a schema that it
/// was built for; each refusal says what to do.
#[tokio::test]
async fn a_mighty_sign_in_and_an_old_schema_are_refused() {
    let database = Database::fresh::<Centres>().await;
    let mighty = Logins {
        service: database.options(),
        owner: None,
    };
    let refused = World::<Centres>::tried(mighty).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the sign-in of user-run-centres to its database is that of a superuser or of a role with \
         BYPASSRLS: its policies would hold it to nothing. Make a role with `create role … login in \
         role tildeling_application` and name it in TILDELING_USER_RUN_CENTRES_DATABASE_URL; the \
         owner's sign-in belongs in TILDELING_USER_RUN_CENTRES_OWNER_DATABASE_URL, which brings the \
         schema up to date"
    );
    let service = || Logins {
        owner: None,
        ..database.logins()
    };
    let current = World::<Centres>::tried(service()).await.unwrap();
    current.stop().await.unwrap();
    let mut owner = PgConnection::connect_with(&database.options())
        .await
        .unwrap();
    let forget = "delete from migration_casework where version >= 41";
    owner.execute(forget).await.unwrap();
    let behind = World::<Centres>::tried(service()).await.unwrap_err();
    assert_eq!(
        behind.to_string(),
        "the database of user-run-centres lacks 1 of this program's migrations, the first of them \
         \"application role\". Name the sign-in of its owner in \
         TILDELING_USER_RUN_CENTRES_OWNER_DATABASE_URL, and they are run at the start"
    );
}
