//! Serves one scheme on one address until told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_web::GrpcWebLayer;

use super::limits::{GRACE, builder};
use super::listen::incoming;
use super::readiness::Readiness;
use super::reflection;
use super::request::RequestIds;

/// An error of a server's start or end.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}; choose another port, or stop the program that has it")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The contract's description cannot be read.
    #[error("the contract's description cannot be read")]
    Contract(#[from] prost::DecodeError),
    /// The reflection service cannot read the contract.
    #[error("the contract's description cannot be served: {0}")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The transport failed.
    #[error("serving failed: {0}")]
    Transport(#[from] tonic::transport::Error),
    /// The serving task ended by itself.
    #[error("the server's task ended: {0}")]
    Task(#[from] tokio::task::JoinError),
}

/// The services to serve, and what they stand on.
pub struct Serving {
    /// The scheme's code.
    pub scheme: &'static str,
    /// The services, routed.
    pub routes: Routes,
    /// The services' full names, for health and reflection.
    pub services: Vec<&'static str>,
    /// The layer that gives requests their ids.
    pub request_ids: RequestIds,
    /// The database that readiness follows.
    pub database: PgConnectOptions,
    /// Ends the server; long streams must watch it.
    pub stop: CancellationToken,
}

/// A server that runs.
pub struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    cut: CancellationToken,
    task: JoinHandle<Result<(), tonic::transport::Error>>,
    readiness: Readiness,
    follower: JoinHandle<()>,
}

impl Running {
    /// Returns the address it listens on, with the port the system gave when 0 was asked for.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: the named services are told as not serving, streams end, new calls are refused,
    /// running ones may end, and after the grace the rest is cut.
    ///
    /// # Errors
    /// [`ServeError`] when serving had failed.
    pub async fn stop(mut self) -> Result<(), ServeError> {
        self.follower.abort();
        self.readiness.set(ServingStatus::NotServing).await;
        self.stop.cancel();
        let ended = tokio::time::timeout(GRACE, &mut self.task).await;
        // Of the graceful end only the listening is aborted; a client that has stopped answering
        // keeps its connection's task until the socket under it fails.
        self.cut.cancel();
        match ended {
            Ok(ended) => Ok(ended??),
            Err(_) => {
                self.task.abort();
                Ok(())
            }
        }
    }

    /// Waits until serving ends, which it does only by failing or by being stopped elsewhere.
    ///
    /// # Errors
    /// [`ServeError`] when serving failed.
    pub async fn ended(&mut self) -> Result<(), ServeError> {
        Ok((&mut self.task).await??)
    }
}

/// Listens on an address and serves these services, with health, reflection (v1 and v1alpha) and
/// gRPC-Web.
///
/// # Errors
/// [`ServeError::Listen`] when the address is taken.
pub async fn serve(address: SocketAddr, serving: Serving) -> Result<Running, ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })?;
    let address = listener
        .local_addr()
        .map_err(|source| ServeError::Listen { address, source })?;
    // The service without a name is serving from the start, and stays so.
    let (health, health_service) = tonic_health::server::health_reporter();
    let readiness = Readiness {
        scheme: serving.scheme,
        health,
        services: serving.services,
    };
    readiness.set(ServingStatus::Serving).await;
    let contract = reflection::served(&readiness.services)?;
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(&contract)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let routes = serving
        .routes
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?);
    let cut = CancellationToken::new();
    let router = builder()
        .layer(serving.request_ids)
        .layer(GrpcWebLayer::new())
        .add_routes(routes);
    let connections = incoming(listener, cut.clone());
    let told = told(serving.stop.clone());
    let task = tokio::spawn(router.serve_with_incoming_shutdown(connections, told));
    let follower = tokio::spawn(readiness.clone().follow(serving.database));
    Ok(Running {
        address,
        stop: serving.stop,
        cut,
        task,
        readiness,
        follower,
    })
}

async fn told(stop: CancellationToken) {
    stop.cancelled().await;
    // Health has said it; load balancers get a moment to read it.
    tokio::time::sleep(Duration::from_millis(100)).await;
}
