//! Round trips to the database.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::steps;
use crate::world::{World, applicant, as_read};

/// Keeps the statements that sqlx reports on this thread. It reports `COMMIT`, but not `BEGIN`.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Statements {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Finds the text of a statement among the fields of its report.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

#[tokio::test]
async fn a_submission_takes_twelve_round_trips() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    let statements = Statements::default();
    let counting = tracing::subscriber::set_default(statements.clone());
    let submitted = world.submit(1, &draft).await;
    let first = statements.take();
    let again = world
        .take(&applicant(1), steps::submit(&as_read(&draft)))
        .await;
    let retry = statements.take();
    drop(counting);
    assert_eq!(submitted.application.state.name(), "submitted");
    assert!(
        first.iter().any(|text| text.contains("COMMIT")),
        "{first:#?}"
    );
    let begin = 1;
    assert!(first.len() + begin <= 12, "{first:#?}");
    assert_eq!(again.unwrap(), submitted);
    assert!(retry.len() < first.len(), "a retry asks less: {retry:#?}");
}
