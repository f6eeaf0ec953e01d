//! One running server: started by us, or found running and adopted.

use crate::cluster::Cluster;
use crate::error::{EmbeddedError, tail};
use crate::home::open;
use crate::process;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// Between two looks at a server that is starting or stopping.
const LOOK: Duration = Duration::from_millis(5);
/// Between two attempts to start one that was refused.
const AGAIN: Duration = Duration::from_millis(100);
/// A fast stop writes a checkpoint; this is plenty for one on a slow disk.
const FAST_STOP: Duration = Duration::from_secs(60);
/// An immediate stop writes nothing.
const IMMEDIATE_STOP: Duration = Duration::from_secs(10);
/// A log longer than this, in bytes, is put aside at the next start; the one before it is dropped.
const LONGEST_LOG: u64 = 10 * 1024 * 1024;

/// Signs in the log that a start was refused because remains of the last server are still going
/// away.
const REMAINS: [&str; 2] = ["lock file \"", "pre-existing shared memory block"];

/// A server that was ready when this was made.
#[derive(Debug)]
pub(crate) enum Postmaster {
    /// Our own child.
    Started(Child),
    /// Another program's child, by process number.
    Adopted(i32),
}

/// The content of `postmaster.pid` that is used here.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    pid: i32,
    ready: bool,
}

/// A server, or its remains, found before a start.
enum Found {
    Ready(i32),
    /// A server that is starting, recovering or stopping: wait.
    Changing,
    Nothing,
}

/// The outcome of a start.
enum Launched {
    Ready(Child),
    /// Something of the last server is still there: wait and try again.
    Refused(String),
}

impl Postmaster {
    /// Adopts the running server or starts one, waiting out one that is going away. The caller
    /// holds the turn.
    pub fn ensure(
        cluster: &Cluster,
        patience: Duration,
        alone: bool,
    ) -> Result<Self, EmbeddedError> {
        let deadline = Instant::now() + patience;
        let mut last = "a server that is starting or stopping keeps its place".to_owned();
        while Instant::now() < deadline {
            match look(cluster, alone)? {
                Found::Ready(pid) => return Ok(Self::Adopted(pid)),
                Found::Changing => std::thread::sleep(LOOK),
                Found::Nothing => match launch(cluster, deadline)? {
                    Launched::Ready(child) => return Ok(Self::Started(child)),
                    Launched::Refused(output) => {
                        last = output;
                        std::thread::sleep(AGAIN);
                    }
                },
            }
        }
        Err(not_ready(cluster, last, patience))
    }

    /// Tells whether it still runs; collects a child that does not.
    pub fn is_running(&mut self, cluster: &Cluster) -> bool {
        match self {
            Self::Started(child) => matches!(child.try_wait(), Ok(None)),
            Self::Adopted(pid) => process::belongs(*pid, cluster),
        }
    }

    /// A fast stop (clients are cut off, nothing acknowledged is lost); an immediate one if that
    /// takes too long.
    pub fn stop(&mut self, cluster: &Cluster) -> Result<(), EmbeddedError> {
        for (signal, patience) in [
            (Signal::SIGINT, FAST_STOP),
            (Signal::SIGQUIT, IMMEDIATE_STOP),
        ] {
            if !self.is_running(cluster) {
                return Ok(());
            }
            // It may have ended since we looked.
            let _gone = kill(Pid::from_raw(self.pid()), signal);
            let deadline = Instant::now() + patience;
            while Instant::now() < deadline {
                if !self.is_running(cluster) {
                    return Ok(());
                }
                std::thread::sleep(LOOK);
            }
        }
        Err(EmbeddedError::NotStopped {
            pid: self.pid(),
            log: cluster.home.log.clone(),
            seconds: (FAST_STOP + IMMEDIATE_STOP).as_secs(),
        })
    }

    /// The process number. A child's stays its own until it has been collected, so it is safe to
    /// signal.
    pub fn pid(&self) -> i32 {
        match self {
            Self::Started(child) => child.id().cast_signed(),
            Self::Adopted(pid) => *pid,
        }
    }
}

