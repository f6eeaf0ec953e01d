//! Log lines: no noise at start, and every query in the span of its call.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::EnvFilter;

use crate::scene::Scene;

/// The lines that this thread, on which all of a test runs, has logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn begin(&self) -> tracing::subscriber::DefaultGuard {
        let lines = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("info,sqlx::query=debug"))
            .with_ansi(false)
            .with_writer(move || lines.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_start_on_a_migrated_database_logs_no_notice() {
    let _first = Scene::begin().await;
    let lines = Lines::default();
    let _logged = lines.begin();
    let _second = Scene::begin().await;
    let text = lines.text();
    assert!(text.contains("serving"), "{text}");
    assert!(!text.contains("skipping"), "{text}");
}

#[tokio::test]
async fn every_query_is_in_the_span_of_its_call() {
    let scene = Scene::begin().await;
    let lines = Lines::default();
    let _logged = lines.begin();
    scene.open_call().await;
    let text = lines.text();
    let call = "call{scheme=\"test-scheme\" method=\"tildeling.v1.SchemeService/OpenCall\" id=";
    let in_call = text.lines().filter(|line| line.contains(call));
    let queries = in_call.filter(|line| line.contains("sqlx::query")).count();
    assert!(queries > 3, "{queries} queries in {text}");
}
