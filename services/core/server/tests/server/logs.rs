//! Log lines: no noise at start, and every query in the span of its call.

use std::cell::RefCell;
use std::io::{self, Write};

use tracing_subscriber::EnvFilter;

use crate::scene::Scene;

thread_local! {
    /// The lines that this thread, on which all of a test runs, has logged; none before it listens.
    static LINES: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Keeps the lines of each thread that listens. It is there before the first line is logged: with a
/// subscriber for each test, a line that another thread logs first would be off for all of them.
pub fn keep() {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("info,sqlx::query=debug"))
        .with_ansi(false)
        .with_writer(|| OfThread)
        .init();
}

struct OfThread;

impl Write for OfThread {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LINES.with_borrow_mut(|lines| {
            if let Some(lines) = lines {
                lines.extend_from_slice(bytes);
            }
        });
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub fn listen() {
    LINES.set(Some(Vec::new()));
}

pub fn lines() -> String {
    String::from_utf8(LINES.take().unwrap()).unwrap()
}

#[tokio::test]
async fn a_start_on_a_migrated_database_logs_no_notice() {
    let _first = Scene::begin().await;
    listen();
    let _second = Scene::begin().await;
    let text = lines();
    assert!(text.contains("serving"), "{text}");
    assert!(!text.contains("skipping"), "{text}");
}

#[tokio::test]
async fn every_query_is_in_the_span_of_its_call() {
    let scene = Scene::begin().await;
    listen();
    scene.open_call().await;
    let text = lines();
    let call = "call{scheme=\"test-scheme\" method=\"tildeling.v1.SchemeService/OpenCall\" id=";
    let in_call = text.lines().filter(|line| line.contains(call));
    let queries = in_call.filter(|line| line.contains("sqlx::query")).count();
    assert!(queries > 3, "{queries} queries in {text}");
}
