//! An event as it is checked, and the hashes that it must have.

use sha2::{Digest, Sha256};

use crate::encoding::Fields;
use crate::{Hash, ORIGIN};

/// A salt of a commitment.
pub type Salt = [u8; 16];

/// The step of the event that tells of an erasure.
pub const DISPOSAL: &str = "carry_out_disposal";

/// An event of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The form in which it is linked: 1 or 2.
    pub format: i16,
    /// Its place in the whole history.
    pub cursor: i64,
    /// The call.
    pub call: Option<String>,
    /// The chain.
    pub chain: String,
    /// Number in the chain, from 1.
    pub sequence: i64,
    /// The resource that changed.
    pub resource: String,
    /// The step.
    pub step: String,
    /// The person.
    pub person: Person,
    /// True if the person is of the staff.
    pub by_staff: bool,
    /// The organisation whose case it is.
    pub organisation: Option<String>,
    /// The time, in microseconds since 1970 in UTC.
    pub at: i64,
    /// The revision the step started from.
    pub from_revision: i64,
    /// What was said and done.
    pub content: Content,
    /// Commitment to the content.
    pub commitment: Hash,
    /// Hash of the chain's event before.
    pub previous: Hash,
    /// Hash of this event.
    pub hash: Hash,
}

/// The person of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// By name, with the salt of the commitment to it; form 1 has none.
    Named {
        /// The name.
        actor: String,
        /// The salt.
        salt: Option<Salt>,
    },
    /// By the commitment: the reader is not told the name.
    Withheld(Hash),
}

/// The content of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Whole.
    Shown {
        /// Salt of the commitment.
        salt: Salt,
        /// The change.
        payload: String,
        /// Why.
        reason: String,
        /// Hash of the request.
        request_hash: Hash,
    },
    /// Erased under a disposal.
    Erased,
    /// Something without a salt that is not empty: neither whole nor erased.
    Spoilt,
    /// Not told to the reader.
    Withheld,
}

impl Event {
    /// Returns the commitment that the content must have; `None` where it cannot be known.
    #[must_use]
    pub(crate) fn expected_commitment(&self) -> Option<Hash> {
        let Content::Shown {
            salt,
            payload,
            reason,
            request_hash,
        } = &self.content
        else {
            return None;
        };
        if self.format == 1 {
            let digest = Sha256::new().chain_update(salt).chain_update(payload);
            return Some(digest.finalize().into());
        }
        let mut fields = Fields::tagged("tildeling/event/content/2");
        fields.add(salt);
        fields.add(payload.as_bytes());
        fields.add(reason.as_bytes());
        fields.add(request_hash);
        Some(fields.hash())
    }

    /// Returns the hash that the event must have after another; `None` where the person has no
    /// salt.
    #[must_use]
    pub(crate) fn expected_hash(&self, previous: &Hash) -> Option<Hash> {
        if self.format == 1 {
            let digest = Sha256::new()
                .chain_update(previous)
                .chain_update(self.sequence.to_be_bytes())
                .chain_update(self.commitment);
            return Some(digest.finalize().into());
        }
        let mut fields = Fields::tagged("tildeling/event/2");
        fields.add(previous);
        fields.add(self.chain.as_bytes());
        fields.add_number(self.sequence);
        fields.add_number(self.cursor);
        fields.add_optional(self.call.as_deref());
        fields.add(self.resource.as_bytes());
        fields.add(self.step.as_bytes());
        fields.add(&self.person.commitment()?);
        fields.add(&[u8::from(self.by_staff)]);
        fields.add_optional(self.organisation.as_deref());
        fields.add_number(self.at);
        fields.add_number(self.from_revision);
        fields.add(&self.commitment);
        Some(fields.hash())
    }

    /// Puts the commitment in the place of the person.
    pub fn withhold_person(&mut self) {
        // In form 1 nothing is over the person.
        self.person = Person::Withheld(self.person.commitment().unwrap_or(ORIGIN));
    }

    /// Takes the content out; an erased one says so.
    pub fn withhold_content(&mut self) {
        if self.content != Content::Erased {
            self.content = Content::Withheld;
        }
    }

    /// Tells whether this event is of a case.
    pub(crate) fn is_of_case(&self) -> bool {
        self.chain.contains("/applications/")
    }
}

impl Person {
    /// Returns the commitment to the person; `None` without a salt.
    #[must_use]
    pub fn commitment(&self) -> Option<Hash> {
        match self {
            Self::Withheld(commitment) => Some(*commitment),
            Self::Named { salt: None, .. } => None,
            Self::Named {
                actor,
                salt: Some(salt),
            } => {
                let mut fields = Fields::tagged("tildeling/event/person/2");
                fields.add(salt);
                fields.add(actor.as_bytes());
                Some(fields.hash())
            }
        }
    }
}

impl Content {
    /// Reads content as it is stored: whole where it has a salt, erased where it is empty.
    #[must_use]
    pub fn stored(salt: Option<Salt>, payload: String, reason: String, request: Hash) -> Self {
        match salt {
            Some(salt) => Self::Shown {
                salt,
                payload,
                reason,
                request_hash: request,
            },
            None if payload.is_empty() && reason.is_empty() && request == ORIGIN => Self::Erased,
            None => Self::Spoilt,
        }
    }
}

/// Returns the entry of a chain's end in the log of all chains.
#[must_use]
pub fn log_entry(chain: &str, sequence: i64, hash: &Hash) -> Hash {
    let mut fields = Fields::tagged("tildeling/head/1");
    fields.add(chain.as_bytes());
    fields.add_number(sequence);
    fields.add(hash);
    fields.hash()
}
