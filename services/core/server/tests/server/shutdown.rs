//! The end: bounded, even if clients do not answer.

use std::time::{Duration, Instant};

use contract::v1;
use domain::caller::Role;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_stream::StreamExt;
use tonic::Code;

use crate::scene::{Scene, signed};

/// The time promised for the whole stop.
const HARD_END: Duration = Duration::from_secs(10);

/// The client's half of an HTTP/2 handshake, after which it never answers anything.
const PREFACE_AND_SETTINGS: &[u8] =
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00";

#[tokio::test]
async fn a_client_that_never_answers_does_not_hold_us() {
    let scene = Scene::begin().await;
    let mut deaf = TcpStream::connect(scene.service.address()).await.unwrap();
    deaf.write_all(PREFACE_AND_SETTINGS).await.unwrap();
    let mut hello = [0; 9];
    deaf.read_exact(&mut hello).await.unwrap();
    // Headers of a call whose body never comes.
    let _silent = TcpStream::connect(scene.service.address()).await.unwrap();
    let begun = Instant::now();
    scene.service.stop().await.unwrap();
    assert!(begun.elapsed() < HARD_END, "{:?}", begun.elapsed());
    // And its connection is closed, not left behind.
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(HARD_END, deaf.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "the connection is still open");
}

#[tokio::test]
async fn those_who_follow_are_told_and_can_come_back() {
    let scene = Scene::begin().await;
    let call = scene.open_call().await;
    let watch = v1::WatchEventsRequest {
        parent: call.name,
        after_cursor: 0,
        follow: true,
    };
    let auditor = scene.staff("olga", Role::Auditor);
    let mut events = scene
        .events()
        .watch_events(signed(watch, &auditor))
        .await
        .unwrap()
        .into_inner();
    let first = events.next().await.unwrap().unwrap();
    assert!(!first.events.is_empty());
    let begun = Instant::now();
    let stopped = tokio::spawn(scene.service.stop());
    let mut last = None;
    while let Some(next) = events.next().await {
        last = next.err();
    }
    assert_eq!(last.map(|status| status.code()), Some(Code::Unavailable));
    stopped.await.unwrap().unwrap();
    assert!(begun.elapsed() < HARD_END, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_silent_socket_is_closed() {
    let scene = Scene::begin().await;
    let mut silent = TcpStream::connect(scene.service.address()).await.unwrap();
    let mut nothing = [0];
    let read = tokio::time::timeout(HARD_END, silent.read(&mut nothing)).await;
    assert_eq!(read.expect("closed by the server").unwrap(), 0);
}
