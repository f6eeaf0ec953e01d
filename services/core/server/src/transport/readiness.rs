//! Readiness: the named services of a server are as healthy as its database.
//!
//! The service without a name stays SERVING while the process runs. A supervisor restarts a process
//! that is not alive; a load balancer passes by one that is not ready.

use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tonic_health::ServingStatus;
use tonic_health::server::HealthReporter;

use super::limits::{READINESS_EVERY, READINESS_WITHIN};

/// The health of the named services of one server.
#[derive(Clone)]
pub(super) struct Readiness {
    /// The scheme's code, for the log.
    pub scheme: &'static str,
    pub health: HealthReporter,
    pub services: Vec<&'static str>,
}

impl Readiness {
    /// Gives every named service this status.
    pub async fn set(&self, status: ServingStatus) {
        for service in &self.services {
            self.health.set_service_status(*service, status).await;
        }
    }

    /// Checks the database again and again. The check has a connection of its own: a pool that is
    /// in full use is busy, not gone.
    pub async fn follow(self, database: PgConnectOptions) {
        let mut connection = None;
        let mut was_ready = true;
        loop {
            tokio::time::sleep(READINESS_EVERY).await;
            let checked =
                tokio::time::timeout(READINESS_WITHIN, check(&mut connection, &database)).await;
            let problem = match checked {
                Ok(Ok(())) => None,
                Ok(Err(problem)) => Some(problem.to_string()),
                Err(_) => Some(format!("no answer within {READINESS_WITHIN:?}")),
            };
            if problem.is_none() == was_ready {
                continue;
            }
            was_ready = problem.is_none();
            let scheme = self.scheme;
            match problem {
                None => {
                    tracing::info!(scheme, "ready: the database answers again");
                    self.set(ServingStatus::Serving).await;
                }
                Some(problem) => {
                    tracing::warn!(scheme, problem, "not ready: the database does not answer");
                    self.set(ServingStatus::NotServing).await;
                }
            }
        }
    }
}

/// Asks the database for a sign of life. The connection is kept only after it answered.
async fn check(
    connection: &mut Option<PgConnection>,
    database: &PgConnectOptions,
) -> Result<(), sqlx::Error> {
    let mut open = match connection.take() {
        Some(open) => open,
        None => PgConnection::connect_with(database).await?,
    };
    open.ping().await?;
    *connection = Some(open);
    Ok(())
}
