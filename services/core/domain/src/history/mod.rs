//! The history of a case (sakshistorikk): who did what, when and why, with what it changed, read
//! from the payloads of the case's events.

mod fields;
mod parts;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;
use text::{Args, Language};

use self::fields::Field;
use self::parts::{Part, Payload};
use crate::event::{Event, NewEvent};
use crate::findings::message_id;
use crate::journal::{Direction, JournalKind, entered};
use crate::notification::told_of;
use crate::step::StepName;
use crate::texts::catalogue;

/// Changes of an entry that are told; the others are counted.
const CHANGES_MAX: usize = 500;

/// The reader of a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The staff: all of it.
    Staff,
    /// Staff that may not see the accounts that are paid to: the rest of it.
    StaffWithoutAccounts,
    /// The party: what it did itself, and what it was told.
    Party,
}

/// A field of a resource that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its path, for example `state` or `draft.requested`.
    pub path: String,
    /// Its value before; empty where it had none.
    pub before: String,
    /// Its value since; empty where it has none.
    pub after: String,
}

/// An entry of a history: one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Number of the event in the case.
    pub sequence: i64,
    /// Name of the resource below the scheme.
    pub resource: String,
    /// The step.
    pub step: StepName,
    /// What it is in the journal, where it is in it.
    pub kind: Option<JournalKind>,
    /// The person who took it. Empty where the reader is not told.
    pub actor: String,
    /// True if the person is of the staff.
    pub by_staff: bool,
    /// The time.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// The fields that changed, in the order of the payload.
    pub changes: Vec<FieldChange>,
    /// Number of the fields that changed and are not told, since they are too many.
    pub changes_left_out: usize,
}

impl HistoryEntry {
    /// Returns its title: that of the journal, where it is in it.
    #[must_use]
    pub fn title(&self, language: Language) -> String {
        let id = match self.kind {
            Some(kind) => message_id("journal-title-", kind.code()),
            None => message_id("history-title-", self.step.name()),
        };
        catalogue().text(language, &id, &Args::new())
    }
}

/// Reads the history of a case from its events, in their order. What a field was before is the last
/// that this reader was told of it.
#[must_use]
pub fn history(chain: &[Event], reader: Reader) -> Vec<HistoryEntry> {
    let mut known = Known::default();
    let told = chain.iter();
    let told = told.filter(|event| reader != Reader::Party || is_the_partys(&event.event));
    told.map(|event| {
        let mut changes = known.change(&event.event, reader);
        let left_out = changes.len().saturating_sub(CHANGES_MAX);
        changes.truncate(CHANGES_MAX);
        let of = &event.event;
        HistoryEntry {
            sequence: event.sequence,
            resource: of.resource.clone(),
            step: of.step,
            kind: entered(of).map(|(kind, _)| kind),
            actor: match reader {
                Reader::Party if of.by_staff => String::new(),
                _ => of.actor.clone(),
            },
            by_staff: of.by_staff,
            at: of.at,
            reason: match reader {
                Reader::Party if of.by_staff && told_of(of).is_none() => String::new(),
                _ => of.reason.clone(),
            },
            changes,
            changes_left_out: left_out,
        }
    })
    .collect()
}

/// Returns true if the party knows of an event: it did it itself, was told, or has it in its
/// journal.
fn is_the_partys(event: &NewEvent) -> bool {
    let in_journal = entered(event).is_some_and(|(_, way)| way != Direction::Internal);
    !event.by_staff || in_journal || told_of(event).is_some()
}

/// What the party is told of a change that the staff made: the state, days, instalments and
/// recoveries, without names. What else the payload holds is the staff's.
fn is_told(event: &NewEvent, path: &str) -> bool {
    const TOLD: [&str; 7] = [
        "state",
        "state.complete_by",
        "state.to_repay",
        "accept_by",
        "answer_by",
        "extension.from",
        "extension.due",
    ];
    let of_part = path.starts_with("instalments[")
        || path.starts_with("recoveries[") && !path.ends_with(".actor");
    told_of(event).is_some() && (TOLD.contains(&path) || of_part)
}

/// Returns true if a field holds an account number.
fn is_account(path: &str) -> bool {
    let field = path.rsplit('.').next();
    field.is_some_and(|field| ACCOUNTS.contains(&field))
}

/// Fields that hold account numbers: the one that is paid to, and the one that it replaces.
const ACCOUNTS: [&str; 2] = ["account", "replaced"];

