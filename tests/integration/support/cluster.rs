//! One embedded PostgreSQL for the whole binary; for each scheme a migrated template, from which
//! every test gets a copy in milliseconds.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use embedded_postgres::{Options, Server};
use server::config::Logins;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use store::pool::PoolSettings;
use tokio::sync::Mutex;

use super::schemes::TestScheme;

/// The server. It is kept between runs of the same user: making a cluster costs half a second, a
/// database milliseconds.
static SERVER: LazyLock<Server> = LazyLock::new(|| std::thread::spawn(prepare).join().unwrap());

/// The templates that have been made in this run, by scheme.
static TEMPLATES: Mutex<BTreeMap<&'static str, String>> = Mutex::const_new(BTreeMap::new());

/// The folder of the server: PostgreSQL's own user, who is not root, has to pass through it.
fn folder() -> PathBuf {
    let user = std::env::var("USER").unwrap_or_else(|_| "nobody".to_owned());
    std::env::temp_dir().join(format!("tildeling-tests-{user}"))
}

fn prepare() -> Server {
    let server = Server::start(Options::new(folder())).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for name in left_behind(&server).await {
            server.drop_database(&name).await.unwrap();
        }
    });
    server
}

/// A name no other run uses at the same time: `tests_<process>_<name>`.
fn name_in_this_run(name: &str) -> String {
    format!("tests_{}_{name}", std::process::id())
}

/// Databases of runs that have ended.
async fn left_behind(server: &Server) -> Vec<String> {
    let mut connection = PgConnection::connect_with(&server.options("postgres"))
        .await
        .unwrap();
    let names: Vec<String> =
        sqlx::query_scalar(r"select datname from pg_database where datname like 'tests\_%'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    connection.close().await.unwrap();
    let runs = |name: &String| {
        let process = name.split('_').nth(1).unwrap_or_default();
        PathBuf::from("/proc").join(process).exists()
    };
    names.into_iter().filter(|name| !runs(name)).collect()
}

/// A database with a scheme's schema, used by one test; removed when it is dropped.
#[derive(Debug)]
pub struct Database {
    name: String,
}

impl Database {
    /// A fresh one.
    pub async fn fresh<S: TestScheme>() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = name_in_this_run(&number.to_string());
        let template = template::<S>().await;
        SERVER.create_from_template(&name, &template).await.unwrap();
        Self { name }
    }

    /// An empty one: not even migrated.
    pub async fn empty() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = name_in_this_run(&format!("empty_{number}"));
        started().await;
        SERVER.ensure_database(&name).await.unwrap();
        Self { name }
    }

    /// Returns the options that connect to it as its owner.
    pub fn options(&self) -> PgConnectOptions {
        SERVER.options(&self.name)
    }

    /// Returns the sign-ins of a service.
    pub fn logins(&self) -> Logins {
        Logins {
            service: SERVER.application_options(&self.name),
            owner: Some(self.options()),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        // Beside the test, whose runtime may be gone; what the end of the process cuts off is
        // removed by the next run.
        std::thread::spawn(move || {
            if let Ok(runtime) = tokio::runtime::Runtime::new() {
                let _ = runtime.block_on(SERVER.drop_database(&name));
            }
        });
    }
}

/// Starting the server blocks: not on a thread that other tests wait for.
async fn started() {
    tokio::task::spawn_blocking(|| LazyLock::force(&SERVER))
        .await
        .unwrap();
}

/// The name of the scheme's template, made by the first test that asks.
async fn template<S: TestScheme>() -> String {
    let scheme = S::CODE;
    started().await;
    let mut templates = TEMPLATES.lock().await;
    if let Some(name) = templates.get(scheme) {
        return name.clone();
    }
    let name = name_in_this_run(&format!("template_{}", scheme.replace('-', "_")));
    SERVER.ensure_database(&name).await.unwrap();
    let pool = store::pool::open(SERVER.options(&name), PoolSettings::default())
        .await
        .unwrap();
    store::migrate::migrate(&pool, scheme, S::tables())
        .await
        .unwrap();
    pool.close().await;
    templates.insert(scheme, name.clone());
    name
}
