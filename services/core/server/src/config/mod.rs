//! The setup of a program that serves: flags and environment, checked as a whole before anything
//! starts.

mod checkpoints;
mod databases;
mod documents;
mod notifications;
mod sign_in;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

pub use casework::document::Files;
use clap::{Args, Parser};
use embedded_postgres::default_data_dir;
use tracing_subscriber::EnvFilter;

pub use self::checkpoints::CheckpointFlags;
pub use self::databases::{Logins, database_variable, owner_variable};
use self::databases::{databases, general_database};
pub use self::documents::DocumentFlags;
pub use self::notifications::{NotificationFlags, Notifications};
pub use self::sign_in::{SignIn, SignInFlags};
pub use crate::sequencer::CheckpointSetup;

/// Flags and environment of every program that serves.
#[derive(Debug, Clone, Default, Args)]
pub struct HostFlags {
    /// Folder for what the program keeps: the embedded PostgreSQL and the sign-in key.
    #[arg(long, env = "TILDELING_DATA_DIR", value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Never install PostgreSQL's programs; stop and say what is missing instead.
    #[arg(
        long,
        env = "TILDELING_NO_INSTALL",
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub no_install: bool,
    /// The log's filter, as `level` or `target=level,…`; `info,sqlx::query=debug` shows queries.
    #[arg(
        long,
        env = "TILDELING_LOG",
        value_name = "FILTER",
        default_value = "info"
    )]
    pub log: String,
    /// The log's format: `human`, or `json` with one object a line.
    #[arg(
        long,
        env = "TILDELING_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "human"
    )]
    pub log_format: String,
    /// Connections to the database at the most, for each scheme.
    #[arg(
        long,
        env = "TILDELING_CONNECTIONS_MAX",
        value_name = "NUMBER",
        default_value = "20"
    )]
    pub connections_max: String,
    /// The flags of documents.
    #[command(flatten)]
    pub documents: DocumentFlags,
    /// The flags of notifications.
    #[command(flatten)]
    pub notifications: NotificationFlags,
    /// The flags of checkpoints.
    #[command(flatten)]
    pub checkpoints: CheckpointFlags,
    /// Address to serve metrics on, in Prometheus' format; none when unset.
    #[arg(long, env = "TILDELING_METRICS", value_name = "ADDRESS:PORT")]
    pub metrics: Option<String>,
    /// Collector to send traces to over OTLP, as in http://127.0.0.1:4318/v1/traces; none when
    /// unset.
    #[cfg(feature = "otlp")]
    #[arg(long, env = "TILDELING_TRACES", value_name = "URL")]
    pub traces: Option<String>,
}

/// Flags and environment of one scheme's own program.
#[derive(Debug, Clone, Default, Parser)]
#[command(version, about = "One grant scheme as a gRPC service")]
pub struct ServiceFlags {
    /// Address to listen on; port 0 lets the system choose.
    #[arg(
        long,
        env = "TILDELING_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:50051"
    )]
    pub listen: String,
    /// A PostgreSQL of your own, `postgres://user@host/database`, instead of the embedded one.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// The flags of sign-in.
    #[command(flatten)]
    pub sign_in: SignInFlags,
    /// The flags of every program that serves.
    #[command(flatten)]
    pub host: HostFlags,
}

/// The format of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object a line, for machines.
    Json,
}

/// A program's setup, checked.
#[derive(Debug, Clone)]
pub struct HostConfig {
    /// Folder of the embedded PostgreSQL and the sign-in key.
    pub data_dir: PathBuf,
    /// `true` if PostgreSQL's programs may be installed.
    pub install: bool,
    /// The log's filter.
    pub log: String,
    /// The log's format.
    pub log_format: LogFormat,
    /// Connections to the database at the most, for each scheme.
    pub connections_max: u32,
    /// The issuers whose tokens are taken.
    pub sign_in: SignIn,
    /// Databases of the user's own, by scheme; the others are embedded.
    pub databases: Vec<(String, Logins)>,
    /// The place of documents' contents, and the virus scanner.
    pub files: Files,
    /// What is done with notifications.
    pub notifications: Notifications,
    /// Checkpoints of the log; `None` where the program makes none.
    pub checkpoints: Option<CheckpointSetup>,
    /// Address to serve metrics on.
    pub metrics: Option<SocketAddr>,
    /// Collector to send traces to.
    #[cfg(feature = "otlp")]
    pub traces: Option<String>,
}

