//! A PostgreSQL server that runs as long as the program does.
//!
//! With no `DATABASE_URL` the program runs a server itself: it finds the server programs on the
//! machine (or installs them), makes a cluster under its data folder, and has it listen on a unix
//! socket only. When the program ends, so does the server. It is meant for trying things out and
//! for tests: there is no backup, no standby and no second machine.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use embedded_postgres::{Options, Server, default_data_dir};
//!
//! let options = Options::new(default_data_dir()?);
//! // Starting blocks: 30 ms as a rule, half a second for a new cluster, minutes when programs are
//! // installed first.
//! let server = tokio::task::spawn_blocking(|| Server::start(options)).await??;
//! server.ensure_database("rental_housing").await?;
//! let pool = sqlx::PgPool::connect_with(server.options("rental_housing")).await?;
//! pool.close().await;
//! tokio::task::spawn_blocking(|| server.stop()).await??;
//! # Ok(()) }
//! ```
//!
//! # Guarantees
//!
//! * **User.** PostgreSQL refuses root. Root hands the server to the first of the stand-ins in
//!   `account.rs` that exists; a cluster stays with the user that first owned it.
//! * **Access.** The folder of the socket is closed to other users, and the server asks the kernel
//!   which user is calling (`peer`): the program's user, the server's user and root get in. There
//!   is no password to keep.
//! * **Several programs on one data folder share the server** (two scheme services started by hand,
//!   say): the first starts it, the last one out stops it. Start and stop are taken in turns under
//!   a lock, so there are never two servers on one cluster.
//! * **`kill -9` of the program**: a watchdog, woken by the kernel, stops the server, unless others
//!   use it (`lease.rs`).
//! * **`kill -9` of the server**: it is started again within a second or two, and what was
//!   acknowledged is there. Of both, and of the watchdog: the next start adopts the orphan.
//! * **A cluster is made whole or not at all**, with data checksums, in UTF-8, sorting by code
//!   point; and is only opened by the version that made it.
//! * **Settings** that guard the data and the queue stand in `cluster.rs`: statements end after 30
//!   s, waits for a lock and idle transactions after 5 s. An export that takes longer says
//!   `set local statement_timeout`.

mod account;
mod cluster;
mod database;
mod error;
mod home;
mod install;
mod lease;
mod postmaster;
mod process;
mod programs;
mod supervisor;

pub use error::EmbeddedError;
pub use home::default_data_dir;
pub use programs::PROGRAMS_VARIABLE;

use account::Account;
use cluster::Cluster;
use home::Home;
use install::Plan;
use programs::{Programs, Search};
use std::path::{Path, PathBuf};
use std::time::Duration;
use supervisor::Supervisor;

/// Settings of the embedded server.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program's data folder; the server takes `postgresql/` in it. Made if need be. Relative
    /// paths count from the current folder.
    pub data_dir: PathBuf,
    /// `true` if missing server programs may be installed with the system's package manager
    /// (`--no-install` clears it).
    pub install: bool,
    /// The longest wait for a server to become ready: it may have to recover from a crash first.
    pub patience: Duration,
    /// Prints the one line that says which programs are about to be installed, or should be.
    pub announce: fn(&str),
}

impl Options {
    /// The usual choices: install if need be, wait up to two minutes, keep data safe, announce on
    /// standard error.
    #[must_use]
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            install: true,
            patience: Duration::from_secs(120),
            announce: |line| eprintln!("{line}"),
        }
    }
}

/// A running server. Dropping it stops it (see [`Server::stop`]), and so does the end of the
/// program, even by `kill -9`.
#[derive(Debug)]
pub struct Server {
    sockets: PathBuf,
    /// `None` only while being stopped.
    supervisor: Option<Supervisor>,
}

impl Server {
    /// Returns when the server accepts connections. Blocks: call it before the runtime starts, or
    /// in `spawn_blocking`.
    ///
    /// # Errors
    /// Each says what failed, where, and what to do; see [`EmbeddedError`].
    pub fn start(options: Options) -> Result<Self, EmbeddedError> {
        let data_dir = std::path::absolute(&options.data_dir).map_err(EmbeddedError::io(
            "make absolute the path",
            &options.data_dir,
        ))?;
        let home = Home::below(&data_dir)?;
        let programs = programs_for(&home, &options, &Search::from_environment())?;
        // After the programs: installing them may be what makes the user `postgres`.
        let account = Account::choose(&home.root)?;
        home.prepare(&account)?;
        let sockets = home.sockets.clone();
        let cluster = Cluster {
            home,
            account,
            programs,
        };
        let supervisor = Supervisor::start(cluster, options.patience)?;
        Ok(Self {
            sockets,
            supervisor: Some(supervisor),
        })
    }

