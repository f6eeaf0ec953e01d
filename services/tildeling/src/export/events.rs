//! Events as the log's own records.

use anyhow::Context;
use contract::v1;
use domain::event::{Event, Hash, NewEvent};
use domain::step::{Revision, StepName};

use super::time;

/// Returns an event as the log has it, as far as a client is told: without its payload.
///
/// # Errors
/// The answer has something that is no event.
pub fn event(event: &v1::Event) -> anyhow::Result<Event> {
    one(event).with_context(|| format!("event {}", event.cursor))
}

fn one(event: &v1::Event) -> anyhow::Result<Event> {
    Ok(Event {
        cursor: event.cursor,
        event: NewEvent {
            call: None,
            chain: event.chain.clone(),
            resource: event.resource.clone(),
            step: StepName::from_name(&event.step).context("an unknown step")?,
            actor: event.actor.clone(),
            by_staff: false,
            organisation: None,
            at: time(event.time)?,
            from_revision: Revision::new(event.from_revision).context("no revision")?,
            request_hash: Hash::default(),
            reason: event.reason.clone(),
            payload: String::new(),
        },
        sequence: event.sequence,
        salt: None,
        person: match event.person_commitment.as_str() {
            "" => None,
            digits => Some(hash(digits)?),
        },
        format: i16::try_from(event.format)?,
        commitment: hash(&event.commitment)?,
        previous: hash(&event.previous_hash)?,
        hash: hash(&event.hash)?,
    })
}

fn hash(digits: &str) -> anyhow::Result<Hash> {
    let mut hash = Hash::default();
    anyhow::ensure!(digits.len() == 2 * hash.len(), "{digits:?} is no hash");
    for (at, byte) in hash.iter_mut().enumerate() {
        let pair = digits.get(2 * at..2 * at + 2).context("no hash")?;
        *byte = u8::from_str_radix(pair, 16)?;
    }
    Ok(hash)
}
