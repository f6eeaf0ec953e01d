//! Databases of the embedded server, and how to reach them.

use crate::Server;
use crate::cluster::SUPERUSER;
use crate::error::EmbeddedError;
use crate::home::PORT;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

/// The database every cluster has from the start.
const FIRST: &str = "postgres";

/// SQLSTATE `duplicate_database`.
const DUPLICATE: &str = "42P04";

/// SQLSTATE `unique_violation`: of two programs that make the same database at the same moment,
/// what the second one hears.
const MADE_MEANWHILE: &str = "23505";

impl Server {
    /// Returns the options to connect to `database` over the unix socket, without a password (the
    /// kernel vouches for the user). The environment's `PG…` settings are ignored.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.socket_folder())
            .port(PORT)
            .username(SUPERUSER)
            .ssl_mode(PgSslMode::Disable)
            .database(database)
    }

    /// The same as a URL, which `psql`, `pg_dump` and sqlx understand.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.options(database).to_url_lossy().into()
    }

    /// Makes `name` unless it is there.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when the server refuses or cannot be reached.
    pub async fn ensure_database(&self, name: &str) -> Result<(), EmbeddedError> {
        let made = self
            .run("make", name, format!("create database {}", quoted(name)))
            .await;
        match made {
            Err(EmbeddedError::Database {
                source: sqlx::Error::Database(refused),
                ..
            }) if matches!(refused.code().as_deref(), Some(DUPLICATE | MADE_MEANWHILE)) => Ok(()),
            other => other,
        }
    }

    /// Makes `name` as a copy of `template`, which must have no connections: a fresh database for
    /// each test in milliseconds.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when `name` exists, `template` does not or is in use.
    pub async fn create_from_template(
        &self,
        name: &str,
        template: &str,
    ) -> Result<(), EmbeddedError> {
        self.run(
            "make",
            name,
            format!(
                "create database {} template {}",
                quoted(name),
                quoted(template)
            ),
        )
        .await
    }

    /// Removes `name` if it is there, closing its connections.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when the server refuses or cannot be reached.
    pub async fn drop_database(&self, name: &str) -> Result<(), EmbeddedError> {
        self.run(
            "remove",
            name,
            format!("drop database if exists {} with (force)", quoted(name)),
        )
        .await
    }

    async fn run(&self, what: &'static str, name: &str, sql: String) -> Result<(), EmbeddedError> {
        let failed = |source| EmbeddedError::Database {
            what,
            name: name.to_owned(),
            source,
        };
        let mut connection = PgConnection::connect_with(&self.options(FIRST))
            .await
            .map_err(failed)?;
        // Safe: the only thing put into the text is a quoted name.
        connection
            .execute(AssertSqlSafe(sql))
            .await
            .map_err(failed)?;
        connection.close().await.map_err(failed)
    }
}

/// Quotes a name as an SQL identifier.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
