//! Sequencers: several on one database, one before a history that was tampered with, and one whose
//! witness remembers.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ::audit::database::check;
use ::audit::note::{Checkpoint, Key};
use ::audit::{Hash, tree};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use server::Start;
use server::config::CheckpointSetup;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::schemes::{Rental, TestScheme};
use crate::support::world::World;

fn setup(folder: &Path, witness: Option<String>) -> CheckpointSetup {
    CheckpointSetup {
        folder: folder.to_owned(),
        key: folder.join("checkpoint.key"),
        witness,
        every: Duration::from_millis(20),
    }
}

fn file(folder: &Path) -> String {
    fs::read_to_string(folder.join(format!("{}.checkpoints", Rental::CODE))).unwrap()
}

fn key(folder: &Path) -> Key {
    let key = folder.join(format!("{}.key", Rental::CODE));
    Key::read(&fs::read_to_string(key).unwrap()).unwrap()
}

#[tokio::test]
async fn services_on_one_database_share_the_log_and_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::<Rental>::with_checkpoints(setup(folder.path(), None)).await;
    let clock = Arc::new(world.clock.clone());
    let second = Rental::serve(&world.host, Start::local(clock))
        .await
        .unwrap();
    world.open_call().await;
    for n in 1..=4 {
        world.submitted(n).await;
    }
    second.stop().await.unwrap();
    let kept = world.stopped().await;
    let checkpoints = Checkpoint::read_all(&file(folder.path())).unwrap();
    assert!(checkpoints.len() > 1);
    for checkpoint in &checkpoints {
        assert_eq!(checkpoint.check(&key(folder.path())), Ok(()));
    }
    let report = check(&kept.options(), &checkpoints).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.checkpoints, checkpoints.len() as u64);
    assert!(
        report.entries >= report.chains,
        "each end that moved has an entry"
    );
    assert_eq!(checkpoints.last().unwrap().size, report.entries);
}

#[tokio::test]
async fn nothing_is_signed_over_a_history_that_was_tampered_with() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::<Rental>::with_checkpoints(setup(folder.path(), None)).await;
    world.open_call().await;
    let kept = world.stopped().await;
    let before = file(folder.path());
    let again = async || {
        let world = World::<Rental>::signing(kept.logins(), setup(folder.path(), None)).await;
        world.submitted(1).await;
        world.service.stop().await.unwrap();
    };
    let pool = sqlx::PgPool::connect_with(kept.options()).await.unwrap();
    let flip = "update casework.log_entry set hash = sha256(hash || 'x') where place = 0";
    let was: Vec<u8> = sqlx::query_scalar("select hash from casework.log_entry where place = 0")
        .fetch_one(&pool)
        .await
        .unwrap();
    sqlx::query(flip).execute(&pool).await.unwrap();
    again().await;
    assert_eq!(file(folder.path()), before);
    sqlx::query("update casework.log_entry set hash = $1 where place = 0")
        .bind(was)
        .execute(&pool)
        .await
        .unwrap();
    let world = World::<Rental>::signing(kept.logins(), setup(folder.path(), None)).await;
    world.service.stop().await.unwrap();
    let after = file(folder.path());
    assert!(
        after.len() > before.len() && after.starts_with(&before),
        "the control"
    );
}

/// A witness: it takes a checkpoint only with the proof that it grew out of the last one.
#[derive(Default)]
struct Witness {
    last: Option<(u64, Hash)>,
    taken: usize,
    refused: usize,
}

impl Witness {
    /// The status and the body of its answer.
    fn answer(&mut self, request: &str) -> (&'static str, String) {
        let (head, note) = request.split_once("\n\n").unwrap();
        let mut lines = head.lines();
        let old: u64 = lines.next().unwrap()[4..].parse().unwrap();
        let proof: Vec<Hash> = lines
            .map(|line| STANDARD.decode(line).unwrap().try_into().unwrap())
            .collect();
        let checkpoint = Checkpoint::read(note).unwrap();
        let known = self.last.unwrap_or((0, tree::root(&[])));
        if old != known.0 {
            self.refused += 1;
            return ("409 Conflict", format!("{}\n", known.0));
        }
        let new = (checkpoint.size, &checkpoint.root);
        if !tree::is_consistent((known.0, &known.1), new, &proof) {
            return ("422 Unprocessable Entity", String::new());
        }
        self.taken += 1;
        self.last = Some((checkpoint.size, checkpoint.root));
        ("200 OK", String::new())
    }
}

/// Serves a witness; returns its address.
async fn served(witness: Arc<Mutex<Witness>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let (mut read, mut part) = (Vec::new(), [0; 4_096]);
            let body = loop {
                let count = socket.read(&mut part).await.unwrap();
                read.extend(&part[..count]);
                let text = String::from_utf8_lossy(&read).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else {
                    continue;
                };
                let length = head.to_lowercase();
                let length = length.split_once("content-length: ").unwrap().1;
                let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
                if body.len() >= length {
                    break body.to_owned();
                }
            };
            let (status, said) = witness.lock().unwrap().answer(&body);
            let length = said.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-type: text/x.tlog.size\r\ncontent-length: {length}\r\n\
                 connection: close\r\n\r\n{said}"
            );
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    format!("http://{address}/add-checkpoint")
}

#[tokio::test]
async fn a_witness_takes_every_checkpoint_and_keeps_them_apart_from_us() {
    let folder = tempfile::tempdir().unwrap();
    let witness = Arc::new(Mutex::new(Witness::default()));
    let address = served(Arc::clone(&witness)).await;
    let with = || setup(folder.path(), Some(address.clone()));
    let world = World::<Rental>::with_checkpoints(with()).await;
    world.open_call().await;
    world.submitted(1).await;
    let kept = world.stopped().await;
    let size = |folder: &Path| {
        Checkpoint::read_all(&file(folder))
            .unwrap()
            .pop()
            .unwrap()
            .size
    };
    let first = witness.lock().unwrap().last.unwrap().0;
    assert_eq!(first, size(folder.path()));
    // A service that starts anew knows not what the witness knows, and is told.
    let world = World::<Rental>::signing(kept.logins(), with()).await;
    world.submitted(2).await;
    world.service.stop().await.unwrap();
    let witness = witness.lock().unwrap();
    assert_eq!(witness.last.unwrap().0, size(folder.path()));
    assert!(witness.last.unwrap().0 > first);
    assert!(
        witness.taken > 1 && witness.refused == 1,
        "{}",
        witness.refused
    );
}
