//! Serves one scheme on one address until told to stop.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tonic::service::Routes;
use tonic_health::server::HealthReporter;
use tonic_web::GrpcWebLayer;

use super::limits::{GRACE, builder};
use super::listen::incoming;

/// Why a server could not start or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error(
        "cannot listen on {address}: {source}. Choose another port, or stop the program that has it"
    )]
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
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), tonic::transport::Error>>,
    health: HealthReporter,
}

impl Running {
    /// Where it listens: the port is the one the system gave when 0 was asked for.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: health says not serving, new calls are refused, running ones may end, and after the grace everything is cut.
    ///
    /// # Errors
    /// [`ServeError`] when serving had failed.
    pub async fn stop(mut self) -> Result<(), ServeError> {
        self.health
            .set_service_status("", tonic_health::ServingStatus::NotServing)
            .await;
        // A receiver that is gone has stopped already.
        let _ = self.stop.send(true);
        match tokio::time::timeout(GRACE, &mut self.task).await {
            Ok(ended) => Ok(ended??),
            Err(_) => {
                // A client that never answers may not hold us: serve_with_incoming_shutdown has no end of its own.
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

/// Listens on an address and serves these routes, with health, reflection (v1 and v1alpha) and gRPC-Web.
///
/// # Errors
/// [`ServeError`] when the address is taken.
pub async fn serve(address: SocketAddr, routes: Routes) -> Result<Running, ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen { address, source })?;
    let address = listener
        .local_addr()
        .map_err(|source| ServeError::Listen { address, source })?;
    let (health, health_service) = tonic_health::server::health_reporter();
    health
        .set_service_status("", tonic_health::ServingStatus::Serving)
        .await;
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(contract::FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let routes = routes
        .add_service(health_service)
        .add_service(reflection().build_v1()?)
        .add_service(reflection().build_v1alpha()?);
    let (stop, stopped) = watch::channel(false);
    let router = builder().layer(GrpcWebLayer::new()).add_routes(routes);
    let task = tokio::spawn(router.serve_with_incoming_shutdown(incoming(listener), told(stopped)));
    Ok(Running {
        address,
        stop,
        task,
        health,
    })
}

async fn told(mut stopped: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is a stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
    // Health has said it; load balancers get a moment to read it.
    tokio::time::sleep(Duration::from_millis(100)).await;
}
