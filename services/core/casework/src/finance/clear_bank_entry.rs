use domain::event::{Hash, hexadecimal};
use domain::finance::{BankEntry, BankEntryState};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::bank_rows;
use crate::error::{CaseError, not_found};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Clears an entry of a bank's file that fits no payment: a person has looked, and says what was
/// done. It moves no money here. The same person with the same reason changes nothing again.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::WrongState`] unless it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClearBankEntry {
    /// SHA-256 of the file.
    pub file: Hash,
    /// Number of the entry in it.
    pub number: i32,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for ClearBankEntry {
    const STEP: StepName = StepName::ClearBankEntry;
    type Answer = BankEntry;

    async fn record(&self, context: &mut Context<'_>) -> Result<BankEntry, CaseError> {
        let file = hexadecimal(&self.file);
        let resource = names::bank_entry(&file, self.number);
        let found = bank_rows::lock_entry(context.db, &self.file, self.number).await?;
        let entry = found.ok_or_else(|| not_found(resource.clone()))?;
        let state = match entry.state {
            BankEntryState::Open => {
                let record = context.record(&self.reason);
                bank_rows::clear_entry(context.db, entry.id, &record).await?;
                let subject = Subject::bank_entry(&file, self.number);
                let event = context.event(&subject, Revision::NONE, &self.reason, &entry.word);
                context.append(&[event]).await?;
                return Ok(BankEntry {
                    state: BankEntryState::Cleared,
                    cleared: Some(record),
                    ..entry
                });
            }
            BankEntryState::Cleared => {
                let by_us = |record: &domain::step::StepRecord| {
                    record.actor == context.actor.caller.subject && record.reason == self.reason
                };
                if entry.cleared.as_ref().is_some_and(by_us) {
                    return Ok(entry);
                }
                "cleared"
            }
            BankEntryState::Taken => "taken",
            BankEntryState::Unchanged => "unchanged",
        };
        Err(CaseError::Refused(Refusal::WrongState {
            resource,
            state,
            step: StepName::ClearBankEntry,
        }))
    }
}
