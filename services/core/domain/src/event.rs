//! The history of a case: events in a chain, each over all of its fields, what can be erased and
//! the person by salted commitments, so that personal data can be erased and the history still
//! verifies. docs/audit.md has the encoding; the crate `audit` checks it with code of its own.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::caller::Caller;
use crate::identifiers::{CallId, OrganisationNumber};
use crate::step::{Revision, StepName};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// A salt of a commitment.
pub type Salt = [u8; 16];

/// The number of the form in which events are linked. Form 1 covered the payload alone; an event of
/// it may not follow one of form 2.
pub const FORMAT: i16 = 2;

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
    pub salt: Option<Salt>,
    /// Commitment to the person; `None` in form 1.
    pub person: Option<Hash>,
    /// The form in which it is linked.
    pub format: i16,
    /// Commitment to the content; in form 1 to the payload alone.
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

/// SHA-256 over fields, each after its length: no two lists of fields give the same bytes.
struct Encoding(Sha256);

impl Encoding {
    /// The tag tells apart what is hashed for different ends.
    fn of(tag: &str) -> Self {
        Self(Sha256::new()).field(tag.as_bytes())
    }

    fn field(mut self, bytes: &[u8]) -> Self {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes);
        self
    }

    fn number(self, number: i64) -> Self {
        self.field(&number.to_be_bytes())
    }

    /// Absent is empty, and a text has a byte before it: an empty text is not absent.
    fn optional(self, text: Option<&str>) -> Self {
        match text {
            None => self.field(&[]),
            Some(text) => self.field(&[&[1], text.as_bytes()].concat()),
        }
    }

    fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// Commits to what a disposal erases of an event: payload, reason and request hash.
#[must_use]
pub fn commit(salt: &Salt, event: &NewEvent) -> Hash {
    Encoding::of("tildeling/event/content/2")
        .field(salt)
        .field(event.payload.as_bytes())
        .field(event.reason.as_bytes())
        .field(&event.request_hash)
        .finish()
}

/// Commits to the person: a party may check a history that does not tell it who on the staff acted.
#[must_use]
pub fn commit_person(salt: &Salt, actor: &str) -> Hash {
    Encoding::of("tildeling/event/person/2")
        .field(salt)
        .field(actor.as_bytes())
        .finish()
}

/// The place of an event that is being added.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its cursor.
    pub cursor: i64,
    /// Its number in the chain.
    pub sequence: i64,
    /// Hash of the chain's event before.
    pub previous: Hash,
}

/// Links an event to the one before: every field of it, person and content by their commitments.
#[must_use]
pub fn link(event: &NewEvent, place: &Place, person: &Hash, commitment: &Hash) -> Hash {
    Encoding::of("tildeling/event/2")
        .field(&place.previous)
        .field(event.chain.as_bytes())
        .number(place.sequence)
        .number(place.cursor)
        .optional(event.call.as_ref().map(CallId::as_str))
        .field(event.resource.as_bytes())
        .field(event.step.name().as_bytes())
        .field(person)
        .field(&[u8::from(event.by_staff)])
        .optional(event.organisation.as_ref().map(OrganisationNumber::as_str))
        .number(event.at.timestamp_micros())
        .number(event.from_revision.number())
        .field(commitment)
        .finish()
}

/// The entry of a chain's end in the log of all chains.
#[must_use]
pub fn log_entry(chain: &str, sequence: i64, hash: &Hash) -> Hash {
    Encoding::of("tildeling/head/1")
        .field(chain.as_bytes())
        .number(sequence)
        .field(hash)
        .finish()
}

/// Returns what a step's event says of its caller.
#[must_use]
pub fn acted_by(caller: &Caller) -> (String, bool) {
    (caller.subject.clone(), caller.is_staff())
}