/// The faults of a setup, all at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigFaults(Vec<String>);

impl ConfigFaults {
    /// Returns the faults, each with the setting's names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Notes a fault.
    pub fn add(&mut self, fault: impl Into<String>) {
        self.0.push(fault.into());
    }

    /// Returns the value of a reading, its fault noted.
    pub fn take<T>(&mut self, read: Result<T, String>) -> Option<T> {
        read.map_err(|fault| self.add(fault)).ok()
    }

    /// Returns the value when there are no faults.
    ///
    /// # Errors
    /// The faults.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, ConfigFaults> {
        value.filter(|_| self.0.is_empty()).ok_or(self)
    }
}

impl fmt::Display for ConfigFaults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.join("\n"))
    }
}

impl std::error::Error for ConfigFaults {}

/// The environment, handed in so that a test can make one.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

impl HostFlags {
    /// Checks the setup of a program that serves these schemes, noting every fault. `general` is
    /// the URL of DATABASE_URL: one database, for one scheme. A scheme's own variable wins.
    pub fn read(
        &self,
        faults: &mut ConfigFaults,
        sign_in: Option<SignIn>,
        schemes: &[&str],
        general: Option<&str>,
        environment: Environment<'_>,
    ) -> Option<HostConfig> {
        let data_dir = match &self.data_dir {
            Some(folder) => Some(folder.clone()),
            None => faults.take(
                default_data_dir()
                    .map_err(|problem| format!("--data-dir (TILDELING_DATA_DIR): {problem}")),
            ),
        };
        let log = faults.take(log_filter(&self.log));
        let log_format = faults.take(log_format(&self.log_format));
        let connections_max = faults.take(connections(&self.connections_max));
        let metrics = self
            .metrics
            .as_deref()
            .map(|text| address("--metrics (TILDELING_METRICS)", text));
        let metrics = metrics.and_then(|read| faults.take(read));
        let files = self.documents.read(faults, environment);
        let notifications = self.notifications.read(faults, environment);
        let checkpoints = data_dir.as_deref();
        let checkpoints = checkpoints.and_then(|folder| self.checkpoints.read(faults, folder));
        let mut databases = databases(faults, schemes, environment);
        if let Some(url) = general {
            let own: Vec<&str> = databases
                .iter()
                .map(|(scheme, _)| scheme.as_str())
                .collect();
            let general = general_database(faults, url, (schemes, &own), environment);
            databases.extend(general);
        }
        Some(HostConfig {
            data_dir: data_dir?,
            install: !self.no_install,
            log: log?,
            log_format: log_format?,
            connections_max: connections_max?,
            sign_in: sign_in?,
            databases,
            files: files?,
            notifications: notifications?,
            checkpoints: Some(checkpoints?),
            metrics,
            #[cfg(feature = "otlp")]
            traces: self.traces.clone(),
        })
    }
}

impl ServiceFlags {
    /// Checks the setup of one scheme's program.
    ///
    /// # Errors
    /// Every fault there is.
    pub fn check(
        &self,
        scheme: &str,
        environment: Environment<'_>,
    ) -> Result<(SocketAddr, HostConfig), ConfigFaults> {
        let mut faults = ConfigFaults::default();
        let listen = faults.take(address("--listen (TILDELING_LISTEN)", &self.listen));
        let general = self.database_url.as_deref();
        let sign_in = self.sign_in.read(&mut faults);
        let host = self
            .host
            .read(&mut faults, sign_in, &[scheme], general, environment);
        faults.finish(listen.zip(host))
    }
}

/// Reads an address to listen on.
///
/// # Errors
/// The fault, with the setting's name.
pub fn address(setting: &str, text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!(
            "{setting} is {text:?}, which is no address with a port; write one as in \
             127.0.0.1:50051"
        )
    })
}

fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!(
            "--log (TILDELING_LOG) is {text:?}, which is no filter; write one as in info or \
             info,server=debug"
        )),
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "human" => Ok(LogFormat::Human),
        "json" => Ok(LogFormat::Json),
        other => Err(format!(
            "--log-format (TILDELING_LOG_FORMAT) is {other:?}; choose human or json"
        )),
    }
}

fn connections(text: &str) -> Result<u32, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (1..=1_000).contains(number));
    number.ok_or_else(|| {
        format!(
            "--connections-max (TILDELING_CONNECTIONS_MAX) is {text:?}; choose a number from 1 to \
             1000"
        )
    })
}
