//! The setup of a program that serves: flags and environment, checked as a whole before anything
//! starts.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser};
use embedded_postgres::default_data_dir;
use sqlx::postgres::PgConnectOptions;
use tracing_subscriber::EnvFilter;

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
    /// Databases of the user's own, by scheme; the others are embedded.
    pub databases: Vec<(String, PgConnectOptions)>,
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

/// Returns the variable that names a scheme's database: `TILDELING_RENTAL_HOUSING_DATABASE_URL`.
#[must_use]
pub fn database_variable(scheme: &str) -> String {
    let scheme = scheme.to_uppercase().replace('-', "_");
    format!("TILDELING_{scheme}_DATABASE_URL")
}

impl HostFlags {
    /// Checks the setup of a program that serves these schemes, noting every fault. `general` is
    /// the URL of DATABASE_URL: one database, for one scheme. A scheme's own variable wins.
    pub fn read(
        &self,
        faults: &mut ConfigFaults,
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
        let mut databases = databases(faults, schemes, environment);
        if let Some(url) = general {
            let own: Vec<&str> = databases
                .iter()
                .map(|(scheme, _)| scheme.as_str())
                .collect();
            databases.extend(faults.take(general_database(url, schemes, &own)).flatten());
        }
        Some(HostConfig {
            data_dir: data_dir?,
            install: !self.no_install,
            log: log?,
            log_format: log_format?,
            connections_max: connections_max?,
            databases,
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
        let host = self.host.read(&mut faults, &[scheme], general, environment);
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

/// Gives the general database to the one scheme without a database of its own, if several schemes
/// are not waiting for it.
fn general_database(
    url: &str,
    schemes: &[&str],
    own: &[&str],
) -> Result<Option<(String, PgConnectOptions)>, String> {
    let setting = "--database-url (DATABASE_URL)";
    let options = database_url(setting, url)?;
    let without: Vec<&str> = schemes
        .iter()
        .filter(|scheme| !own.contains(*scheme))
        .copied()
        .collect();
    match (schemes, without.as_slice()) {
        (_, []) => Ok(None),
        ([scheme], _) => Ok(Some(((*scheme).to_owned(), options))),
        (_, without) => {
            let variables: Vec<String> = without.iter().copied().map(database_variable).collect();
            Err(format!(
                "{setting} names one database, and each of {} schemes needs one of its own; set \
                 {}, or unset DATABASE_URL to use the embedded PostgreSQL",
                schemes.len(),
                variables.join(", ")
            ))
        }
    }
}

/// Reads a database's URL. It may hold a password and is not repeated in faults.
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
            "--metrics=9000",
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
            "--metrics (TILDELING_METRICS)",
            "TILDELING_TEST_SCHEME_DATABASE_URL",
        ] {
            let named = faults
                .iter()
                .filter(|fault| fault.starts_with(setting))
                .count();
            assert_eq!(named, 1, "{setting} in {faults}");
        }
        assert_eq!(faults.iter().count(), 7, "{faults}");
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
        let _config = flags.read(&mut faults, &["a", "b"], None, &same);
        assert_eq!(
            faults.to_string(),
            "TILDELING_B_DATABASE_URL names the database of a; each scheme needs one of its own"
        );
    }

    #[test]
    fn one_database_for_several_schemes_is_refused() {
        let flags = flags(&["--data-dir=/x"]).host;
        let read = |variables: &'static [&str]| {
            let own = move |name: &str| {
                let set = variables.contains(&name);
                set.then(|| format!("postgres://h/{}", name.to_lowercase()))
            };
            let mut faults = ConfigFaults::default();
            let general = Some("postgres://h/general");
            let config = flags.read(&mut faults, &["a", "b"], general, &own);
            faults.finish(config)
        };
        assert_eq!(
            read(&["TILDELING_A_DATABASE_URL"]).unwrap_err().to_string(),
            "--database-url (DATABASE_URL) names one database, and each of 2 schemes needs one of \
             its own; set TILDELING_B_DATABASE_URL, or unset DATABASE_URL to use the embedded \
             PostgreSQL"
        );
        let both = read(&["TILDELING_A_DATABASE_URL", "TILDELING_B_DATABASE_URL"]);
        assert_eq!(both.unwrap().databases.len(), 2, "each has its own");
    }
}
