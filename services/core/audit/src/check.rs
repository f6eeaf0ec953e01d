//! The check of a whole history: chains, the ends that are stored of them, the log of all chains,
//! and checkpoints over the log.

use std::collections::BTreeMap;

use crate::event::{Content, DISPOSAL, Event, log_entry};
use crate::note::Checkpoint;
use crate::tree::{self, Growing};
use crate::{Hash, ORIGIN};

/// The first event of a chain that does not fit, or a fault of the log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The chain; of a fault of the log, `log`.
    pub chain: String,
    /// Number of the event in its chain; of a fault of the log, the number of entries.
    pub sequence: i64,
    /// The fault.
    pub fault: String,
}

/// The name that faults of the log have in place of a chain's.
const LOG: &str = "log";

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.chain.as_str(), self.sequence) {
            (LOG, 0) => write!(out, "{}", self.fault),
            (LOG, entries) => write!(out, "the log, of {entries} entries: {}", self.fault),
            (chain, number) => write!(out, "{chain} event {number}: {}", self.fault),
        }
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Events that were checked.
    pub events: u64,
    /// Of them, those in the old form, which covers the payload alone.
    pub events_of_old_form: u64,
    /// Of them, those erased under a disposal.
    pub erased: u64,
    /// Chains that were checked.
    pub chains: u64,
    /// Entries of the log.
    pub entries: u64,
    /// Checkpoints that fit.
    pub checkpoints: u64,
    /// One finding for each chain that does not fit, and one for the log.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Notes a fault.
    pub fn find(&mut self, chain: &str, sequence: i64, fault: String) {
        self.findings.push(Finding {
            chain: chain.to_owned(),
            sequence,
            fault,
        });
    }
}

/// An entry of the log: the end of a chain when a checkpoint was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// The chain.
    pub chain: String,
    /// Number of its last event then.
    pub sequence: i64,
    /// Hash of that event.
    pub hash: Hash,
}

/// A chain that is being read.
struct Chain {
    name: String,
    last: i64,
    hash: Hash,
    cursor: i64,
    format: i16,
    /// Hashes that the log says its events have, by their numbers.
    logged: BTreeMap<i64, Hash>,
    /// Erased events, which a later event must tell of.
    uncovered: Vec<(i64, i16)>,
    fault: Option<(i64, String)>,
}

/// Checks a history: first entries and ends, then events in the order of their chains and numbers,
/// then [`Checker::finish`].
#[derive(Default)]
pub struct Checker {
    logged: BTreeMap<String, BTreeMap<i64, Hash>>,
    ends: BTreeMap<String, (i64, Hash)>,
    roots: Vec<Hash>,
    growing: Growing,
    chain: Option<Chain>,
    report: Report,
}

impl Checker {
    /// Takes the next entry of the log.
    pub fn entry(&mut self, entry: LogEntry) {
        let of = log_entry(&entry.chain, entry.sequence, &entry.hash);
        self.growing.push(tree::leaf(&of));
        self.roots.push(self.growing.root());
        let chain = self.logged.entry(entry.chain).or_default();
        chain.insert(entry.sequence, entry.hash);
    }

    /// Takes the stored end of a chain: number and hash of its last event. A chain without an event
    /// has none.
    pub fn end(&mut self, chain: String, sequence: i64, hash: Hash) {
        if sequence != 0 || hash != ORIGIN {
            self.ends.insert(chain, (sequence, hash));
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: &Event) {
        if self
            .chain
            .as_ref()
            .is_none_or(|chain| chain.name != event.chain)
        {
            self.close();
            self.chain = Some(Chain {
                name: event.chain.clone(),
                last: 0,
                hash: ORIGIN,
                cursor: 0,
                format: 1,
                logged: self.logged.remove(&event.chain).unwrap_or_default(),
                uncovered: Vec::new(),
                fault: None,
            });
        }
        self.report.events += 1;
        self.report.events_of_old_form += u64::from(event.format == 1);
        self.report.erased += u64::from(event.content == Content::Erased);
        if let Some(chain) = &mut self.chain {
            chain.take(event);
        }
    }

    /// Closes the chain that is being read.
    fn close(&mut self) {
        let Some(chain) = self.chain.take() else {
            return;
        };
        self.report.chains += 1;
        let end = self.ends.remove(&chain.name);
        if let Some((sequence, fault)) = chain.finish(end) {
            self.find(&chain.name, sequence, fault);
        }
    }

    /// Notes a fault.
    pub fn find(&mut self, chain: &str, sequence: i64, fault: String) {
        self.report.find(chain, sequence, fault);
    }

    /// Ends the check, and holds checkpoints, whose signatures fit, against the log.
    #[must_use]
    pub fn finish(mut self, checkpoints: &[Checkpoint]) -> Report {
        self.close();
        // A chain of which no event is left: the log or its stored end still names it.
        for (chain, logged) in std::mem::take(&mut self.logged) {
            self.ends.remove(&chain);
            if !logged.is_empty() {
                let fault = "the whole chain is missing, and the log has it".to_owned();
                self.find(&chain, 1, fault);
            }
        }
        for chain in std::mem::take(&mut self.ends).into_keys() {
            let fault = "the whole chain is missing, and its end is stored".to_owned();
            self.find(&chain, 1, fault);
        }
        self.report.entries = self.growing.size();
        for checkpoint in checkpoints {
            if let Some(fault) = self.held(checkpoint) {
                let size = i64::try_from(checkpoint.size).unwrap_or(i64::MAX);
                self.find(LOG, size, fault);
                break;
            }
            self.report.checkpoints += 1;
        }
        self.report.findings.extend(shrinks(checkpoints));
        self.report
    }

    /// Returns why a checkpoint does not fit the log.
    fn held(&self, checkpoint: &Checkpoint) -> Option<String> {
        let entries = self.growing.size();
        if checkpoint.size > entries {
            return Some(format!(
                "the checkpoint covers {} entries, and the log has {entries}: entries were removed",
                checkpoint.size
            ));
        }
        let root = usize::try_from(checkpoint.size).ok();
        let root = root.and_then(|size| size.checked_sub(1));
        let fits = match root.and_then(|at| self.roots.get(at)) {
            Some(root) => *root == checkpoint.root,
            None => tree::root(&[]) == checkpoint.root,
        };
        (!fits).then(|| "the log is not the one that was signed: entries were changed".to_owned())
    }
}

/// Finds the first of a file's checkpoints that covers fewer entries than the one before it, or as
/// many with another root.
#[must_use]
pub fn shrinks(checkpoints: &[Checkpoint]) -> Option<Finding> {
    let pair = checkpoints.windows(2).find(|pair| {
        let (before, after) = (&pair[0], &pair[1]);
        after.size < before.size || (after.size == before.size && after.root != before.root)
    })?;
    Some(Finding {
        chain: LOG.to_owned(),
        sequence: i64::try_from(pair[1].size).unwrap_or(i64::MAX),
        fault: "the checkpoint does not grow out of the one before it".to_owned(),
    })
}

impl Chain {
    fn take(&mut self, event: &Event) {
        if self.fault.is_some() {
            return;
        }
        if let Some((sequence, fault)) = self.fault_of(event) {
            self.fault = Some((sequence, fault.to_owned()));
            return;
        }
        if event.content == Content::Erased {
            self.uncovered.push((event.sequence, event.format));
        }
        if event.step == DISPOSAL {
            self.cover(event);
        }
        self.last = event.sequence;
        self.hash = event.hash;
        self.cursor = event.cursor;
        self.format = event.format;
    }

