//! An event of the log.

use domain::event::{Event, FORMAT, NewEvent, ORIGIN};
use domain::step::{Revision, StepName};

use super::time;

/// An event whose payload has a person's name.
#[must_use]
pub fn event(cursor: i64) -> Event {
    Event {
        cursor,
        event: NewEvent {
            call: None,
            chain: "schemes/rental-housing/applications/1".to_owned(),
            resource: "schemes/rental-housing/applications/1".to_owned(),
            step: StepName::ALL[0],
            actor: "kari".to_owned(),
            by_staff: true,
            organisation: None,
            at: time(),
            from_revision: Revision::FIRST,
            request_hash: ORIGIN,
            reason: String::new(),
            payload: r#"{"name":"Kari Åsgård"}"#.to_owned(),
        },
        sequence: cursor,
        salt: None,
        person: None,
        format: FORMAT,
        commitment: ORIGIN,
        previous: ORIGIN,
        hash: ORIGIN,
    }
}
