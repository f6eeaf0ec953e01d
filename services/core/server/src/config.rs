//! How a service is set up: flags and environment, judged as a whole before anything starts.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser};
use embedded_postgres::default_data_dir;
use sqlx::postgres::PgConnectOptions;
use tracing_subscriber::EnvFilter;

/// Flags and environment of a program that serves.
#[derive(Debug, Clone, Default, Args)]
pub struct HostFlags {
    /// Folder for what the program keeps: the embedded PostgreSQL and the sign-in key.
    #[arg(long, env = "TILDELING_DATA_DIR", value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,
    /// Never install PostgreSQL's programs; stop and say what is missing instead.
    #[arg(long, env = "TILDELING_NO_INSTALL", value_parser = clap::builder::FalseyValueParser::new())]
    pub no_install: bool,
    /// What is logged, as `level` or `target=level,…`.
    #[arg(
        long,
        env = "TILDELING_LOG",
        value_name = "FILTER",
        default_value = "info"
    )]
    pub log: String,
    /// How it is logged: `human` or `json`, one object a line.
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
    /// What every program that serves can be told.
    #[command(flatten)]
    pub host: HostFlags,
}

/// How lines are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object a line, for machines.
    Json,
}

/// A program's setup, judged and found good.
#[derive(Debug, Clone)]
pub struct HostConfig {
    /// Folder for what the program keeps.
    pub data_dir: PathBuf,
    /// Whether PostgreSQL's programs may be installed.
    pub install: bool,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// Connections to the database at the most, for each scheme.
    pub connections_max: u32,
    /// Databases of the user's own, by scheme; the others are embedded.
    pub databases: Vec<(String, PgConnectOptions)>,
}

/// What is wrong with the setup: everything at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigFaults(Vec<String>);

impl ConfigFaults {
    /// The faults, each with the setting's names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Notes a fault.
    pub fn add(&mut self, fault: impl Into<String>) {
        self.0.push(fault.into());
    }

    /// The value of a reading, its fault noted.
    pub fn take<T>(&mut self, read: Result<T, String>) -> Option<T> {
        read.map_err(|fault| self.add(fault)).ok()
    }

    /// The value when nothing was wrong, else the faults.
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

/// The variable that names the database of one scheme: `TILDELING_RENTAL_HOUSING_DATABASE_URL`.
#[must_use]
pub fn database_variable(scheme: &str) -> String {
    let scheme = scheme.to_uppercase().replace('-', "_");
    format!("TILDELING_{scheme}_DATABASE_URL")
}

impl HostFlags {
    /// Judges the setup of a program that serves these schemes, noting every fault.
    pub fn read(
        &self,
        faults: &mut ConfigFaults,
        schemes: &[&str],
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
        let databases = databases(faults, schemes, environment);
        Some(HostConfig {
            data_dir: data_dir?,
            install: !self.no_install,
            log: log?,
            log_format: log_format?,
            connections_max: connections_max?,
            databases,
        })
    }
}

impl ServiceFlags {
    /// Judges the setup of one scheme's program.
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
        let host = self.host.read(&mut faults, &[scheme], environment);
        let own = self
            .database_url
            .as_deref()
            .map(|url| database_url("--database-url (DATABASE_URL)", url));
        let own = own.and_then(|read| faults.take(read));
        let mut config = host.zip(listen);
        if let (Some((host, _)), Some(own)) = (&mut config, own) {
            // The scheme's own variable is the more precise one and wins.
            if host.databases.is_empty() {
                host.databases.push((scheme.to_owned(), own));
            }
        }
        faults.finish(config.map(|(host, listen)| (listen, host)))
    }
}

/// Reads an address to listen on.
///
/// # Errors
/// The fault, with the setting's name.
pub fn address(setting: &str, text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("{setting} is {text:?}, which is no address with a port; write one as in 127.0.0.1:50051")
    })
}

