//! The history of a case: events in a chain, each over a salted commitment to its payload, so that
//! personal data can be erased and the history still verifies.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::caller::Caller;
use crate::identifiers::{CallId, OrganisationNumber};
use crate::step::{Revision, StepName};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The hash before a chain's first event.
pub const ORIGIN: Hash = [0; 32];

/// One step, before it has its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// The call; `None` for what belongs to the whole scheme.
    pub call: Option<CallId>,
    /// The chain, by [`crate::names`]: the case (its application, grant and reports), the
    /// allocation, the call, or the registers.
    pub chain: String,
    /// Name of the resource that changed, by [`crate::names`].
    pub resource: String,
    /// The step.
    pub step: StepName,
    /// The person who took it.
    pub actor: String,
    /// True if the actor is staff: applicants are not told which person.
    pub by_staff: bool,
    /// The organisation whose case it is; `None` where there is none, and applicants do not see it.
    pub organisation: Option<OrganisationNumber>,
    /// The time.
    pub at: DateTime<Utc>,
    /// The revision the step started from.
    pub from_revision: Revision,
    /// Hash of the request's content: the same step again from the same revision with the same
    /// content is a retry.
    pub request_hash: Hash,
    /// Why, in the actor's words.
    pub reason: String,
    /// The change, as canonical JSON.
    pub payload: String,
}

/// The place of an event: its chain, and its number in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRef {
    /// The chain.
    pub chain: String,
    /// Number in the chain, from 1.
    pub sequence: i64,
}

/// An event in its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Position in the whole history: the cursor.
    pub cursor: i64,
    /// The event.
    pub event: NewEvent,
    /// Number in the chain, from 1.
    pub sequence: i64,
    /// Salt of the commitment; `None` once erased.
    pub salt: Option<[u8; 16]>,
    /// Commitment to the payload.
    pub commitment: Hash,
    /// Hash of the chain's event before.
    pub previous: Hash,
    /// Hash of this event.
    pub hash: Hash,
}

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Commits to a payload: SHA-256 over salt and payload.
#[must_use]
pub fn commit(salt: &[u8; 16], payload: &str) -> Hash {
    Sha256::new()
        .chain_update(salt)
        .chain_update(payload.as_bytes())
        .finalize()
        .into()
}

/// Links an event to the one before: SHA-256 over the hash before, the number (big endian) and the
/// commitment.
#[must_use]
pub fn link(previous: &Hash, sequence: i64, commitment: &Hash) -> Hash {
    Sha256::new()
        .chain_update(previous)
        .chain_update(sequence.to_be_bytes())
        .chain_update(commitment)
        .finalize()
        .into()
}

/// Returns where a chain breaks: the sequence number of the first event that does not fit, or
/// `None`.
#[must_use]
pub fn first_break(chain: &[Event]) -> Option<i64> {
    let mut previous = ORIGIN;
    for (event, expected) in chain.iter().zip(1_i64..) {
        // An erased payload is empty: one without a salt that says something was put there.
        let payload = &event.event.payload;
        let payload_fits = match &event.salt {
            Some(salt) => commit(salt, payload) == event.commitment,
            None => payload.is_empty(),
        };
        let fits = event.sequence == expected
            && event.previous == previous
            && payload_fits
            && event.hash == link(&previous, event.sequence, &event.commitment);
        if !fits {
            return Some(expected);
        }
        previous = event.hash;
    }
    None
}

/// Returns what a step's event says of its caller.
#[must_use]
pub fn acted_by(caller: &Caller) -> (String, bool) {
    (caller.subject.clone(), caller.is_staff())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(payloads: &[&str]) -> Vec<Event> {
        let mut previous = ORIGIN;
        payloads
            .iter()
            .zip(1_i64..)
            .map(|(payload, sequence)| {
                let salt = [u8::try_from(sequence).unwrap(); 16];
                let commitment = commit(&salt, payload);
                let hash = link(&previous, sequence, &commitment);
                let event = Event {
                    cursor: sequence,
                    event: NewEvent {
                        call: None,
                        chain: "registers".into(),
                        resource: "registers".into(),
                        step: StepName::RecordEntries,
                        actor: "kari".into(),
                        by_staff: true,
                        organisation: None,
                        at: DateTime::UNIX_EPOCH,
                        from_revision: Revision::NONE,
                        request_hash: ORIGIN,
                        reason: String::new(),
                        payload: (*payload).to_owned(),
                    },
                    sequence,
                    salt: Some(salt),
                    commitment,
                    previous,
                    hash,
                };
                previous = hash;
                event
            })
            .collect()
    }

    #[test]
    fn a_chain_that_was_not_touched_verifies() {
        assert_eq!(first_break(&chain(&["a", "b", "c"])), None);
    }

    #[test]
    fn erased_payloads_still_verify() {
        let mut events = chain(&["a", "b", "c"]);
        events[1].salt = None;
        events[1].event.payload.clear();
        assert_eq!(first_break(&events), None);
    }

    #[test]
    fn every_kind_of_tampering_is_found_where_it_is() {
        let good = chain(&["a", "b", "c", "d"]);
        let mut changed = good.clone();
        changed[2].event.payload = "x".into();
        assert_eq!(first_break(&changed), Some(3));
        let mut removed = good.clone();
        removed.remove(1);
        assert_eq!(first_break(&removed), Some(2));
        let mut swapped = good.clone();
        swapped.swap(0, 1);
        assert_eq!(first_break(&swapped), Some(1));
        let mut resalted = good.clone();
        resalted[3].salt = Some([9; 16]);
        assert_eq!(first_break(&resalted), Some(4));
        let mut unsalted = good.clone();
        unsalted[1].salt = None;
        assert_eq!(first_break(&unsalted), Some(2));
    }
}
