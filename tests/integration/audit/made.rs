//! A history made in memory by the code that writes events, for the check that shares none of it.

use ::audit::Report;
use ::audit::check::{Checker, LogEntry};
use ::audit::event::{Content, Event, Person};
use ::audit::note::Checkpoint;
use ::audit::tree;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta};
use domain::event::{
    FORMAT, Hash, NewEvent, ORIGIN, Place, commit, commit_person, link, log_entry,
};
use domain::identifiers::OrganisationNumber;
use domain::randomness::{Randomness, SeededRandomness, random_bytes};
use domain::step::{Revision, StepName};

/// Chains one after the other, the ends that are stored of them, and the log.
#[derive(Debug, Clone, Default)]
pub struct History {
    pub chains: Vec<Vec<Event>>,
    pub ends: Vec<(String, i64, Hash)>,
    pub entries: Vec<LogEntry>,
    cursor: i64,
}

/// A checkpoint over entries, whose signature is looked at elsewhere.
pub fn checkpoint(entries: &[LogEntry]) -> Checkpoint {
    let leaf = |one: &LogEntry| tree::leaf(&log_entry(&one.chain, one.sequence, &one.hash));
    let leaves: Vec<Hash> = entries.iter().map(leaf).collect();
    let (size, root) = (leaves.len(), STANDARD.encode(tree::root(&leaves)));
    Checkpoint::read(&format!("log\n{size}\n{root}\n\n\u{2014} log AAAA\n")).unwrap()
}

fn is_of_staff(number: usize) -> bool {
    number.is_multiple_of(3)
}

impl History {
    /// Chains of cases with so many events, which end in a disposal where `disposed` says so.
    pub fn of(lengths: &[usize], disposed: impl Fn(usize) -> bool, seed: u64) -> Self {
        let chance = SeededRandomness::new(seed);
        let mut history = Self::default();
        for (chain, length) in lengths.iter().enumerate() {
            history.chains.push(Vec::new());
            for _ in 0..*length {
                history.step(chain, StepName::UpdateApplication, &chance);
            }
            if disposed(chain) {
                history.step(chain, StepName::CarryOutDisposal, &chance);
                history.erase(chain, *length);
            }
        }
        history
    }

    /// Erases the first events of a chain.
    pub fn erase(&mut self, chain: usize, first: usize) {
        for event in &mut self.chains[chain][..first] {
            event.content = Content::Erased;
        }
    }

    /// Adds an event to a chain, and an entry for its end to the log.
    pub fn step(&mut self, chain: usize, step: StepName, chance: &dyn Randomness) {
        let events = &mut self.chains[chain];
        let name = format!("calls/2026/applications/{chain}");
        let of = u32::try_from(chain).unwrap();
        self.cursor += 1;
        let (number, last) = (events.len() + 1, events.last());
        let sequence = i64::try_from(number).unwrap();
        let event = NewEvent {
            call: Some("2026".parse().unwrap()),
            chain: name.clone(),
            resource: format!("{name}/part/{number}"),
            step,
            actor: format!("person {number}"),
            by_staff: is_of_staff(number),
            organisation: (number != 2).then(|| OrganisationNumber::invented(of)),
            at: DateTime::UNIX_EPOCH + TimeDelta::seconds(self.cursor),
            from_revision: Revision::new(sequence - 1).unwrap(),
            request_hash: random_bytes::<32>(chance),
            reason: format!("grunn {number}"),
            payload: format!("\"payload {number} of {chain}\""),
        };
        let place = Place {
            cursor: self.cursor,
            sequence,
            previous: last.map_or(ORIGIN, |event| event.hash),
        };
        let salts = (random_bytes::<16>(chance), random_bytes::<16>(chance));
        let commitment = commit(&salts.0, &event);
        let hash = link(
            &event,
            &place,
            &commit_person(&salts.1, &event.actor),
            &commitment,
        );
        events.push(checked(&event, &place, salts, (commitment, hash)));
        self.entries.push(LogEntry {
            chain: name.clone(),
            sequence,
            hash,
        });
        self.ends.retain(|(chain, ..)| *chain != name);
        self.ends.push((name, sequence, hash));
    }

    /// Checks it against checkpoints.
    pub fn check(&self, checkpoints: &[Checkpoint]) -> Report {
        let mut checker = Checker::default();
        self.entries
            .iter()
            .for_each(|entry| checker.entry(entry.clone()));
        for (chain, sequence, hash) in &self.ends {
            checker.end(chain.clone(), *sequence, *hash);
        }
        self.chains
            .iter()
            .flatten()
            .for_each(|event| checker.event(event));
        checker.finish(checkpoints)
    }
}

/// The event as the check takes it.
fn checked(
    event: &NewEvent,
    place: &Place,
    (salt, of_actor): ([u8; 16], [u8; 16]),
    (commitment, hash): (Hash, Hash),
) -> Event {
    Event {
        format: FORMAT,
        cursor: place.cursor,
        call: event.call.clone().map(String::from),
        chain: event.chain.clone(),
        sequence: place.sequence,
        resource: event.resource.clone(),
        step: event.step.name().to_owned(),
        person: Person::Named {
            actor: event.actor.clone(),
            salt: Some(of_actor),
        },
        by_staff: event.by_staff,
        organisation: event.organisation.clone().map(String::from),
        at: event.at.timestamp_micros(),
        from_revision: event.from_revision.number(),
        content: Content::stored(
            Some(salt),
            event.payload.clone(),
            event.reason.clone(),
            event.request_hash,
        ),
        commitment,
        previous: place.previous,
        hash,
    }
}
