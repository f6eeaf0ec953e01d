//! Shared by the tests of the embedded server: a data folder, a look at its processes, another
//! program, a table of notes.

use embedded_postgres::{Options, Server};
use nix::unistd::Pid;
use sqlx::{Connection, Executor, PgConnection};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Tells [`a_program`] its data folder.
pub const DATA_DIR: &str = "EMBEDDED_TEST_DATA_DIR";

/// Long enough for a checkpoint and a recovery on a busy machine.
const SOON: Duration = Duration::from_secs(30);

pub fn options(data_dir: &Path) -> Options {
    Options {
        install: false,
        ..Options::new(data_dir)
    }
}

/// A data folder the server's user can walk to.
pub fn scene() -> TempDir {
    let scene = tempfile::Builder::new()
        .prefix("embedded-test-")
        .tempdir()
        .unwrap();
    std::fs::set_permissions(scene.path(), PermissionsExt::from_mode(0o755)).unwrap();
    scene
}

pub fn until(what: &str, mut done: impl FnMut() -> bool) {
    let deadline = Instant::now() + SOON;
    while !done() {
        assert!(Instant::now() < deadline, "not within {SOON:?}: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn pid_file(data_dir: &Path) -> PathBuf {
    data_dir.join("postgresql/data/postmaster.pid")
}

pub fn postmaster(data_dir: &Path) -> Option<Pid> {
    let told = std::fs::read_to_string(pid_file(data_dir)).ok()?;
    told.lines().next()?.parse().ok().map(Pid::from_raw)
}

/// The processes that work in this data folder: the server's and the watchdog.
pub fn processes(data_dir: &Path) -> Vec<i32> {
    let home = data_dir.join("postgresql");
    let all = std::fs::read_dir("/proc").unwrap().flatten();
    all.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid: &i32| {
            std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(&home))
        })
        .collect()
}

/// The watchdogs among them.
pub fn watchdogs(data_dir: &Path) -> Vec<i32> {
    let name =
        |pid: &i32| std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    processes(data_dir)
        .into_iter()
        .filter(|pid| name(pid).contains("tildeling-watchdog"))
        .collect()
}

pub async fn connect(server: &Server) -> PgConnection {
    let deadline = Instant::now() + SOON;
    loop {
        match PgConnection::connect_with(&server.options("notes")).await {
            Ok(connection) => return connection,
            Err(refused) if Instant::now() > deadline => panic!("no connection: {refused}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

pub async fn note(server: &Server, text: &str) {
    let mut connection = connect(server).await;
    connection
        .execute("create table if not exists note (text text not null)")
        .await
        .unwrap();
    sqlx::query("insert into note values ($1)")
        .bind(text)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

pub async fn notes(server: &Server) -> Vec<String> {
    let mut connection = connect(server).await;
    sqlx::query_scalar("select text from note order by text")
        .fetch_all(&mut connection)
        .await
        .unwrap()
}

pub async fn setting(server: &Server, name: &str) -> String {
    let mut connection = connect(server).await;
    sqlx::query_scalar("select current_setting($1)")
        .bind(name)
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

/// Another program, using the server until it is killed.
pub struct Program(Child);

impl Program {
    /// Returns when its server is ready.
    pub fn start(data_dir: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "a_program", "--nocapture"])
            .env(DATA_DIR, data_dir)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(
            lines.any(|line| line.unwrap() == "ready"),
            "the program ended instead of starting"
        );
        Self(child)
    }

    /// Kills it, with `kill -9`.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
