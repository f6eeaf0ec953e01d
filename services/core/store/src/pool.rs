//! Connections to the database: their number, their time limits, their tests and their count.

use std::str::FromStr;
use std::time::Duration;

use metrics::gauge;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, PgPool, Postgres, Transaction};

use crate::error::StoreError;
use crate::reach::REACH;

/// The limits of a service's use of its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSettings {
    /// Connections at the most. Four services of 20 leave room below PostgreSQL's default of 100; 8
    /// -> 32 was measured to give +22 % on many small transactions, and most of that by 20.
    pub connections_max: u32,
    /// The longest wait for a connection; the caller then hears that the database is busy. sqlx's
    /// own default of 30 s is longer than clients wait: they would see a deadline instead of a
    /// reason.
    pub acquire_timeout: Duration,
    /// The longest time of a statement. Streams that take longer say `set local statement_timeout`.
    pub statement_timeout: Duration,
    /// The longest wait of a statement for another's lock.
    pub lock_timeout: Duration,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            connections_max: 20,
            acquire_timeout: Duration::from_millis(2_500),
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(5),
        }
    }
}

/// Connections of the service's own work, which sends and measures.
const BACKGROUND_CONNECTIONS: u32 = 4;

/// Gauge of open connections, by database and state (`in_use` or `idle`).
pub const CONNECTIONS: &str = "tildeling_pool_connections";
/// Gauge of transactions that wait for a connection and its BEGIN, by database.
pub const WAITING: &str = "tildeling_pool_waiting";

/// A connection that lay idle longer than this is tested before it is handed out.
const TEST_AFTER_IDLE: Duration = Duration::from_secs(1);

/// Reads a `postgres://` URL.
///
/// # Errors
/// [`StoreError::Database`] when it is none.
pub fn options_from_url(url: &str) -> Result<PgConnectOptions, StoreError> {
    PgConnectOptions::from_str(url).map_err(StoreError::Database)
}

/// Opens a pool and makes its first connection, so that a wrong address shows at once.
///
/// Testing a connection each time it is handed out costs a round trip, measured at 16 % of the
/// throughput; never testing gives the first caller after a database restart an error. So only
/// those are tested that lay idle: on a busy service none, after a quiet night each once.
///
/// Every query is an event of target `sqlx::query` in the span of its step: at level DEBUG, or WARN
/// when it takes longer than a second.
///
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached.
pub async fn open(options: PgConnectOptions, settings: PoolSettings) -> Result<PgPool, StoreError> {
    let pool = pool_options(settings)
        .connect_with(session(options, settings))
        .await?;
    Ok(pool)
}

/// Sets the time limits of a session.
fn session(options: PgConnectOptions, settings: PoolSettings) -> PgConnectOptions {
    options.options([
        (
            "statement_timeout",
            settings.statement_timeout.as_millis().to_string(),
        ),
        (
            "lock_timeout",
            settings.lock_timeout.as_millis().to_string(),
        ),
        ("idle_in_transaction_session_timeout", "5000".to_owned()),
        // Timestamps and dates are compared and printed in UTC, in any zone of the server.
        ("timezone", "UTC".to_owned()),
    ])
}

fn pool_options(settings: PoolSettings) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(settings.connections_max)
        .acquire_timeout(settings.acquire_timeout)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for < TEST_AFTER_IDLE {
                    return Ok(true);
                }
                // An error closes the connection and another is opened.
                connection.ping().await.map(|()| true)
            })
        })
}

/// Opens a second pool, for the service's own work: its queries need no transaction to see the rows
/// of the whole scheme.
#[must_use]
pub fn open_background(options: PgConnectOptions, settings: PoolSettings) -> PgPool {
    let settings = PoolSettings {
        connections_max: BACKGROUND_CONNECTIONS.min(settings.connections_max),
        ..settings
    };
    let reach = [(REACH, "scheme")];
    pool_options(settings).connect_lazy_with(session(options, settings).options(reach))
}

/// Begins a transaction by a statement. In the service the runner is the only caller: a future that
/// is dropped here leaves a connection in a transaction.
///
/// # Errors
/// sqlx's, when there is no connection or BEGIN fails.
pub async fn begin(
    pool: &PgPool,
    statement: &str,
) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
    let _waiting = Waiting::begin(pool);
    // Safe: a text of the runner's own, with nothing put into it but an organisation number.
    let statement = AssertSqlSafe(statement.to_owned());
    #[expect(
        clippy::disallowed_methods,
        reason = "the runner calls this in a task that a caller cannot cancel"
    )]
    pool.begin_with(statement).await
}

/// Counts a transaction as waiting until it is dropped.
struct Waiting(metrics::Gauge);

impl Waiting {
    fn begin(pool: &PgPool) -> Self {
        let waiting = gauge!(WAITING, "database" => database(pool));
        waiting.increment(1);
        Self(waiting)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.decrement(1);
    }
}

/// Records the pool's connections, in use and idle.
pub fn record_connections(pool: &PgPool) {
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    let states = [("in_use", pool.size().saturating_sub(idle)), ("idle", idle)];
    for (state, connections) in states {
        gauge!(CONNECTIONS, "database" => database(pool), "state" => state).set(connections);
    }
}

fn database(pool: &PgPool) -> String {
    pool.connect_options()
        .get_database()
        .unwrap_or_default()
        .to_owned()
}