    /// Returns why the event does not fit, with the number it should have had.
    fn fault_of(&self, event: &Event) -> Option<(i64, &'static str)> {
        let number = self.last + 1;
        let fault = if event.sequence != number {
            "the event with this number is missing"
        } else if !matches!(event.format, 1 | 2) {
            "its form is unknown"
        } else if event.format < self.format {
            "it is in the old form, after one of the new form"
        } else if event.previous != self.hash {
            "it does not name the hash of the event before it"
        } else if event.content == Content::Spoilt {
            "its content has no salt, and is not empty as an erased one is"
        } else if event
            .expected_commitment()
            .is_some_and(|expected| expected != event.commitment)
        {
            "its payload, reason, request hash or salt is not the one committed to"
        } else if event.expected_hash(&self.hash) != Some(event.hash) {
            "its hash is not that of its fields: one of them was changed"
        } else if event.format == 2 && event.cursor <= self.cursor {
            "its cursor is not after that of the event before it"
        } else if self
            .logged
            .get(&number)
            .is_some_and(|hash| *hash != event.hash)
        {
            "its hash is not the one in the log: it or one before it was written anew"
        } else {
            return None;
        };
        Some((number, fault))
    }

    /// Strikes out the erased events that a disposal tells of: those it lists, or, in the chain of
    /// a case that it erases, all before it.
    fn cover(&mut self, disposal: &Event) {
        let listed = match &disposal.content {
            Content::Shown { payload, .. } => listed(payload),
            Content::Erased | Content::Spoilt | Content::Withheld => None,
        };
        match listed {
            Some(listed) => self
                .uncovered
                .retain(|(number, _)| !listed.contains(number)),
            None if disposal.is_of_case() => self.uncovered.clear(),
            None => {}
        }
    }

    /// Returns the first event that does not fit, now that the chain is known to its end.
    fn finish(&self, end: Option<(i64, Hash)>) -> Option<(i64, String)> {
        let of_case = self.name.contains("/applications/");
        // Before events had the new form, other chains than cases did not tell of an erasure.
        let bare = |(_, format): &&(i64, i16)| *format == 2 || of_case;
        let erased = self.uncovered.iter().find(bare).map(|(number, _)| {
            let fault = "it is erased, and no later event of its chain tells of a disposal";
            (*number, fault.to_owned())
        });
        let missing = self.last + 1;
        let cut = || {
            if let Some(last) = self
                .logged
                .keys()
                .next_back()
                .filter(|last| **last > self.last)
            {
                let fault = format!("the event with this number is missing; the log has {last}");
                return Some((missing, fault));
            }
            match end {
                None => Some((self.last, "the chain's stored end is missing".to_owned())),
                Some((last, _)) if last > self.last => {
                    let fault = format!("the event with this number is missing; the end is {last}");
                    Some((missing, fault))
                }
                Some(end) if end != (self.last, self.hash) => {
                    Some((self.last, "it is not the chain's stored end".to_owned()))
                }
                Some(_) => None,
            }
        };
        // Where a chain breaks, what covered an erasure may have stood after the break.
        self.fault.clone().or_else(cut).or(erased)
    }
}

/// Reads the numbers of events that a disposal outside a case lists.
fn listed(payload: &str) -> Option<Vec<i64>> {
    #[derive(serde::Deserialize)]
    struct Told {
        erased: Vec<i64>,
    }
    serde_json::from_str(payload)
        .ok()
        .map(|told: Told| told.erased)
}
