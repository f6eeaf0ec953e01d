//! Errors of the embedded server: the failure, its place, and the operator's remedy.

use std::io;
use std::path::{Path, PathBuf};

/// A failure of the embedded PostgreSQL.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// Root keeps its data in `/var/lib`; everyone else needs a home folder.
    #[error(
        "no folder for the data: neither XDG_STATE_HOME nor HOME is set to an absolute path; name \
         a data folder, or set DATABASE_URL"
    )]
    NoDataDir,

    /// No server on this machine, and none was installed.
    #[error(
        "PostgreSQL's server programs, version {wanted}, are not on this machine (looked in \
         {looked_in}). Install them with `{advice}`, name their folder in {variable}, or set \
         DATABASE_URL to a server of your own"
    )]
    NoPrograms {
        /// The versions that would have served, in words.
        wanted: String,
        /// The folders that were searched.
        looked_in: String,
        /// The line that installs the programs here.
        advice: String,
        /// The environment variable that names a folder of programs.
        variable: &'static str,
    },

    /// There is a server, but of another version than the one that made the data.
    #[error(
        "the data in {} was made by PostgreSQL {cluster}, and this machine has version {found} \
         only; install version {cluster} beside it, move the data over with pg_upgrade, or choose \
         another data folder", data.display()
    )]
    OtherVersion {
        /// The cluster.
        data: PathBuf,
        /// The major version that made it.
        cluster: u32,
        /// The major version found.
        found: u32,
    },

    /// The folder the operator named does not hold what is needed.
    #[error(
        "{variable} names {}, but {why}; let it name the folder that holds both `initdb` and \
         `postgres`", folder.display()
    )]
    UnfitPrograms {
        /// The environment variable that named the folder.
        variable: &'static str,
        /// The folder it named.
        folder: PathBuf,
        /// The fault.
        why: String,
    },

    /// The package manager was run and failed, or left no usable server behind.
    #[error(
        "installing PostgreSQL with `{command}` failed: {output}. Run it by hand, or set \
         DATABASE_URL to a server of your own"
    )]
    Install {
        /// The command line that was run.
        command: String,
        /// The end of what it printed.
        output: String,
    },

    /// PostgreSQL looks its user up by number and gives up when there is no entry.
    #[error(
        "user number {uid} has no entry in the user database, which PostgreSQL requires; add one \
         to /etc/passwd, run as another user, or set DATABASE_URL"
    )]
    NoAccount {
        /// The user number without a name.
        uid: u32,
    },

    /// For root the server runs as an ordinary user, which must be able to walk to its data.
    #[error(
        "PostgreSQL runs as `{user}` here, never as root, and `{user}` may not pass through {}; \
         choose a data folder every user can reach, such as /var/lib/tildeling, or `chmod o+x` \
         that folder", folder.display()
    )]
    Unreachable {
        /// The first folder on the way that is closed.
        folder: PathBuf,
        /// The user the server would run as.
        user: String,
    },

    /// The data belongs to another user.
    #[error(
        "{} belongs to user number {owner}, and this program runs as `{user}`; run as the owner, \
         or choose another data folder", path.display()
    )]
    NotOwner {
        /// The file or folder.
        path: PathBuf,
        /// The owner's user number.
        owner: u32,
        /// The user this program runs as.
        user: String,
    },

    /// Another program has been starting or stopping the same server for longer than our patience.
    #[error(
        "another program has been starting or stopping the server in {} for {seconds} s; see who \
         holds {} (for example with `fuser`), or choose another data folder",
        home.display(), lock.display()
    )]
    Busy {
        /// The server's folder.
        home: PathBuf,
        /// The lock the other program holds.
        lock: PathBuf,
        /// The time waited, in seconds.
        seconds: u64,
    },

    /// `initdb` refused.
    #[error("a new database cluster could not be made in {}: {output}", data.display())]
    Initdb {
        /// The folder the cluster was to be in.
        data: PathBuf,
        /// The end of what `initdb` printed.
        output: String,
    },

    /// The server gave up while starting, for a reason that waiting does not cure.
    #[error(
        "PostgreSQL would not start on {}: {output} (whole log: {})",
        data.display(), log.display()
    )]
    Start {
        /// The cluster.
        data: PathBuf,
        /// The server's log.
        log: PathBuf,
        /// The end of the log.
        output: String,
    },

    /// The server was not ready in time.
    #[error(
        "PostgreSQL on {} was not ready after {seconds} s: {output} (whole log: {}). After a crash \
         of the machine recovery can take long: try again", data.display(), log.display()
    )]
    NotReady {
        /// The cluster.
        data: PathBuf,
        /// The server's log.
        log: PathBuf,
        /// The end of the log.
        output: String,
        /// The time waited, in seconds.
        seconds: u64,
    },

    /// The server outlived both a fast and an immediate stop.
    #[error(
        "PostgreSQL (process {pid}) did not stop within {seconds} s; its log is {}", log.display()
    )]
    NotStopped {
        /// The postmaster's process number.
        pid: i32,
        /// The server's log.
        log: PathBuf,
        /// The time waited, in seconds.
        seconds: u64,
    },

    /// The operating system refused something.
    #[error("could not {what} {}: {source}", path.display())]
    Io {
        /// The act, as a verb phrase.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },

    /// The server refused a statement about a whole database.
    #[error("could not {what} database `{name}`: {source}")]
    Database {
        /// The act, as a verb phrase.
        what: &'static str,
        /// The database.
        name: String,
        /// The server's answer.
        source: sqlx::Error,
    },
}

impl EmbeddedError {
    /// For `map_err`: the system refused to do `what` to `path`.
    pub(crate) fn io<E: Into<io::Error>>(
        what: &'static str,
        path: &Path,
    ) -> impl FnOnce(E) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            what,
            path,
            source: source.into(),
        }
    }
}

/// The end of a program's output on one line, short enough to stand in an error.
pub(crate) fn tail(output: &str) -> String {
    let lines: Vec<&str> = output
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let last = lines.len().saturating_sub(6);
    match lines.get(last..) {
        Some(end) if !end.is_empty() => end.join(" | "),
        _ => "it printed nothing".to_owned(),
    }
}
