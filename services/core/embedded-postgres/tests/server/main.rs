//! The embedded PostgreSQL on the real programs of this machine: from nothing, again, killed,
//! crowded.
//!
//! A program that must die is this test binary itself, started again to run only [`a_program`].

#![expect(
    clippy::unwrap_used,
    reason = "a test, helpers included, fails by panicking"
)]

mod support;

use embedded_postgres::{EmbeddedError, Server};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::{Connection, PgConnection};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use support::{
    DATA_DIR, Program, note, notes, options, pid_file, postmaster, processes, scene, setting,
    until, watchdogs,
};

/// Not a test: a program that starts the server, says so, and works until it is killed.
#[test]
#[ignore = "run by the other tests, in a process of its own"]
fn a_program() {
    let data_dir = std::env::var_os(DATA_DIR).expect("started by another test");
    let _server = Server::start(options(Path::new(&data_dir))).unwrap();
    println!("\nready");
    loop {
        std::thread::park();
    }
}

#[tokio::test]
async fn from_nothing_then_again() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    server.ensure_database("notes").await.unwrap();
    note(&server, "first").await;
    server.stop().unwrap();
    assert!(
        processes(scene.path()).is_empty(),
        "nothing is left running"
    );

    let server = Server::start(options(scene.path())).unwrap();
    assert_eq!(notes(&server).await, ["first"]);
    for (name, value) in [
        ("listen_addresses", ""),
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("synchronous_commit", "on"),
        ("fsync", "on"),
        ("statement_timeout", "30s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "5s"),
    ] {
        assert_eq!(setting(&server, name).await, value, "{name}");
    }
}

#[tokio::test]
async fn databases_are_copied_from_a_template_and_removed() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    note(&server, "copied").await;
    let odd = "a \"quoted\" name; drop table note";
    server.create_from_template(odd, "notes").await.unwrap();
    let mut copy = PgConnection::connect_with(&server.options(odd))
        .await
        .unwrap();
    let text: String = sqlx::query_scalar("select text from note")
        .fetch_one(&mut copy)
        .await
        .unwrap();
    assert_eq!(text, "copied");
    PgConnection::connect(&server.url("notes")).await.unwrap();
    server.drop_database(odd).await.unwrap();
    let gone = server
        .create_from_template("another", odd)
        .await
        .unwrap_err();
    assert!(
        gone.to_string()
            .starts_with("could not make database `another`"),
        "{gone}"
    );
}

#[tokio::test]
async fn a_killed_server_is_started_again_with_its_data() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    for round in ["1", "2"] {
        note(&server, round).await;
        let killed = postmaster(scene.path()).unwrap();
        kill(killed, Signal::SIGKILL).unwrap();
        until("another postmaster", || {
            postmaster(scene.path()).is_some_and(|now| now != killed)
        });
    }
    assert_eq!(notes(&server).await, ["1", "2"]);
    server.stop().unwrap();
    assert!(
        processes(scene.path()).is_empty(),
        "nothing is left running"
    );
}

#[test]
fn a_killed_program_leaves_no_server_behind() {
    let scene = scene();
    let program = Program::start(scene.path());
    assert_eq!(watchdogs(scene.path()).len(), 1);
    program.kill();
    until("the server and the watchdog are gone", || {
        processes(scene.path()).is_empty()
    });
    assert!(!pid_file(scene.path()).exists(), "it stopped in order");
}

#[tokio::test]
async fn after_program_server_and_watchdog_were_killed_together_the_data_is_there() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    note(&server, "kept").await;
    server.stop().unwrap();
    let program = Program::start(scene.path());
    for pid in processes(scene.path()) {
        // Some end by themselves when the postmaster does.
        let _gone = kill(Pid::from_raw(pid), Signal::SIGKILL);
    }
    program.kill();
    let server = Server::start(options(scene.path())).unwrap();
    assert_eq!(notes(&server).await, ["kept"]);
}

#[test]
fn an_orphan_is_adopted_and_stopped() {
    let scene = scene();
    let program = Program::start(scene.path());
    let orphan = postmaster(scene.path()).unwrap();
    for watchdog in watchdogs(scene.path()) {
        kill(Pid::from_raw(watchdog), Signal::SIGKILL).unwrap();
    }
    program.kill();
    let server = Server::start(options(scene.path())).unwrap();
    assert_eq!(postmaster(scene.path()), Some(orphan));
    server.stop().unwrap();
    until("the orphan is gone", || processes(scene.path()).is_empty());
}

