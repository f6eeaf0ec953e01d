//! Events.

use casework::event::WatchEvents;
use contract::names::{ResourceName, SchemeOrCall};
use domain::event::Event;

use super::{inward, respond};

/// Events in one message.
const BATCH: u32 = 200;

inward! {
    WatchEventsRequest => WatchEvents |from, faults| {
        call: SchemeOrCall::read(faults, "parent", &from.parent, S::PROFILE.code)
            .map(|parent| match parent {
                SchemeOrCall::Scheme(_) => None,
                SchemeOrCall::Call(name) => Some(name.call),
            }),
        after: faults.number("after_cursor", from.after_cursor, 0..=i64::MAX),
        page_size: Some(BATCH),
    }
}

respond! {
    |_step, events: Vec<Event>, outward| {
        events: events.into_iter().map(|event| outward.event(event)).collect(),
    }
    for WatchEvents => WatchEventsResponse;
}
