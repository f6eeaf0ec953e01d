use std::collections::BTreeMap;

use domain::refusal::Refusal;
use domain::register::RegisterEntry;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::rows;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Records entries; answers with how many were new or changed. An entry is identified by register,
/// organisation, municipality and first day: the same again changes nothing, with another last day
/// or source it replaces the existing one.
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
    type Answer = u64;

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

    async fn record(&self, context: &mut Context<'_>) -> Result<u64, CaseError> {
        // Entries with the same key are the same: those that contradict each other are refused.
        let mut entries = self.entries.clone();
        entries.sort_unstable();
        entries.dedup();
        let recorded = rows::put(context.db, &entries).await?;
        if recorded > 0 {
            let event = context.event(&Subject::registers(), Revision::NONE, "", &entries);
            context.append(&[event]).await?;
        }
        Ok(recorded)
    }
}