fn databases(
    faults: &mut ConfigFaults,
    schemes: &[&str],
    environment: Environment<'_>,
) -> Vec<(String, PgConnectOptions)> {
    let mut known: Vec<(String, PgConnectOptions)> = Vec::new();
    for scheme in schemes {
        let variable = database_variable(scheme);
        let Some(url) = environment(&variable) else {
            continue;
        };
        let Some(options) = faults.take(database_url(&variable, &url)) else {
            continue;
        };
        let place = |options: &PgConnectOptions| {
            let database = options.get_database().unwrap_or_default().to_owned();
            (options.get_host().to_owned(), options.get_port(), database)
        };
        if let Some((other, _)) = known
            .iter()
            .find(|(_, other)| place(other) == place(&options))
        {
            faults.add(format!(
                "{variable} names the database of {other}; each scheme needs one of its own"
            ));
        }
        known.push(((*scheme).to_owned(), options));
    }
    known
}

/// A URL may hold a password: it is not repeated.
fn database_url(setting: &str, url: &str) -> Result<PgConnectOptions, String> {
    let postgres = ["postgres://", "postgresql://"];
    let options = store::pool::options_from_url(url)
        .ok()
        .filter(|_| postgres.iter().any(|scheme| url.starts_with(scheme)));
    options.ok_or_else(|| {
        format!(
            "{setting} is no PostgreSQL URL; write one as in postgres://user@host:5432/database"
        )
    })
}

fn log_filter(text: &str) -> Result<String, String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!(
            "--log (TILDELING_LOG) is {text:?}, which is no filter; write one as in info or info,server=debug"
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
    text.parse().ok().filter(|number| (1..=1_000).contains(number)).ok_or_else(|| {
        format!("--connections-max (TILDELING_CONNECTIONS_MAX) is {text:?}; choose a number from 1 to 1000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(arguments: &[&str]) -> ServiceFlags {
        let own = ["service"].iter().chain(arguments);
        ServiceFlags::parse_from(own)
    }

    fn nothing(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_defaults_are_good() {
        let (listen, host) = flags(&["--data-dir", "/x"])
            .check("test", &nothing)
            .unwrap();
        assert_eq!(listen.to_string(), "127.0.0.1:50051");
        assert_eq!((host.install, host.connections_max), (true, 20));
        assert_eq!(host.log_format, LogFormat::Human);
        assert!(host.databases.is_empty());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let arguments = [
            "--data-dir=/x",
            "--listen=localhost",
            "--database-url=mysql://secret@x/y",
            "--log=info,=",
            "--log-format=xml",
            "--connections-max=0",
        ];
        let environment = |name: &str| {
            (name == "TILDELING_TEST_SCHEME_DATABASE_URL").then(|| "postgres//nonsense".to_owned())
        };
        let faults = flags(&arguments)
            .check("test-scheme", &environment)
            .unwrap_err();
        for setting in [
            "--listen (TILDELING_LISTEN)",
            "--database-url (DATABASE_URL)",
            "--log (TILDELING_LOG)",
            "--log-format (TILDELING_LOG_FORMAT)",
            "--connections-max (TILDELING_CONNECTIONS_MAX)",
            "TILDELING_TEST_SCHEME_DATABASE_URL",
        ] {
            let named = faults
                .iter()
                .filter(|fault| fault.starts_with(setting))
                .count();
            assert_eq!(named, 1, "{setting} in {faults}");
        }
        assert_eq!(faults.iter().count(), 6, "{faults}");
        assert!(
            !faults.to_string().contains("secret"),
            "a URL can hold a password"
        );
    }

    #[test]
    fn the_schemes_own_variable_wins() {
        let own = |name: &str| {
            (name == "TILDELING_A_DATABASE_URL").then(|| "postgres://h/own".to_owned())
        };
        let flags = flags(&["--data-dir=/x", "--database-url=postgres://h/general"]);
        let database = |scheme: &str| {
            let (_, host) = flags.check(scheme, &own).unwrap();
            host.databases[0].1.get_database().map(str::to_owned)
        };
        assert_eq!(database("a").as_deref(), Some("own"));
        assert_eq!(database("b").as_deref(), Some("general"));
    }

    #[test]
    fn two_schemes_do_not_share_a_database() {
        let same = |_: &str| Some("postgres://h:5432/same".to_owned());
        let mut faults = ConfigFaults::default();
        let flags = flags(&["--data-dir=/x"]).host;
        let _config = flags.read(&mut faults, &["a", "b"], &same);
        assert_eq!(
            faults.to_string(),
            "TILDELING_B_DATABASE_URL names the database of a; each scheme needs one of its own"
        );
    }
}