/// Looks for a server of this cluster. `alone` says that no other program uses the server.
fn look(cluster: &Cluster, alone: bool) -> Result<Found, EmbeddedError> {
    let file = cluster.pid_file();
    let Some(told) = read(&file) else {
        return Ok(Found::Nothing);
    };
    if process::belongs(told.pid, cluster) {
        let ready = told.ready && UnixStream::connect(cluster.home.socket()).is_ok();
        return Ok(if ready {
            Found::Ready(told.pid)
        } else {
            Found::Changing
        });
    }
    // A dead postmaster's file. PostgreSQL clears it up itself, except when its number has gone to
    // another process of the same user, for which it would wait for ever. Clear it only where no
    // process of the cluster can be left.
    if alone && Path::new("/proc/self").exists() && !process::any_belongs(cluster) {
        let stays = |refused: &std::io::Error| refused.kind() != std::io::ErrorKind::NotFound;
        if let Err(refused) = std::fs::remove_file(&file)
            && stays(&refused)
        {
            return Err(EmbeddedError::io("remove", &file)(refused));
        }
    }
    Ok(Found::Nothing)
}

fn launch(cluster: &Cluster, deadline: Instant) -> Result<Launched, EmbeddedError> {
    let started = Instant::now();
    let log = &cluster.home.log;
    let (output, begin) = open_log(cluster)?;
    let errors = output.try_clone().map_err(EmbeddedError::io("open", log))?;
    let mut postgres = cluster.postgres();
    postgres
        .stdout(Stdio::from(output))
        .stderr(Stdio::from(errors));
    let program = cluster.programs.program("postgres");
    let mut child = postgres
        .spawn()
        .map_err(EmbeddedError::io("start", &program))?;
    let pid = child.id().cast_signed();
    loop {
        if read(&cluster.pid_file()).is_some_and(|told| told.pid == pid && told.ready) {
            return Ok(Launched::Ready(child));
        }
        if child
            .try_wait()
            .map_err(EmbeddedError::io("wait for", &program))?
            .is_some()
        {
            let said = since(log, begin);
            if REMAINS.iter().any(|sign| said.contains(sign)) {
                return Ok(Launched::Refused(tail(&said)));
            }
            return Err(EmbeddedError::Start {
                data: cluster.home.data.clone(),
                log: log.clone(),
                output: tail(&said),
            });
        }
        if Instant::now() >= deadline {
            Postmaster::Started(child).stop(cluster)?;
            return Err(not_ready(
                cluster,
                tail(&since(log, begin)),
                started.elapsed(),
            ));
        }
        std::thread::sleep(LOOK);
    }
}

fn not_ready(cluster: &Cluster, output: String, waited: Duration) -> EmbeddedError {
    EmbeddedError::NotReady {
        data: cluster.home.data.clone(),
        log: cluster.home.log.clone(),
        output,
        seconds: waited.as_secs(),
    }
}

fn read(pid_file: &Path) -> Option<Told> {
    parse(&std::fs::read_to_string(pid_file).ok()?)
}

/// The first line of `postmaster.pid` is the process number, the eighth its state.
fn parse(text: &str) -> Option<Told> {
    let mut lines = text.lines();
    let pid = lines.next()?.trim().parse().ok()?;
    Some(Told {
        pid,
        ready: lines.nth(6).is_some_and(|state| state.trim() == "ready"),
    })
}

/// The log, ready to be added to, and its length so far.
fn open_log(cluster: &Cluster) -> Result<(File, u64), EmbeddedError> {
    let log = &cluster.home.log;
    let length = |path: &Path| path.metadata().map_or(0, |found| found.len());
    if length(log) > LONGEST_LOG {
        std::fs::rename(log, log.with_extension("log.1"))
            .map_err(EmbeddedError::io("put aside", log))?;
    }
    let file = open(OpenOptions::new().append(true).create(true), log)?;
    cluster.account.give(log)?;
    Ok((file, length(log)))
}

fn since(log: &Path, begin: u64) -> String {
    let mut said = Vec::new();
    if let Ok(mut file) = File::open(log) {
        // What cannot be read is missing from an error's text, no more.
        let _unread = file
            .seek(SeekFrom::Start(begin))
            .and_then(|_| file.read_to_end(&mut said));
    }
    String::from_utf8_lossy(&said).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pid_file_is_read_as_the_postmaster_writes_it() {
        let whole = "4711\n/d/data\n1790000000\n5432\n/d/run\n\n  1234  5\nready   \n";
        assert_eq!(
            parse(whole),
            Some(Told {
                pid: 4711,
                ready: true
            })
        );
        assert_eq!(
            parse(&whole.replace("ready", "stopping")),
            Some(Told {
                pid: 4711,
                ready: false
            })
        );
        assert_eq!(
            parse("4711\n/d/data\n1790000000\n5432\n"),
            Some(Told {
                pid: 4711,
                ready: false
            })
        );
        assert_eq!(parse(""), None);
    }
}
