//! Keeps the server running while the program does, from a thread of its own.

use crate::cluster::Cluster;
use crate::error::EmbeddedError;
use crate::lease::{Lease, turn};
use crate::postmaster::Postmaster;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// The interval between two looks at the server.
const LOOK: Duration = Duration::from_millis(200);

/// Between two attempts to start one that keeps failing, for example because the disk is full.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The thread that watches the server.
#[derive(Debug)]
pub(crate) struct Supervisor {
    leave: Sender<()>,
    thread: JoinHandle<Result<(), EmbeddedError>>,
}

impl Supervisor {
    /// Makes the cluster if need be, gets its server running and keeps it so.
    pub fn start(cluster: Cluster, patience: Duration) -> Result<Self, EmbeddedError> {
        let (lease, postmaster) = {
            let _turn = turn(&cluster, patience)?;
            let mut lease = Lease::take(&cluster)?;
            cluster.make()?;
            let postmaster = run(&cluster, &mut lease, patience)?;
            (lease, postmaster)
        };
        let (leave, told) = channel();
        let path = cluster.home.root.clone();
        let thread = std::thread::Builder::new()
            .name("embedded-postgres".to_owned())
            .spawn(move || watch(&cluster, lease, postmaster, &told, patience))
            .map_err(EmbeddedError::io("start the thread that watches", &path))?;
        Ok(Self { leave, thread })
    }

    /// Leaves the server, which stops unless other programs use it.
    pub fn stop(self) -> Result<(), EmbeddedError> {
        drop(self.leave);
        self.thread
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

fn run(
    cluster: &Cluster,
    lease: &mut Lease,
    patience: Duration,
) -> Result<Postmaster, EmbeddedError> {
    let alone = lease.is_alone(cluster)?;
    let postmaster = Postmaster::ensure(cluster, patience, alone)?;
    // A watchdog that was just stopping an abandoned server has ended with it.
    lease.renew(cluster)?;
    Ok(postmaster)
}

fn watch(
    cluster: &Cluster,
    mut lease: Lease,
    mut postmaster: Postmaster,
    told: &Receiver<()>,
    patience: Duration,
) -> Result<(), EmbeddedError> {
    let mut pause = LOOK;
    while told.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        if postmaster.is_running(cluster) {
            continue;
        }
        let data = cluster.home.data.display();
        tracing::warn!(%data, "the embedded PostgreSQL stopped unexpectedly; starting it again");
        let again = turn(cluster, patience).and_then(|_turn| run(cluster, &mut lease, patience));
        match again {
            Ok(running) => {
                tracing::info!(%data, pid = running.pid(), "the embedded PostgreSQL runs again");
                postmaster = running;
                pause = LOOK;
            }
            Err(error) => {
                pause = LONGEST_PAUSE.min(pause * 2);
                tracing::error!(
                    %data, %error, ?pause,
                    "the embedded PostgreSQL did not start again; will retry"
                );
            }
        }
    }
    let _turn = turn(cluster, patience)?;
    lease.give_back(cluster, postmaster)
}
