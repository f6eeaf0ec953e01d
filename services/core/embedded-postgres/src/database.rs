//! Databases of the embedded server, and how to reach them.

use std::io::Write;

use futures_util::TryStreamExt;

use crate::Server;
use crate::cluster::{APPLICATION, SUPERUSER};
use crate::error::EmbeddedError;
use crate::home::PORT;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};

/// The database every cluster has from the start.
const FIRST: &str = "postgres";

/// SQLSTATE `duplicate_database`, `duplicate_object` and `unique_violation`: of two programs that
/// make the same at the same moment, what the second one hears.
const MADE_BEFORE: [&str; 3] = ["42P04", "42710", "23505"];

impl Server {
    /// Returns the options to connect to `database` as its owner over the unix socket, without a
    /// password (the kernel vouches for the user). The environment's `PG…` settings are ignored.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.socket_folder())
            .port(PORT)
            .username(SUPERUSER)
            .ssl_mode(PgSslMode::Disable)
            .database(database)
    }

    /// Returns the options to connect as the application: a role that owns nothing.
    #[must_use]
    pub fn application_options(&self, database: &str) -> PgConnectOptions {
        self.options(database).username(APPLICATION)
    }

    /// The same as a URL, which `psql`, `pg_dump` and sqlx understand.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.options(database).to_url_lossy().into()
    }

    /// Makes `name` unless it is there, and the role of the application.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when the server refuses or cannot be reached.
    pub async fn ensure_database(&self, name: &str) -> Result<(), EmbeddedError> {
        let database = format!("create database {}", quoted(name));
        self.unless_there(name, database).await?;
        self.unless_there(APPLICATION, format!("create role {APPLICATION} login"))
            .await
    }

    /// Runs a statement that makes `name`, where it has not been made.
    async fn unless_there(&self, name: &str, sql: String) -> Result<(), EmbeddedError> {
        match self.run("make", (name, FIRST), sql).await {
            Err(EmbeddedError::Database {
                source: sqlx::Error::Database(refused),
                ..
            }) if MADE_BEFORE.contains(&refused.code().unwrap_or_default().as_ref()) => Ok(()),
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
            (name, FIRST),
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
            (name, FIRST),
            format!("drop database if exists {} with (force)", quoted(name)),
        )
        .await
    }

    /// Runs statements that the program is made with on a database.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when the server refuses or cannot be reached.
    pub async fn script(
        &self,
        name: &str,
        sql: impl Into<String> + Send,
    ) -> Result<(), EmbeddedError> {
        self.run("change", (name, name), sql.into()).await
    }

    /// Writes the rows of a `copy … to stdout`. Returns the number of its lines.
    ///
    /// # Errors
    /// [`EmbeddedError::Database`] when the server refuses or cannot be reached, or `out` takes
    /// no more.
    pub async fn copy_out(
        &self,
        name: &str,
        sql: &'static str,
        out: &mut (impl Write + Send),
    ) -> Result<u64, EmbeddedError> {
        let failed = |source| fault("read", name, source);
        let mut connection = PgConnection::connect_with(&self.unhurried(name))
            .await
            .map_err(failed)?;
        let mut lines = 0;
        let mut parts = connection.copy_out_raw(sql).await.map_err(failed)?;
        while let Some(part) = parts.try_next().await.map_err(failed)? {
            out.write_all(&part)
                .map_err(|error| failed(sqlx::Error::Io(error)))?;
            lines += part.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        drop(parts);
        connection.close().await.map_err(failed)?;
        Ok(lines)
    }

    /// Options without a limit on the time of a statement: it is the program's own, and is waited
    /// for.
    fn unhurried(&self, database: &str) -> PgConnectOptions {
        self.options(database).options([("statement_timeout", "0")])
    }

    /// Runs a statement about `name` in the database `within`.
    async fn run(
        &self,
        what: &'static str,
        (name, within): (&str, &str),
        sql: String,
    ) -> Result<(), EmbeddedError> {
        let failed = |source| fault(what, name, source);
        let mut connection = PgConnection::connect_with(&self.unhurried(within))
            .await
            .map_err(failed)?;
        // Safe: a text of the program's own, with nothing put into it but quoted names and numbers.
        connection
            .execute(AssertSqlSafe(sql))
            .await
            .map_err(failed)?;
        connection.close().await.map_err(failed)
    }
}

fn fault(what: &'static str, name: &str, source: sqlx::Error) -> EmbeddedError {
    EmbeddedError::Database {
        what,
        name: name.to_owned(),
        source,
    }
}

/// Quotes a name as an SQL identifier.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
