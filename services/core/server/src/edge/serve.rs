//! Serves one scheme on one address until told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;
use tonic_web::GrpcWebLayer;

use super::limits::{GRACE, builder};
use super::listen::incoming;

/// Why a server could not start or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}; choose another port, or stop the program that has it")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
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

/// A server that runs.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    cut: CancellationToken,
    task: JoinHandle<Result<(), tonic::transport::Error>>,
    health: HealthReporter,
    services: Vec<&'static str>,
}

impl Running {
    /// Where it listens: the port is the one the system gave when 0 was asked for.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: health says not serving, streams end, new calls are refused, running ones may end,
    /// and after the grace what is left is cut.
    ///
    /// # Errors
    /// [`ServeError`] when serving had failed.
    pub async fn stop(mut self) -> Result<(), ServeError> {
        for service in &self.services {
            self.health
                .set_service_status(*service, ServingStatus::NotServing)
                .await;
        }
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

/// Listens on an address and serves these routes, with health, reflection (v1 and v1alpha) and
/// gRPC-Web. `stop` ends it, and is what long streams must watch. `services` are the names health
/// knows, beside the empty one for the server.
///
/// # Errors
/// [`ServeError`] when the address is taken.
pub async fn serve(
    address: SocketAddr,
    routes: Routes,
    mut services: Vec<&'static str>,
    stop: CancellationToken,
) -> Result<Running, ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })?;
    let address = listener
        .local_addr()
        .map_err(|source| ServeError::Listen { address, source })?;
    let (health, health_service) = tonic_health::server::health_reporter();
    services.push("");
    for service in &services {
        health
            .set_service_status(*service, ServingStatus::Serving)
            .await;
    }
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(contract::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let routes = routes
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?);
    let cut = CancellationToken::new();
    let router = builder().layer(GrpcWebLayer::new()).add_routes(routes);
    let connections = incoming(listener, cut.clone());
    let task = tokio::spawn(router.serve_with_incoming_shutdown(connections, told(stop.clone())));
    Ok(Running {
        address,
        stop,
        cut,
        task,
        health,
        services,
    })
}

async fn told(stop: CancellationToken) {
    stop.cancelled().await;
    // Health has said it; load balancers get a moment to read it.
    tokio::time::sleep(Duration::from_millis(100)).await;
}
