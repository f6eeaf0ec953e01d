//! Connections to the database: how many, how patient, and when one is tested.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection, PgPool};

use crate::error::StoreError;

/// How a service uses its database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSettings {
    /// Connections at the most. Four services of 20 leave room below PostgreSQL's default of 100; 8
    /// -> 32 was measured to give +22 % on many small transactions, and most of that by 20.
    pub connections_max: u32,
    /// How long a caller waits for a connection before it hears that the database is busy. sqlx's
    /// own default of 30 s is longer than clients wait: they would see a deadline instead of a
    /// reason.
    pub acquire_timeout: Duration,
    /// How long a statement may run. Streams that take longer say `set local statement_timeout`.
    pub statement_timeout: Duration,
    /// How long a statement waits for another's lock.
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
/// # Errors
/// [`StoreError::Unavailable`] when the database cannot be reached.
pub async fn open(options: PgConnectOptions, settings: PoolSettings) -> Result<PgPool, StoreError> {
    let options = options.options([
        (
            "statement_timeout",
            settings.statement_timeout.as_millis().to_string(),
        ),
        (
            "lock_timeout",
            settings.lock_timeout.as_millis().to_string(),
        ),
        ("idle_in_transaction_session_timeout", "5000".to_owned()),
        // Timestamps and dates are compared and printed in UTC, whatever the server's zone is.
        ("timezone", "UTC".to_owned()),
    ]);
    let pool = PgPoolOptions::new()
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
        .connect_with(options)
        .await?;
    Ok(pool)
}
