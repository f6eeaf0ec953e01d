//! One scheme's service, started and stopped from code: what programs, `demo` and tests have in
//! common.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use contract::SchemeContract;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{Randomness, SystemRandomness};
use sqlx::PgPool;
use store::StoreError;
use store::pool::PoolSettings;
use tokio_util::sync::CancellationToken;

use crate::desk::Tools;
use crate::edge::{self, Running, ServeError};
use crate::gate::Gate;
use crate::host::{Host, HostError};
use crate::services::Services;

/// How long the pool may take to close: acts that still run hold connections.
const POOL_CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// What a service is started with.
#[derive(Clone)]
pub struct Start {
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Randomness>,
}

impl Start {
    /// With the machine's clock and randomness.
    #[must_use]
    pub fn at(listen: SocketAddr) -> Self {
        Self {
            listen,
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemRandomness),
        }
    }

    /// On a free port of this machine, with this clock.
    #[must_use]
    pub fn local(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            ..Self::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        }
    }
}

/// Why a service could not start, or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no database.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The database cannot be used.
    #[error("the database of {scheme} cannot be used")]
    Database {
        /// The scheme's code.
        scheme: &'static str,
        /// What the store says.
        source: StoreError,
    },
    /// The service cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// A scheme's service that runs.
pub struct RunningService {
    scheme: &'static str,
    running: Running,
    pool: PgPool,
}

impl fmt::Debug for RunningService {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} on {}", self.scheme, self.running.address())
    }
}

/// Starts a scheme's service: brings its database to the present schema, and serves.
///
/// # Errors
/// [`StartError`] says what is missing and what to do.
pub async fn start<S: SchemeContract>(
    host: &Host,
    with: Start,
) -> Result<RunningService, StartError> {
    start_with::<S>(host, with, |services| services).await
}

/// As [`start`], with services of the scheme's own beside the common ones.
///
/// # Errors
/// [`StartError`] says what is missing and what to do.
pub async fn start_with<S: SchemeContract>(
    host: &Host,
    with: Start,
    own: impl FnOnce(Services<S>) -> Services<S>,
) -> Result<RunningService, StartError> {
    let scheme = S::PROFILE.code;
    let database = |source| StartError::Database { scheme, source };
    let settings = PoolSettings {
        connections_max: host.connections_max,
        ..PoolSettings::default()
    };
    let pool = store::pool::open(host.database(scheme).await?, settings)
        .await
        .map_err(database)?;
    store::migrate::migrate(&pool, scheme)
        .await
        .map_err(database)?;
    let stopping = CancellationToken::new();
    let gate = Gate::new(
        host.verifier(),
        Arc::clone(&with.clock),
        Arc::clone(&with.chance),
    );
    let tools = Tools {
        pool: pool.clone(),
        clock: with.clock,
        chance: with.chance,
        stopping: stopping.clone(),
    };
    let (routes, names) = own(Services::<S>::new(gate, tools)).into_parts();
    let running = edge::serve(with.listen, routes, names, stopping).await?;
    tracing::info!(scheme, address = %running.address(), "serving");
    Ok(RunningService {
        scheme,
        running,
        pool,
    })
}

impl RunningService {
    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// The scheme's code.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Its database: for tests, and for checks of what was stored.
    #[must_use]
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits until it ends by itself, which it only does by failing.
    ///
    /// # Errors
    /// [`StartError::Serve`].
    pub async fn ended(&mut self) -> Result<(), StartError> {
        Ok(self.running.ended().await?)
    }

    /// Stops within ten seconds, whatever clients do: nobody new is let in, running calls may end,
    /// the rest is cut.
    ///
    /// # Errors
    /// [`StartError::Serve`] when serving had failed.
    pub async fn stop(self) -> Result<(), StartError> {
        let stopped = self.running.stop().await;
        if tokio::time::timeout(POOL_CLOSES_WITHIN, self.pool.close())
            .await
            .is_err()
        {
            tracing::warn!(
                scheme = self.scheme,
                "acts are still running; the database ends them"
            );
        }
        tracing::info!(scheme = self.scheme, "stopped");
        Ok(stopped?)
    }
}
