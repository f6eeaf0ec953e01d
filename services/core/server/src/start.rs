//! One scheme's service, started and stopped from code: by programs, `demo` and tests.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use contract::SchemeContract;
use domain::calendar::{Clock, SystemClock};
use domain::randomness::{Randomness, SystemRandomness};
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use store::pool::PoolSettings;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::auth::AuthLayer;
use crate::database::{self, DatabaseFault};
use crate::dispatcher::Tools;
use crate::handlers;
use crate::host::{Host, HostError};
use crate::sender::Sender;
use crate::sequencer::Sequencer;
use crate::services::Services;
use crate::sign_in::LoadFaults;
use crate::telemetry;
use crate::transport::{self, RequestIds, Running, ServeError, Serving};

/// The longest wait for the pool to close: acts that still run hold connections.
const POOL_CLOSES_WITHIN: Duration = Duration::from_secs(2);

/// The longest wait for the sender, which was told to stop when serving was.
const SENDER_ENDS_WITHIN: Duration = Duration::from_secs(5);

/// The parts a service is started with.
#[derive(Clone)]
pub struct Start {
    /// The address to listen on; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Randomness>,
}

impl Start {
    /// Returns a start with the machine's clock and randomness.
    #[must_use]
    pub fn at(listen: SocketAddr) -> Self {
        Self {
            listen,
            clock: Arc::new(SystemClock),
            chance: Arc::new(SystemRandomness),
        }
    }

    /// Returns a start on a free port of this machine, with this clock.
    #[must_use]
    pub fn local(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            ..Self::at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
        }
    }
}

/// The parts of a service that only its scheme has.
pub struct Own<S> {
    /// Adds its gRPC services to the common ones.
    pub services: fn(Services<S>) -> Services<S>,
    /// Migrations of its own tables.
    pub tables: Option<fn() -> Migrator>,
}

impl<S> Default for Own<S> {
    fn default() -> Self {
        Self {
            services: |services| services,
            tables: None,
        }
    }
}

/// An error of a service's start or end.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no database.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseFault),
    /// The keys of issuers could not be loaded.
    #[error(transparent)]
    SignIn(#[from] LoadFaults),
    /// The service cannot be served.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// A scheme's service that runs.
pub struct RunningService {
    scheme: &'static str,
    running: Running,
    /// The sender of notifications, where this program sends.
    sender: Option<JoinHandle<()>>,
    /// The sequencer, where this program makes checkpoints.
    sequencer: Option<JoinHandle<()>>,
    pool: PgPool,
    background: PgPool,
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
    start_with::<S>(host, with, Own::default()).await
}

/// Starts as [`start`] does, with what only this scheme has.
///
/// # Errors
/// [`StartError`] says what is missing and what to do.
pub async fn start_with<S: SchemeContract>(
    host: &Host,
    with: Start,
    own: Own<S>,
) -> Result<RunningService, StartError> {
    let scheme = S::PROFILE.code;
    let settings = PoolSettings {
        connections_max: host.connections_max,
        ..PoolSettings::default()
    };
    let verifier = host.verifier();
    verifier.load(with.clock.now()).await?;
    let logins = host.database(scheme).await?;
    let pool = database::open(scheme, &logins, settings, own.tables).await?;
    let background = store::pool::open_background(logins.service.clone(), settings);
    tokio::spawn(telemetry::follow_pool(pool.clone()));
    tokio::spawn(telemetry::follow_frames(background.clone(), scheme));
    let stopping = CancellationToken::new();
    let auth = AuthLayer::new(scheme, verifier, Arc::clone(&with.clock));
    let request_ids = RequestIds::new(Arc::clone(&with.clock), Arc::clone(&with.chance));
    let tools = Tools {
        pool: pool.clone(),
        files: host.files.clone(),
        loopback: host.notifications.loopback,
        clock: Arc::clone(&with.clock),
        chance: Arc::clone(&with.chance),
        stopping: stopping.clone(),
    };
    let services = Services::<S>::new(auth, tools);
    let channels = host.notifications.channels.clone();
    let sequencer = host.checkpoints.clone().map(|(setup, signer)| Sequencer {
        scheme,
        pool: background.clone(),
        clock: Arc::clone(&with.clock),
        setup,
        signer,
        stop: stopping.clone(),
    });
    let sender = channels.map(|channels| Sender {
        scheme,
        pool: background.clone(),
        clock: with.clock,
        chance: with.chance,
        channels,
        news: Arc::clone(services.dispatcher().news()),
        stop: stopping.clone(),
    });
    let common = handlers::add_all(services);
    let (routes, services) = (own.services)(common).into_parts();
    let serving = Serving {
        scheme,
        routes,
        services,
        request_ids,
        database: logins.service,
        stop: stopping,
    };
    let running = transport::serve(with.listen, serving).await?;
    tracing::info!(scheme, address = %running.address(), "serving");
    Ok(RunningService {
        scheme,
        running,
        sender: sender.map(|sender| tokio::spawn(sender.run())),
        sequencer: sequencer.map(|sequencer| tokio::spawn(sequencer.run())),
        pool,
        background,
    })
}

impl RunningService {
    /// Returns the address it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// Returns the scheme's code.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Returns the connections of its steps, for tests that take the database away.
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

    /// Stops within ten seconds, even if clients do not answer: no new connection is let in,
    /// running calls may end, the rest is cut.
    ///
    /// # Errors
    /// [`StartError::Serve`] when serving had failed.
    pub async fn stop(self) -> Result<(), StartError> {
        let stopped = self.running.stop().await;
        if let Some(sender) = self.sender
            && tokio::time::timeout(SENDER_ENDS_WITHIN, sender)
                .await
                .is_err()
        {
            tracing::warn!(
                scheme = self.scheme,
                "the sender is cut off; it delivers again"
            );
        }
        if let Some(sequencer) = self.sequencer
            && tokio::time::timeout(SENDER_ENDS_WITHIN, sequencer)
                .await
                .is_err()
        {
            tracing::warn!(
                scheme = self.scheme,
                "the sequencer is cut off; the next start makes its checkpoint"
            );
        }
        let closed = async { tokio::join!(self.pool.close(), self.background.close()) };
        if tokio::time::timeout(POOL_CLOSES_WITHIN, closed)
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