/// The fields of each resource of a case, as they were told last.
#[derive(Default)]
struct Known(BTreeMap<String, BTreeMap<String, String>>);

impl Known {
    /// Returns what an event changed, and knows it from then on.
    fn change(&mut self, event: &NewEvent, reader: Reader) -> Vec<FieldChange> {
        let Ok(payload) = serde_json::from_str::<Value>(&event.payload) else {
            // Erased: that it happened is all that is left.
            return Vec::new();
        };
        let known = self.0.entry(event.resource.clone()).or_default();
        let in_full = reader != Reader::Party || !event.by_staff;
        let without_accounts = reader == Reader::StaffWithoutAccounts;
        let mut changes = Vec::new();
        for (part, path, value) in named(event, &payload) {
            let mut fields = fields::of(&path, value);
            fields.retain(|(path, _)| in_full || is_told(event, path));
            fields.retain(|(path, _)| !without_accounts || !is_account(path));
            match part {
                Part::Was(_) => known.extend(fields),
                // The name of a state alone, and what the party is told, say nothing of the rest.
                Part::Is(_) if value.is_string() || !in_full => {
                    changes.extend(updated(known, fields));
                }
                Part::Is(_) => changes.extend(replaced(known, &path, fields)),
                Part::Added(_) => changes.extend(fields.into_iter().map(added)),
                Part::Number(_) | Part::Nothing => {}
            }
        }
        changes
    }
}

fn added((path, after): Field) -> FieldChange {
    FieldChange {
        path,
        before: String::new(),
        after,
    }
}

/// Puts fields in the place of those that were known, and returns which changed.
fn updated(known: &mut BTreeMap<String, String>, fields: Vec<Field>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    for (path, after) in fields {
        let before = known.insert(path.clone(), after.clone());
        let before = before.unwrap_or_default();
        if before != after {
            changes.push(FieldChange {
                path,
                before,
                after,
            });
        }
    }
    changes
}

/// Puts fields in the place of all that were known at a path, and returns which changed. Fields of
/// another state fall away with it and are not told.
fn replaced(
    known: &mut BTreeMap<String, String>,
    path: &str,
    fields: Vec<Field>,
) -> Vec<FieldChange> {
    let tag = fields.iter().find(|(of, _)| of == path);
    let same_state = tag.is_none_or(|(_, tag)| known.get(path) == Some(tag));
    let paths: BTreeSet<String> = fields.iter().map(|(of, _)| of.clone()).collect();
    let mut changes = updated(known, fields);
    let is_below = |of: &str| {
        let rest = of.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let gone = known.extract_if(.., |of, _| is_below(of) && !paths.contains(of));
    let gone = gone.map(|(path, before)| FieldChange {
        path,
        before,
        after: String::new(),
    });
    if same_state {
        changes.extend(gone);
    } else {
        gone.for_each(drop);
    }
    changes
}

/// Returns the parts of an event's payload, each with its path.
fn named<'p>(event: &NewEvent, payload: &'p Value) -> Vec<(Part, String, &'p Value)> {
    let collection = event.resource.rsplit('/').nth(1).unwrap_or_default();
    let items = || payload.as_array().into_iter().flatten();
    match parts::told(collection, event.step) {
        Payload::Whole(part) => vec![(part, path_of(part, ""), payload)],
        Payload::Instalments => items()
            .flat_map(|one| {
                let number = one.get(0).map(Value::to_string).unwrap_or_default();
                let field = |name: &'static str, value| {
                    (
                        Part::Is(name),
                        format!("instalments[{number}].{name}"),
                        value,
                    )
                };
                let amount = one.get(1).map(|value| field("amount", value));
                amount
                    .into_iter()
                    .chain(one.get(2).map(|value| field("state", value)))
            })
            .collect(),
        Payload::Parts(parts) => {
            let mut prefix = String::new();
            let mut named = Vec::new();
            for (part, value) in parts.iter().zip(items()) {
                if let Part::Number(of) = part {
                    prefix = format!("{of}[{value}].");
                } else {
                    named.push((*part, path_of(*part, &prefix), value));
                }
            }
            named
        }
    }
}

fn path_of(part: Part, prefix: &str) -> String {
    match part {
        Part::Is(name) | Part::Was(name) | Part::Added(name) => format!("{prefix}{name}"),
        Part::Number(_) | Part::Nothing => String::new(),
    }
}
