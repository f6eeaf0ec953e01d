//! Events (hendelser).

use domain::event::Event;

use crate::inward::request;
use crate::names::{ResourceName, SchemeOrCall};
use crate::outward::{Outward, hexadecimal, timestamp};
use crate::{SchemeContract, v1};

request! {
    /// Follow events.
    WatchEvents from WatchEventsRequest |from, faults, scheme| {
        /// The scheme or one call.
        parent: SchemeOrCall = SchemeOrCall::read(faults, "parent", &from.parent, scheme),
        /// Events after this one; 0 from the beginning.
        after_cursor: i64 = faults.number("after_cursor", from.after_cursor, 0..=i64::MAX),
        /// True if the stream goes on when it has caught up.
        follow: bool = Some(from.follow),
    }
}

impl<S: SchemeContract> Outward<S> {
    /// An event. An organisation is told that staff acted, not who.
    #[must_use]
    pub fn event(&self, event: Event) -> v1::Event {
        let step = event.event;
        v1::Event {
            cursor: event.cursor,
            resource: format!("schemes/{}/{}", S::PROFILE.code, step.resource),
            step: step.step.name().to_owned(),
            actor: self.actor(&step.actor, step.by_staff),
            time: Some(timestamp(step.at)),
            from_revision: step.from_revision.number(),
            reason: step.reason,
            sequence: event.sequence,
            previous_hash: hexadecimal(&event.previous),
            hash: hexadecimal(&event.hash),
            commitment: hexadecimal(&event.commitment),
        }
    }
}
