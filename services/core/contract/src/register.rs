//! Entries in registers.

use std::fmt;

use domain::register::{EntryBatch, EntryBatchNumber, RegisterEntry};
use domain::violations::Violations;

use crate::names::{NameError, ResourceName, resource_name};
use crate::outward::Outward;
use crate::{SchemeContract, v1};

resource_name!(
    /// Register entries that were recorded together.
    EntryBatchName = "schemes/{scheme}/entryBatches/{batch}" {
        /// The batch.
        "entryBatches" / number: EntryBatchNumber,
    }
);

/// The most entries of one request.
const ENTRIES_MAX: usize = 1_000;

/// Reads entries.
pub fn entries(
    faults: &mut Violations,
    entries: Vec<v1::RegisterEntry>,
) -> Option<Vec<RegisterEntry>> {
    faults.list_size("entries", entries.len(), 1..=ENTRIES_MAX)?;
    faults.each("entries", entries, entry)
}

fn entry(faults: &mut Violations, from: v1::RegisterEntry) -> Option<RegisterEntry> {
    let register = faults.code("register", &from.register);
    let organisation = faults.parse("organisation_number", &from.organisation_number);
    let municipality = faults.parse_optional("municipality_number", &from.municipality_number);
    let first = faults.date("from_date", &from.from_date);
    let last = faults.optional_date("to_date", &from.to_date);
    if let (Some(first), Some(Some(last))) = (first, last) {
        faults.ordered(first, "to_date", last);
    }
    let source = faults.line("source", &from.source, 200);
    Some(RegisterEntry {
        register: register?,
        organisation: organisation?,
        municipality: municipality?,
        from: first?,
        to: last?,
        source: source?,
    })
}

impl From<RegisterEntry> for v1::RegisterEntry {
    fn from(entry: RegisterEntry) -> Self {
        v1::RegisterEntry {
            register: entry.register,
            organisation_number: entry.organisation.into(),
            municipality_number: entry.municipality.map(Into::into).unwrap_or_default(),
            from_date: entry.from.to_string(),
            to_date: entry.to.map(|to| to.to_string()).unwrap_or_default(),
            source: entry.source,
        }
    }
}

/// Reads the name of a batch of entries.
pub fn batch<S: SchemeContract>(faults: &mut Violations, name: &str) -> Option<EntryBatchNumber> {
    let name = EntryBatchName::read(faults, "name", name, S::PROFILE.code);
    name.map(|name| name.number)
}

impl<S: SchemeContract> Outward<S> {
    /// The name of a batch of entries.
    #[must_use]
    pub fn entry_batch_name(&self, number: EntryBatchNumber) -> String {
        let scheme = self.scheme();
        EntryBatchName { scheme, number }.to_string()
    }

    /// A batch of entries.
    #[must_use]
    pub fn entry_batch(&self, batch: EntryBatch) -> v1::EntryBatch {
        let state = match &batch.answer {
            None => v1::EntryBatchState::Recorded,
            Some(answer) if answer.confirmed => v1::EntryBatchState::Confirmed,
            Some(_) => v1::EntryBatchState::Rejected,
        };
        let answered = batch.answer.as_ref();
        v1::EntryBatch {
            name: self.entry_batch_name(batch.number),
            recorded: Some(self.step(&batch.recorded, true)),
            state: state.into(),
            answered: answered.map(|answer| self.step(&answer.record, true)),
            entries: batch.entries.into_iter().map(Into::into).collect(),
        }
    }
}
