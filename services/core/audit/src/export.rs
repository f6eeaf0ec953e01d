//! The history of one case as a file that can be checked alone: its events, the checkpoint, and the
//! proof that the checkpoint covers the end of its chain.

use serde::{Deserialize, Serialize};

use crate::check::{Checker, Finding, LogEntry, Report};
use crate::encoding::{from_hex, to_hex};
use crate::event::{Content, Event, Person, log_entry};
use crate::note::{Checkpoint, Key, NoteFault};
use crate::{Hash, tree};

/// The form of the file.
const FORM: &str = "tildeling-audit/1";

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    form: String,
    chain: String,
    events: Vec<ExportedEvent>,
    proof: Proof,
    /// The checkpoint, as a signed note.
    checkpoint: String,
}

/// The proof that the log has the end of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proof {
    /// Number of the event that was the chain's last when the log took it.
    sequence: i64,
    place: u64,
    inclusion: Vec<String>,
    /// From checkpoints that a reader may have from before.
    consistency: Vec<Growth>,
}

/// The proof that a smaller log grew into the one of the checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Growth {
    from: u64,
    proof: Vec<String>,
}

/// An event in the file. Fields that are not told are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportedEvent {
    format: i16,
    sequence: i64,
    cursor: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<String>,
    resource: String,
    step: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_salt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    by_staff: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// Microseconds since 1970 in UTC.
    at: i64,
    from_revision: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    payload: String,
    reason: String,
    request_hash: String,
    /// True if the reader is not told salt, payload, reason and request hash.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
    commitment: String,
    previous: String,
    hash: String,
}

/// A fault of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExportFault {
    /// The text is no export.
    #[error("this is no export of a case, or it is cut off: {0}")]
    NoExport(String),
    /// The checkpoint in it.
    #[error(transparent)]
    Checkpoint(#[from] NoteFault),
    /// No entry of the log has an event of the chain yet.
    #[error("no checkpoint covers the chain yet; ask again when the next one is made")]
    NotCovered,
}