#[tokio::test]
async fn two_programs_share_the_server_and_the_last_one_out_stops_it() {
    let scene = scene();
    let program = Program::start(scene.path());
    let shared = postmaster(scene.path());
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    program.kill();
    note(&server, "still here").await;
    assert_eq!(
        postmaster(scene.path()),
        shared,
        "the server outlives the program that started it"
    );
    server.stop().unwrap();
    until("the last one out stopped it", || {
        processes(scene.path()).is_empty()
    });
}

#[test]
fn leaving_while_another_program_stays_leaves_it_the_server() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    let shared = postmaster(scene.path());
    let program = Program::start(scene.path());
    server.stop().unwrap();
    assert_eq!(postmaster(scene.path()), shared);
    program.kill();
    until("the watchdog stopped it", || {
        !pid_file(scene.path()).exists()
    });
}

#[test]
fn many_start_at_once_and_get_one_server() {
    let scene = scene();
    let starters: Vec<_> = (0..4)
        .map(|_| {
            let options = options(scene.path());
            std::thread::spawn(move || Server::start(options).unwrap())
        })
        .collect();
    let servers: Vec<Server> = starters
        .into_iter()
        .map(|starter| starter.join().unwrap())
        .collect();
    assert_eq!(watchdogs(scene.path()).len(), 1);
    drop(servers);
    until("all are gone", || processes(scene.path()).is_empty());
}

#[tokio::test]
async fn a_long_data_folder_gets_a_short_socket() {
    let scene = scene();
    let long = scene.path().join("x".repeat(120)).join("y".repeat(120));
    let server = Server::start(options(&long)).unwrap();
    server.ensure_database("notes").await.unwrap();
    note(&server, "reached").await;
    let sockets = server.socket_folder().to_owned();
    assert!(sockets.starts_with("/tmp"), "{}", sockets.display());
    assert_eq!(sockets.metadata().unwrap().mode() & 0o777, 0o700);
    server.stop().unwrap();
    std::fs::remove_dir(sockets).unwrap();
}

#[tokio::test]
async fn half_a_cluster_is_made_anew() {
    let scene = scene();
    let unfinished = scene.path().join("postgresql/data.unfinished");
    Server::start(options(scene.path()))
        .unwrap()
        .stop()
        .unwrap();
    std::fs::rename(scene.path().join("postgresql/data"), &unfinished).unwrap();
    std::fs::remove_file(unfinished.join("PG_VERSION")).unwrap();
    let server = Server::start(options(scene.path())).unwrap();
    server.ensure_database("notes").await.unwrap();
    assert!(!unfinished.exists());
}

#[test]
fn a_dead_servers_file_does_not_stop_a_start_when_its_number_was_given_to_another_process() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    let told = std::fs::read_to_string(pid_file(scene.path())).unwrap();
    server.stop().unwrap();
    let number = told.lines().next().unwrap();
    let own = std::process::id().to_string();
    std::fs::write(pid_file(scene.path()), told.replacen(number, &own, 1)).unwrap();
    let server = Server::start(options(scene.path())).unwrap();
    assert_ne!(
        postmaster(scene.path()),
        own.parse().ok().map(Pid::from_raw)
    );
    server.stop().unwrap();
}

/// Only root can drop root; for others the server runs as themselves.
#[test]
fn the_server_never_runs_as_root() {
    let scene = scene();
    let server = Server::start(options(scene.path())).unwrap();
    let me = nix::unistd::Uid::effective().as_raw();
    for pid in processes(scene.path()) {
        let owner = std::fs::metadata(format!("/proc/{pid}")).unwrap().uid();
        assert_ne!(owner, 0);
        assert!(me == 0 || owner == me);
    }
    let private = scene.path().join("postgresql").metadata().unwrap();
    assert_eq!(private.mode() & 0o777, 0o700);
    assert_ne!(private.uid(), 0);
    drop(server);

    if me == 0 {
        let closed = tempfile::tempdir().unwrap();
        std::fs::set_permissions(closed.path(), PermissionsExt::from_mode(0o700)).unwrap();
        let error = Server::start(options(closed.path())).unwrap_err();
        assert!(
            matches!(&error, EmbeddedError::Unreachable { folder, .. } if folder == closed.path()),
            "{error}"
        );
    }
}