    /// Leaves the server; returns when it has stopped, which it only does if no other program uses
    /// it. Connections still open are cut off.
    ///
    /// # Errors
    /// [`EmbeddedError::NotStopped`] if it outlives a fast and an immediate stop,
    /// [`EmbeddedError::Busy`] if another program takes longer than the patience given at the start
    /// to start or stop it.
    pub fn stop(mut self) -> Result<(), EmbeddedError> {
        self.leave()
    }

    /// The folder of the unix socket.
    #[must_use]
    pub fn socket_folder(&self) -> &Path {
        &self.sockets
    }

    fn leave(&mut self) -> Result<(), EmbeddedError> {
        self.supervisor.take().map_or(Ok(()), Supervisor::stop)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.leave() {
            tracing::error!(%error, "the embedded PostgreSQL did not stop in order");
        }
    }
}

/// The server programs, installed first where they are missing and may be.
fn programs_for(
    home: &Home,
    options: &Options,
    search: &Search,
) -> Result<Programs, EmbeddedError> {
    let version = programs::cluster_version(&home.data);
    if let Some(found) = search.find(version)? {
        return Ok(found);
    }
    if let (Some(cluster), Some(other)) = (version, search.find(None)?) {
        // A package manager would install its current version: no help here.
        return Err(EmbeddedError::OtherVersion {
            data: home.data.clone(),
            cluster,
            found: other.major,
        });
    }
    let Some(plan) = Plan::for_this_machine() else {
        return Err(search.nothing(version, "your system's package manager".to_owned()));
    };
    if !options.install || !plan.allowed {
        (options.announce)(&format!(
            "PostgreSQL's server programs are missing; to install them: {}",
            plan.line
        ));
        return Err(search.nothing(version, plan.line));
    }
    (options.announce)(&format!(
        "PostgreSQL's server programs are missing; installing them: {}",
        plan.line
    ));
    plan.carry_out()?;
    search
        .find(version)?
        .ok_or_else(|| search.nothing(version, plan.line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    static ANNOUNCED: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn announce(line: &str) {
        ANNOUNCED.lock().unwrap().push(line.to_owned());
    }

    #[test]
    fn without_programs_and_without_leave_to_install_the_line_is_said_and_nothing_done() {
        let scene = tempfile::tempdir().unwrap();
        let home = Home::below(scene.path()).unwrap();
        let options = Options {
            install: false,
            announce,
            ..Options::new(scene.path())
        };
        let nowhere = Search {
            named: None,
            path: None,
            places: vec!["/nowhere/*/bin".to_owned()],
        };
        let error = programs_for(&home, &options, &nowhere).unwrap_err();
        let line = Plan::for_this_machine()
            .expect("a package manager on the test machine")
            .line;
        assert_eq!(
            *ANNOUNCED.lock().unwrap(),
            [format!(
                "PostgreSQL's server programs are missing; to install them: {line}"
            )]
        );
        assert_eq!(
            error.to_string(),
            format!(
                "PostgreSQL's server programs, version 15 or newer, are not on this machine \
                 (looked in PATH, /nowhere/*/bin). Install them with `{line}`, \
                 name their folder in \
                 TILDELING_POSTGRES_BIN, or set DATABASE_URL to a server of your own"
            )
        );
        assert!(!home.root.exists(), "nothing was made");
    }

    #[test]
    fn data_of_another_version_is_left_alone() {
        let scene = tempfile::tempdir().unwrap();
        let home = Home::below(scene.path()).unwrap();
        std::fs::create_dir_all(&home.data).unwrap();
        std::fs::write(home.data.join("PG_VERSION"), "14\n").unwrap();
        let error = programs_for(
            &home,
            &Options::new(scene.path()),
            &Search::from_environment(),
        )
        .unwrap_err();
        assert!(
            matches!(error, EmbeddedError::OtherVersion { cluster: 14, .. }),
            "{error}"
        );
    }
}
