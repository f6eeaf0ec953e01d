//! Leases on the server. The last program to leave stops it, even one that is killed.
//!
//! A program that ends in order sees from the lock on `users.lock` whether others remain. One that
//! is killed can do nothing, so every program keeps the pipe `alive` open for writing, and a
//! watchdog outside the programs reads from it: the kernel wakes it when the last writer is gone,
//! and it stops the server. That works for an adopted server and on macOS too, neither of which a
//! parent-death signal (`PR_SET_PDEATHSIG`) does, and needs no `unsafe`.

use crate::cluster::Cluster;
use crate::error::EmbeddedError;
use crate::home::{open, open_lock};
use crate::postmaster::Postmaster;
use nix::fcntl::OFlag;
use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Runs in the server's folder. `read` returns when the last program is gone. A stale file could
/// name a process of another program, hence the look at the name.
const WATCHDOG: &str = r#"
read -r _ < alive
read -r pid < data/postmaster.pid || exit 0
name=$({ ps -o comm= -p "$pid" || cat "/proc/$pid/comm"; } 2>/dev/null)
case $name in *postgres*) kill -INT "$pid" ;; esac
"#;

/// Between two attempts at something another process is about to finish.
const LOOK: Duration = Duration::from_millis(2);

/// One program's share in the server.
#[derive(Debug)]
pub(crate) struct Lease {
    users: File,
    alive: Option<File>,
    watchdog: Option<Child>,
}

impl Lease {
    /// Takes a share. The caller holds the turn, so the server is not being stopped meanwhile.
    pub fn take(cluster: &Cluster) -> Result<Self, EmbeddedError> {
        let users = open_lock(&cluster.home.users)?;
        users
            .lock_shared()
            .map_err(EmbeddedError::io("lock", &cluster.home.users))?;
        let mut lease = Self {
            users,
            alive: None,
            watchdog: None,
        };
        lease.renew(cluster)?;
        Ok(lease)
    }

    /// Makes sure a watchdog is listening and hears this program.
    pub fn renew(&mut self, cluster: &Cluster) -> Result<(), EmbeddedError> {
        let pipe = &cluster.home.alive;
        let deadline = Instant::now() + Duration::from_secs(10);
        let mut called = false;
        loop {
            // Opening for writing without waiting fails with ENXIO as long as there is no reader.
            let writer = OpenOptions::new()
                .write(true)
                .custom_flags((OFlag::O_NONBLOCK | OFlag::O_NOFOLLOW).bits())
                .open(pipe);
            match writer {
                Ok(writer) => {
                    self.alive = Some(writer);
                    return Ok(());
                }
                Err(refused)
                    if refused.raw_os_error() == Some(nix::libc::ENXIO)
                        && Instant::now() < deadline => {}
                Err(refused) => return Err(EmbeddedError::io("open the pipe", pipe)(refused)),
            }
            if !called {
                called = true;
                self.call_watchdog(cluster)?;
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Tells whether no other program has a share. The caller holds the turn.
    pub fn is_alone(&self, cluster: &Cluster) -> Result<bool, EmbeddedError> {
        let path = &cluster.home.users;
        self.users
            .unlock()
            .map_err(EmbeddedError::io("unlock", path))?;
        let alone = match self.users.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(refused)) => {
                return Err(EmbeddedError::io("lock", path)(refused));
            }
        };
        // Back to a share in either case; no other program takes or leaves one during our turn.
        self.users
            .lock_shared()
            .map_err(EmbeddedError::io("lock", path))?;
        Ok(alone)
    }

    /// Gives the share back, stopping the server if it was the last one. The caller holds the turn.
    pub fn give_back(
        mut self,
        cluster: &Cluster,
        mut postmaster: Postmaster,
    ) -> Result<(), EmbeddedError> {
        if !self.is_alone(cluster)? {
            return Ok(());
        }
        let stopped = postmaster.stop(cluster);
        drop(self.alive.take());
        if let Some(mut watchdog) = self.watchdog.take() {
            // Woken by the closed pipe, it finds the server gone and ends at once.
            let _status = watchdog.wait();
        }
        stopped
    }

    fn call_watchdog(&mut self, cluster: &Cluster) -> Result<(), EmbeddedError> {
        if let Some(mut old) = self.watchdog.take() {
            // It has stopped listening, so it has ended or is about to.
            let _status = old.wait();
        }
        let shell = Path::new("/bin/sh");
        let mut watchdog = cluster.account.command(shell, &cluster.home.root);
        watchdog
            .args(["-c", WATCHDOG, "tildeling-watchdog"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.watchdog = Some(
            watchdog
                .spawn()
                .map_err(EmbeddedError::io("start", shell))?,
        );
        Ok(())
    }
}

/// The right to start or stop the server, one program at a time; given back when dropped.
pub(crate) fn turn(cluster: &Cluster, patience: Duration) -> Result<File, EmbeddedError> {
    let path = &cluster.home.turn;
    let file = open(OpenOptions::new().read(true).write(true), path)?;
    let deadline = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => {
                return Err(EmbeddedError::Busy {
                    home: cluster.home.root.clone(),
                    lock: path.clone(),
                    seconds: patience.as_secs(),
                });
            }
            Err(TryLockError::Error(refused)) => {
                return Err(EmbeddedError::io("lock", path)(refused));
            }
        }
    }
}
