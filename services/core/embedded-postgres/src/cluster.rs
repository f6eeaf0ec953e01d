//! Making a cluster, and the settings every start of the server gets.

use crate::account::Account;
use crate::error::{EmbeddedError, tail};
use crate::home::{Home, PORT, open};
use crate::programs::Programs;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The database superuser, who makes databases and owns their schema.
pub(crate) const SUPERUSER: &str = "tildeling";

/// The role the program signs in as for everything else. It owns nothing, and every database grants
/// it what it needs.
pub(crate) const APPLICATION: &str = "tildeling_application";

/// Settings the operator is not meant to change, with what each one guards.
const SETTINGS: [(&str, &str); 17] = [
    // It is not reachable over a network.
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    // An acknowledged write survives a crash.
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("synchronous_commit", "on"),
    // A statement, a wait or a forgotten transaction must not hold others up. A long export sets
    // its own statement_timeout.
    ("statement_timeout", "30s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "5s"),
    // Four services with a pool each, and their tests.
    ("max_connections", "200"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("lc_messages", "C"),
    // An error's DETAIL and STATEMENT can hold personal data, which has no business in a log.
    ("log_error_verbosity", "terse"),
    ("log_min_error_statement", "panic"),
    ("log_checkpoints", "off"),
    ("logging_collector", "off"),
    // Short queries: compiling them costs more than it saves.
    ("jit", "off"),
];

/// Everything needed to make, start and stop one server.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    pub home: Home,
    pub account: Account,
    pub programs: Programs,
}

impl Cluster {
    /// Makes the cluster unless it exists, and brings the access rules up to date.
    pub fn make(&self) -> Result<(), EmbeddedError> {
        let Home {
            data, unfinished, ..
        } = &self.home;
        if !data.exists() {
            if unfinished.exists() {
                std::fs::remove_dir_all(unfinished)
                    .map_err(EmbeddedError::io("remove", unfinished))?;
            }
            self.initdb(unfinished)?;
            std::fs::rename(unfinished, data)
                .map_err(EmbeddedError::io("move the new cluster to", data))?;
        }
        self.write_access()
    }

    fn initdb(&self, folder: &Path) -> Result<(), EmbeddedError> {
        let mut initdb = self
            .account
            .command(&self.programs.program("initdb"), &self.home.root);
        initdb.arg("--pgdata").arg(folder).args([
            "--username",
            SUPERUSER,
            "--encoding=UTF8",
            "--data-checksums",
        ]);
        initdb.args([
            "--auth-local=peer",
            "--auth-host=reject",
            "--no-instructions",
        ]);
        initdb.args(locale(self.programs.major));
        let failed = |output| EmbeddedError::Initdb {
            data: self.home.data.clone(),
            output,
        };
        let done = initdb
            .output()
            .map_err(|refused| failed(refused.to_string()))?;
        if done.status.success() {
            return Ok(());
        }
        let said = [done.stdout, done.stderr].concat();
        Err(failed(tail(&String::from_utf8_lossy(&said))))
    }

    /// Writes the access rules. The kernel tells the server which user is at the other end of the
    /// socket (`peer`), so there is no password to store, leak or lose, and an accident with the
    /// folder's permissions still lets no other user in.
    fn write_access(&self) -> Result<(), EmbeddedError> {
        let hba = "# Written at every start.\n# TYPE DATABASE USER METHOD\n\
                   local all all peer map=tildeling\n";
        let name = &self.account.name;
        let ident = format!(
            "# Written at every start.\n# MAP SYSTEM-USER DATABASE-USER\n\
             tildeling \"{name}\" {SUPERUSER}\ntildeling root {SUPERUSER}\n\
             tildeling \"{name}\" {APPLICATION}\ntildeling root {APPLICATION}\n"
        );
        self.write("pg_hba.conf", hba)?;
        self.write("pg_ident.conf", &ident)
    }

    /// Replaces one file of the cluster: whole or not at all.
    fn write(&self, name: &str, text: &str) -> Result<(), EmbeddedError> {
        let path = self.home.data.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        let draft = self.home.data.join(format!("{name}.new"));
        if draft.symlink_metadata().is_ok() {
            std::fs::remove_file(&draft).map_err(EmbeddedError::io("remove", &draft))?;
        }
        open(OpenOptions::new().write(true).create_new(true), &draft)?
            .write_all(text.as_bytes())
            .map_err(EmbeddedError::io("write", &draft))?;
        self.account.give(&draft)?;
        std::fs::rename(&draft, &path).map_err(EmbeddedError::io("replace", &path))
    }

    /// The postmaster's command line, without its output.
    pub fn postgres(&self) -> std::process::Command {
        let mut postgres = self
            .account
            .command(&self.programs.program("postgres"), &self.home.root);
        postgres.arg("-D").arg(&self.home.data);
        let sockets = self.home.sockets.display();
        postgres
            .arg("-c")
            .arg(format!("unix_socket_directories={sockets}"));
        postgres.arg("-c").arg(format!("port={PORT}"));
        for (name, value) in SETTINGS {
            postgres.arg("-c").arg(format!("{name}={value}"));
        }
        postgres
    }

    /// The file the postmaster keeps its process number and state in.
    pub fn pid_file(&self) -> PathBuf {
        self.home.data.join("postmaster.pid")
    }
}

/// Text sorts by code point on every machine: an upgrade of the system's locales must not reorder
/// an index. The letters people see in Norwegian order are sorted where they are shown.
fn locale(major: u32) -> &'static [&'static str] {
    if major >= 17 {
        &[
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]
    } else if cfg!(target_os = "macos") {
        // macOS had no C.UTF-8 when these versions were made.
        &["--locale=C", "--lc-ctype=UTF-8"]
    } else {
        &["--locale=C.UTF-8"]
    }
}
