//! The database: killed under load, written by another program, made from nothing.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use embedded_postgres::{Options, Server};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::json;
use server::config::Logins;
use sqlx::postgres::PgPoolOptions;
use tokio::task::JoinSet;
use tonic::Code;

use crate::support::cluster::Database;
use crate::support::person::Person;
use crate::support::round::id;
use crate::support::schemes::{Centres, Children, Rental, TestScheme, Training};
use crate::support::world::World;

/// The process of the server below a folder.
fn postmaster(folder: &Path) -> Option<Pid> {
    let file = std::fs::read_to_string(folder.join("postgresql/data/postmaster.pid")).ok()?;
    file.lines().next()?.parse().ok().map(Pid::from_raw)
}

/// A writer while the database dies: acknowledged creations, and other answers.
struct Load {
    stop: AtomicBool,
    acknowledged: AtomicU32,
    unavailable: AtomicU32,
}

impl Load {
    /// Creates drafts one after the other, the same again until it is answered. Gives what was
    /// acknowledged.
    async fn write(self: Arc<Self>, own: Person, name: String, writer: u32) -> Vec<String> {
        let mut written = Vec::new();
        for n in 0.. {
            if self.stop.load(Ordering::SeqCst) {
                break;
            }
            let mut application = Centres::application(1);
            let name = format!("{name}/applications/{}", id(10 + writer, n));
            application["name"] = name.clone().into();
            let request = json!({ "application": application });
            while let Err(fault) = own.call("CreateApplication", request.clone()).await {
                // The only thing anyone hears of a database that dies is that it is not there.
                assert_eq!(fault.is(), (Code::Unavailable, "UNAVAILABLE"), "{fault}");
                self.unavailable.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            written.push(name);
            self.acknowledged.fetch_add(1, Ordering::SeqCst);
        }
        written
    }

    async fn until(&self, happened: impl Fn(&Self) -> bool) {
        while !happened(self) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// `kill -9` of the postmaster while drafts are written, twice: it comes back by itself, and every
/// acknowledged draft is there.
#[tokio::test]
async fn a_database_killed_under_load_loses_nothing_it_acknowledged() {
    let permissions = std::fs::Permissions::from_mode(0o755);
    let folder = tempfile::Builder::new()
        .permissions(permissions)
        .tempdir()
        .unwrap();
    let path = folder.path().to_owned();
    let server = tokio::task::spawn_blocking(move || Server::start(Options::new(path)))
        .await
        .unwrap()
        .unwrap();
    server.ensure_database("centres").await.unwrap();
    let world = World::<Centres>::on(Logins {
        service: server.application_options("centres"),
        owner: Some(server.options("centres")),
    })
    .await;
    world.open_call().await;
    let load = Arc::new(Load {
        stop: AtomicBool::default(),
        acknowledged: AtomicU32::default(),
        unavailable: AtomicU32::default(),
    });
    let mut writers = JoinSet::new();
    for writer in 0..4 {
        writers.spawn(Arc::clone(&load).write(world.applicant(1), world.call_name(), writer));
    }
    for _ in 0..2 {
        let so_far = load.acknowledged.load(Ordering::SeqCst);
        load.until(|load| load.acknowledged.load(Ordering::SeqCst) > so_far + 20)
            .await;
        let refused = load.unavailable.load(Ordering::SeqCst);
        kill(postmaster(folder.path()).unwrap(), Signal::SIGKILL).unwrap();
        load.until(|load| load.unavailable.load(Ordering::SeqCst) > refused)
            .await;
        let so_far = load.acknowledged.load(Ordering::SeqCst);
        load.until(|load| load.acknowledged.load(Ordering::SeqCst) > so_far + 20)
            .await;
    }
    load.stop.store(true, Ordering::SeqCst);
    let written: Vec<String> = writers.join_all().await.into_iter().flatten().collect();
    let own = world.applicant(1);
    for name in &written {
        own.call("GetApplication", json!({ "name": name }))
            .await
            .unwrap();
    }
    let (applications, events): (i64, i64) = sqlx::query_as(
        "select (select count(*) from casework.application),
             (select count(*) from casework.event where step = 'create_application')",
    )
    .fetch_one(world.pool())
    .await
    .unwrap();
    assert_eq!(usize::try_from(applications).unwrap(), written.len());
    assert_eq!(applications, events, "each told once, whole");
    world.service.stop().await.unwrap();
    tokio::task::spawn_blocking(|| server.stop())
        .await
        .unwrap()
        .unwrap();
}

/// Rows that the domain does not know, each in a column of its own: an error of ours with an id,
/// and not a word of what stands there.
#[tokio::test]
async fn a_row_the_domain_does_not_know_is_an_internal_error_without_detail() {
    let meddlings = [
        "update casework.application set municipality_number = 'SECRET'",
        "update casework.application set organisation_number = 'SECRET'",
        "update casework.application set applicant_kind = 'SECRET'",
        "update casework.application set form = '{\"SECRET\": 1}'",
        "update casework.application set last_step = '\"SECRET\"'",
        "update casework.application set state = jsonb_set(state, '{submission}', '\"SECRET\"')",
    ];
    for meddling in meddlings {
        let world = World::<Centres>::start().await;
        world.open_call().await;
        world.submitted(1).await;
        let kari = world.case_handler();
        let request = json!({ "name": world.application_name(1) });
        kari.call("GetApplication", request.clone()).await.unwrap();
        world.meddle(meddling).await;
        let fault = kari
            .call("GetApplication", request)
            .await
            .expect_err(meddling);
        assert_eq!(fault.is(), (Code::Internal, "INTERNAL"), "{meddling}");
        fault.assert_whole("nb");
        let told = format!("{fault:?}");
        for detail in [
            "SECRET",
            "casework",
            "municipality",
            "submission",
            "column",
            "sql",
            "row",
        ] {
            assert!(!told.contains(detail), "{meddling}: {told}");
        }
        // The service goes on, and so do all other cases.
        world.submitted(2).await;
    }
}

/// Describes what the migrations of a scheme make in one schema of an empty database: tables,
/// columns, constraints, indexes, triggers, comments; the rights of services, and the rows they are
/// shown.
async fn schema<S: TestScheme>(name: &str) -> String {
    let database = Database::empty().await;
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_with(database.options())
        .await
        .unwrap();
    store::migrate::migrate(&pool, S::CODE, S::tables())
        .await
        .unwrap();
    let described: Vec<String> = sqlx::query_scalar(SCHEMA)
        .bind(name)
        .fetch_all(&pool)
        .await
        .unwrap();
    pool.close().await;
    described.join("\n").trim_start().to_owned()
}

/// One line for each thing in the database that is ours.
const SCHEMA: &str = "
    with ours as (
        select c.oid, format('%s.%s', n.nspname, c.relname) as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind in ('r', 'p')
    )
    select line from (
        select name, 0 as part, 0 as place, format(E'\\n%s  -- %s', name, coalesce(obj_description(ours.oid, 'pg_class'), 'NO COMMENT')) as line
        from ours
        union all
        select name, 1, attnum, format('    %s %s%s%s  -- %s', attname, format_type(atttypid, atttypmod),
            case when attnotnull then ' not null' else '' end,
            coalesce(' ' || case attgenerated when 's' then 'generated as ' else 'default ' end
                || pg_get_expr(d.adbin, d.adrelid), case when attidentity <> '' then ' identity' else '' end),
            coalesce(col_description(ours.oid, attnum), 'NO COMMENT'))
        from ours join pg_attribute a on a.attrelid = ours.oid left join pg_attrdef d on d.adrelid = ours.oid and d.adnum = a.attnum
        where attnum > 0 and not attisdropped
        union all
        select name, 2, row_number() over (partition by name order by conname), format('    constraint %s %s', conname, pg_get_constraintdef(con.oid))
        from ours join pg_constraint con on con.conrelid = ours.oid where contype <> 'n'
        union all
        select name, 3, row_number() over (partition by name order by indexrelid::regclass::text), '    ' || pg_get_indexdef(indexrelid)
        from ours join pg_index i on i.indrelid = ours.oid
        where not exists (select from pg_constraint con where con.conindid = i.indexrelid and con.contype in ('p', 'u'))
        union all
        select name, 4, row_number() over (partition by name order by tgname), '    ' || pg_get_triggerdef(t.oid)
        from ours join pg_trigger t on t.tgrelid = ours.oid where not tgisinternal
        union all
        select name, 5, 0, '    services may ' || string_agg(held, ', ' order by held)
        from ours, unnest('{select,insert,update,delete,truncate}'::text[]) as held
        where has_table_privilege('tildeling_application', ours.oid, held)
        group by name
        union all
        select name, 6, attnum, format('    services may update %s', attname)
        from ours join pg_attribute a on a.attrelid = ours.oid
        where attnum > 0 and has_column_privilege('tildeling_application', ours.oid, attnum, 'update')
            and not has_table_privilege('tildeling_application', ours.oid, 'update')
        union all
        select name, 7, 0, format('    policy %s %s', polname, pg_get_expr(polqual, polrelid))
        from ours join pg_policy p on p.polrelid = ours.oid
    ) described
    order by name, part, place, line";

#[tokio::test]
async fn migrations_from_nothing_give_the_approved_schema() {
    insta::assert_snapshot!("schema_casework", schema::<Rental>("casework").await);
    insta::assert_snapshot!(
        "schema_work_training",
        schema::<Training>("work_training").await
    );
}

/// The other schemes have no tables of their own, and all share the same.
#[tokio::test]
async fn schemes_differ_in_their_own_tables_only() {
    let shared = schema::<Rental>("casework").await;
    assert_eq!(schema::<Children>("casework").await, shared);
    assert_eq!(schema::<Centres>("casework").await, shared);
    assert_eq!(schema::<Training>("casework").await, shared);
    assert_eq!(schema::<Rental>("rental_housing").await, "");
}

#[tokio::test]
async fn every_table_and_column_says_what_it_is_for() {
    for name in ["casework", "work_training"] {
        let described = schema::<Training>(name).await;
        let silent: Vec<&str> = described
            .lines()
            .filter(|line| line.contains("NO COMMENT"))
            .collect();
        assert!(silent.is_empty(), "{silent:#?}");
    }
}
