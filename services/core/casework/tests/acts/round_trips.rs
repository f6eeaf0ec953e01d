//! Round trips to the database.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::steps;
use crate::world::{World, applicant, as_read};

thread_local! {
    static KEPT: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Keeps the statements that sqlx reports on a thread that asked for it. It reports `COMMIT`, but
/// not `BEGIN`. Installed for the whole program: with a subscriber of one thread alone, whether a
/// report is wanted may be settled by another thread that has none.
struct Statements;

static INSTALLED: Once = Once::new();

impl Statements {
    /// Begins to keep what is reported on this thread.
    fn keep() {
        INSTALLED.call_once(|| tracing::subscriber::set_global_default(Self).unwrap());
        KEPT.set(Some(Vec::new()));
    }

    /// Takes what was reported on this thread since.
    fn take() -> Vec<String> {
        KEPT.with_borrow_mut(|kept| kept.as_mut().map(std::mem::take))
            .unwrap()
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
        KEPT.with_borrow_mut(|kept| kept.as_mut().map(|kept| kept.push(text.0)));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

#[tokio::test]
async fn a_submission_takes_fourteen_round_trips() {
    let world = World::new().await;
    world.open_call().await;
    let draft = world.draft(1).await;
    Statements::keep();
    let submitted = world.submit(1, &draft).await;
    let first = Statements::take();
    let again = world
        .take(&applicant(1), steps::submit(&as_read(&draft)))
        .await;
    let retry = Statements::take();
    assert_eq!(submitted.application.state.name(), "submitted");
    assert!(
        first.iter().any(|text| text.contains("COMMIT")),
        "{first:#?}"
    );
    let begin = 1;
    // The receipt to the party is one of them, and the cursor that the hash is over another.
    assert!(first.len() + begin <= 14, "{first:#?}");
    assert_eq!(again.unwrap(), submitted);
    assert!(retry.len() < first.len(), "a retry asks less: {retry:#?}");
}
