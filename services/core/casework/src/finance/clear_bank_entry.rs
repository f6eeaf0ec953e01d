use domain::event::{Hash, NewEvent, hexadecimal};
use domain::finance::{BankEntry, BankEntryState};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName, StepRecord};
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
        let entry = lock(context, (&self.file, self.number)).await?;
        if self.cleared(&entry, context) {
            return Ok(entry);
        }
        require_open(&entry, StepName::ClearBankEntry)?;
        let (cleared, event) = clear(context, entry, &self.reason).await?;
        context.append(&[event]).await?;
        Ok(cleared)
    }
}

impl ClearBankEntry {
    /// Returns true if the same person has cleared the entry for the same reason.
    fn cleared(&self, entry: &BankEntry, context: &Context<'_>) -> bool {
        let by_us = |record: &StepRecord| {
            record.actor == context.actor.caller.subject && record.reason == self.reason
        };
        entry.cleared.as_ref().is_some_and(by_us)
    }
}

/// Locks an entry that must exist.
pub(super) async fn lock(
    context: &mut Context<'_>,
    (file, number): (&Hash, i32),
) -> Result<BankEntry, CaseError> {
    let found = bank_rows::lock_entry(context.db, file, number).await?;
    found.ok_or_else(|| not_found(names::bank_entry(&hexadecimal(file), number)))
}

/// Requires that an entry waits for a person.
pub(super) fn require_open(entry: &BankEntry, step: StepName) -> Result<(), CaseError> {
    if entry.state == BankEntryState::Open {
        return Ok(());
    }
    Err(CaseError::Refused(Refusal::WrongState {
        resource: entry.name(),
        state: entry.state.name(),
        step,
    }))
}

/// Clears an open entry; gives it with the event that tells of it.
pub(super) async fn clear(
    context: &mut Context<'_>,
    entry: BankEntry,
    reason: &str,
) -> Result<(BankEntry, NewEvent), CaseError> {
    let record = context.record(reason);
    bank_rows::clear_entry(context.db, entry.id, &record).await?;
    let subject = Subject::bank_entry(&hexadecimal(&entry.file), entry.number);
    let event = context.event(&subject, Revision::NONE, reason, &entry.word);
    let cleared = BankEntry {
        state: BankEntryState::Cleared,
        cleared: Some(record),
        ..entry
    };
    Ok((cleared, event))
}
