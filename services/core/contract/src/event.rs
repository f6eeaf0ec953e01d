//! Events (hendelser).

use domain::event::Event;
use domain::event::hexadecimal;

use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, v1};

impl<S: SchemeContract> Outward<S> {
    /// An event. An organisation is told that staff acted, not who.
    #[must_use]
    pub fn event(&self, event: Event) -> v1::Event {
        let step = event.event;
        v1::Event {
            cursor: event.cursor,
            resource: format!("schemes/{}/{}", S::PROFILE.code, step.resource),
            chain: format!("schemes/{}/{}", S::PROFILE.code, step.chain),
            step: step.step.name().to_owned(),
            actor: self.actor(&step.actor, step.by_staff),
            time: Some(timestamp(step.at)),
            from_revision: step.from_revision.number(),
            reason: step.reason,
            sequence: event.sequence,
            previous_hash: hexadecimal(&event.previous),
            hash: hexadecimal(&event.hash),
            commitment: hexadecimal(&event.commitment),
            format: event.format.into(),
            person_commitment: event
                .person
                .map_or_else(String::new, |hash| hexadecimal(&hash)),
            by_staff: step.by_staff,
            call: step.call.map(String::from),
            organisation_number: step.organisation.map(String::from),
        }
    }
}
