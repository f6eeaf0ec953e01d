use std::collections::BTreeMap;

use domain::refusal::Refusal;
use domain::register::{EntryBatchNumber, RegisterEntry};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::batch;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Records entries, which hold once another person confirms them. An entry is identified by
/// register, organisation, municipality and first day: with another last day or source it replaces
/// the existing one. Those that hold or wait already are left out.
///
/// # Errors
/// [`Refusal::InvalidFields`] when two of the entries contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordEntries {
    /// The entries.
    pub entries: Vec<RegisterEntry>,
}

impl<S: Scheme> Record<S> for RecordEntries {
    const STEP: StepName = StepName::RecordEntries;
    type Answer = Recorded;

    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        let mut by_key = BTreeMap::new();
        let mut faults = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let key = (
                &entry.register,
                &entry.organisation,
                &entry.municipality,
                entry.from,
            );
            if *by_key.entry(key).or_insert(entry) != entry {
                faults.push(FieldViolation {
                    field: format!("entries[{at}]"),
                    description: "contradicts another entry of the request with the same \
                                  register, organisation, municipality and first day; keep one"
                        .to_owned(),
                });
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(faults)))
    }

    async fn record(&self, context: &mut Context<'_>) -> Result<Recorded, CaseError> {
        // Entries with the same key are the same: those that contradict each other are refused.
        let mut entries = self.entries.clone();
        entries.sort_unstable();
        entries.dedup();
        let entries = batch::unknown(context.db, entries).await?;
        let mut recorded = Recorded {
            entries: entries.len(),
            batch: None,
        };
        if !entries.is_empty() {
            let number = batch::insert(context.db, &entries, &context.record("")).await?;
            recorded.batch = Some(number);
            let payload = (number, &entries);
            let event = context.event(&Subject::registers(), Revision::NONE, "", &payload);
            context.append(&[event]).await?;
        }
        Ok(recorded)
    }
}

/// Entries that wait to be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// The number of entries that are new or differ from what holds.
    pub entries: usize,
    /// Their batch; none where there are none.
    pub batch: Option<EntryBatchNumber>,
}