impl Export {
    /// Makes the file of a chain under a checkpoint, with proofs from the sizes of earlier ones.
    ///
    /// # Errors
    /// [`ExportFault::NotCovered`], or when the checkpoint is none.
    pub fn of(
        events: &[Event],
        entries: &[LogEntry],
        note: &str,
        since: &[u64],
    ) -> Result<Self, ExportFault> {
        let checkpoint = Checkpoint::read(note)?;
        let size = usize::try_from(checkpoint.size).unwrap_or(usize::MAX);
        let covered = entries.get(..size).ok_or(ExportFault::NotCovered)?;
        let chain = events.first().map_or("", |event| &event.chain);
        let place = covered.iter().rposition(|entry| entry.chain == chain);
        let place = place.ok_or(ExportFault::NotCovered)?;
        let leaf = |one: &LogEntry| tree::leaf(&log_entry(&one.chain, one.sequence, &one.hash));
        let leaves: Vec<Hash> = covered.iter().map(leaf).collect();
        let hex = |proof: Vec<Hash>| proof.iter().map(|hash| to_hex(hash)).collect();
        let growth = |from: &u64| {
            let first = usize::try_from(*from).unwrap_or(usize::MAX);
            let proof = hex(tree::prove_consistency(&leaves, first));
            Growth { from: *from, proof }
        };
        Ok(Self {
            form: FORM.to_owned(),
            chain: chain.to_owned(),
            events: events.iter().map(ExportedEvent::of).collect(),
            proof: Proof {
                sequence: covered[place].sequence,
                place: place as u64,
                inclusion: hex(tree::prove_inclusion(&leaves, place)),
                consistency: since.iter().map(growth).collect(),
            },
            checkpoint: note.to_owned(),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`ExportFault::NoExport`].
    pub fn read(text: &str) -> Result<Self, ExportFault> {
        let read: Self =
            serde_json::from_str(text).map_err(|fault| ExportFault::NoExport(fault.to_string()))?;
        if read.form != FORM {
            let fault = format!("its form is {:?}, and this reads {FORM:?}", read.form);
            return Err(ExportFault::NoExport(fault));
        }
        Ok(read)
    }

    /// Checks the file, and that its log grew out of the one of a checkpoint that the reader has
    /// from before.
    ///
    /// # Errors
    /// [`ExportFault`] when something in it cannot be read, or its checkpoint is not signed by the
    /// key.
    pub fn check(&self, key: &Key, known: Option<&Checkpoint>) -> Result<Report, ExportFault> {
        let checkpoint = Checkpoint::read(&self.checkpoint)?;
        checkpoint.check(key)?;
        let mut checker = Checker::default();
        let events: Option<Vec<Event>> = self
            .events
            .iter()
            .map(|one| one.event(&self.chain))
            .collect();
        let no_event = || ExportFault::NoExport("a hash of an event is no hexadecimal".to_owned());
        let events = events.ok_or_else(no_event)?;
        if let Some(last) = events.last() {
            checker.end(self.chain.clone(), last.sequence, last.hash);
        }
        events.iter().for_each(|event| checker.event(event));
        let mut report = checker.finish(&[]);
        let fault = self.fault_of_proof(&events, &checkpoint)?;
        let growth = match known {
            Some(known) => self.fault_of_growth(known, &checkpoint)?,
            None => None,
        };
        let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
        let of_log = growth.map(|fault| Finding {
            chain: "log".to_owned(),
            sequence: size,
            fault,
        });
        if report.findings.is_empty() {
            report.findings.extend(fault);
        }
        report.findings.extend(of_log);
        report.checkpoints = u64::from(report.findings.is_empty());
        Ok(report)
    }

    fn fault_of_proof(
        &self,
        events: &[Event],
        checkpoint: &Checkpoint,
    ) -> Result<Option<Finding>, ExportFault> {
        let proof = hashes(&self.proof.inclusion)?;
        let at = |fault: &str| Finding {
            chain: self.chain.clone(),
            sequence: self.proof.sequence,
            fault: fault.to_owned(),
        };
        let covered = events
            .iter()
            .find(|event| event.sequence == self.proof.sequence);
        let Some(covered) = covered else {
            return Ok(Some(at(
                "the event with this number is missing; the log has it",
            )));
        };
        let leaf = tree::leaf(&log_entry(&self.chain, covered.sequence, &covered.hash));
        let of = (checkpoint.size, &checkpoint.root);
        let holds = tree::is_included(&leaf, self.proof.place, of, &proof);
        Ok((!holds).then(|| at("the checkpoint does not cover it: the chain was written anew")))
    }

    fn fault_of_growth(
        &self,
        known: &Checkpoint,
        checkpoint: &Checkpoint,
    ) -> Result<Option<String>, ExportFault> {
        let (old, new) = (
            (known.size, &known.root),
            (checkpoint.size, &checkpoint.root),
        );
        if new.0 < old.0 {
            let fault = "the checkpoint is older than the one you have: ask for a newer export";
            return Ok(Some(fault.to_owned()));
        }
        if new.0 == old.0 {
            let forked = || "the log is forked: two checkpoints of one size differ".to_owned();
            return Ok((new.1 != old.1).then(forked));
        }
        let Some(growth) = self.proof.consistency.iter().find(|one| one.from == old.0) else {
            let fault = format!(
                "there is no proof from the checkpoint you have, of size {}: ask for an export \
                 since that one",
                old.0
            );
            return Ok(Some(fault));
        };
        let holds = tree::is_consistent(old, new, &hashes(&growth.proof)?);
        let forked = || "the log is forked: it did not grow out of the one you have".to_owned();
        Ok((!holds).then(forked))
    }
}

fn hashes(proof: &[String]) -> Result<Vec<Hash>, ExportFault> {
    let read: Option<Vec<Hash>> = proof.iter().map(|text| from_hex(text)).collect();
    read.ok_or_else(|| ExportFault::NoExport("a hash of a proof is no hexadecimal".to_owned()))
}

impl ExportedEvent {
    fn of(event: &Event) -> Self {
        let (actor, actor_salt, person) = match &event.person {
            Person::Named { actor, salt } => (Some(actor.clone()), salt.map(|s| to_hex(&s)), None),
            Person::Withheld(person) => (None, None, Some(to_hex(person))),
        };
        let (salt, payload, reason, request) = match &event.content {
            Content::Shown {
                salt,
                payload,
                reason,
                request_hash,
            } => (
                Some(to_hex(salt)),
                payload.clone(),
                reason.clone(),
                to_hex(request_hash),
            ),
            Content::Erased | Content::Spoilt | Content::Withheld => Default::default(),
        };
        Self {
            format: event.format,
            sequence: event.sequence,
            cursor: event.cursor,
            call: event.call.clone(),
            resource: event.resource.clone(),
            step: event.step.clone(),
            actor,
            actor_salt,
            person,
            by_staff: event.by_staff,
            organisation: event.organisation.clone(),
            at: event.at,
            from_revision: event.from_revision,
            salt,
            payload,
            reason,
            request_hash: request,
            withheld: event.content == Content::Withheld,
            commitment: to_hex(&event.commitment),
            previous: to_hex(&event.previous),
            hash: to_hex(&event.hash),
        }
    }

    fn event(&self, chain: &str) -> Option<Event> {
        let person = match (&self.actor, &self.person) {
            (Some(actor), _) => Person::Named {
                actor: actor.clone(),
                salt: read_salt(self.actor_salt.as_ref())?,
            },
            (None, person) => Person::Withheld(from_hex(person.as_ref()?)?),
        };
        let salt = read_salt(self.salt.as_ref())?;
        let is_empty = self.payload.is_empty() && self.reason.is_empty();
        let content = match salt {
            Some(salt) => Content::Shown {
                salt,
                payload: self.payload.clone(),
                reason: self.reason.clone(),
                request_hash: from_hex(&self.request_hash)?,
            },
            None if is_empty && self.request_hash.is_empty() => match self.withheld {
                true => Content::Withheld,
                false => Content::Erased,
            },
            None => Content::Spoilt,
        };
        Some(Event {
            format: self.format,
            cursor: self.cursor,
            call: self.call.clone(),
            chain: chain.to_owned(),
            sequence: self.sequence,
            resource: self.resource.clone(),
            step: self.step.clone(),
            person,
            by_staff: self.by_staff,
            organisation: self.organisation.clone(),
            at: self.at,
            from_revision: self.from_revision,
            content,
            commitment: from_hex(&self.commitment)?,
            previous: from_hex(&self.previous)?,
            hash: from_hex(&self.hash)?,
        })
    }
}

/// Reads a salt that may be absent; `None` where it is no hexadecimal.
fn read_salt(text: Option<&String>) -> Option<Option<[u8; 16]>> {
    text.map_or(Some(None), |text| from_hex(text).map(Some))
}
