use domain::names;
use domain::register::{BatchAnswer, EntryBatch, EntryBatchNumber};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::{batch, rows};
use crate::error::{CaseError, not_found};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Confirms the entries of a batch that another person recorded: they hold from then on, each in
/// the place of the one with the same register, organisation, municipality and first day. Done
/// again by the same person it changes nothing.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is answered;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmEntries {
    /// The batch.
    pub batch: EntryBatchNumber,
}

impl<S: Scheme> Record<S> for ConfirmEntries {
    const STEP: StepName = StepName::ConfirmEntries;
    type Answer = EntryBatch;

    async fn record(&self, context: &mut Context<'_>) -> Result<EntryBatch, CaseError> {
        answer(context, self.batch, (true, "")).await
    }
}

/// Rejects the entries of a batch, or takes them back: they never hold. Done again by the same
/// person it changes nothing.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectEntries {
    /// The batch.
    pub batch: EntryBatchNumber,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for RejectEntries {
    const STEP: StepName = StepName::RejectEntries;
    type Answer = EntryBatch;

    async fn record(&self, context: &mut Context<'_>) -> Result<EntryBatch, CaseError> {
        answer(context, self.batch, (false, &self.reason)).await
    }
}

/// Answers a batch, unless the same person answered it so before.
async fn answer(
    context: &mut Context<'_>,
    number: EntryBatchNumber,
    (confirmed, reason): (bool, &str),
) -> Result<EntryBatch, CaseError> {
    let found = batch::lock(context.db, number).await?;
    let waiting = found.ok_or_else(|| not_found(names::entry_batch(number)))?;
    let record = context.record(reason);
    let by_us =
        |before: &BatchAnswer| before.confirmed == confirmed && before.record.actor == record.actor;
    if waiting.answer.as_ref().is_some_and(by_us) {
        return Ok(waiting);
    }
    let answered = waiting.answered(BatchAnswer { confirmed, record }, context.step())?;
    if let Some(answer) = &answered.answer {
        batch::answer(context.db, number, answer).await?;
    }
    if confirmed {
        rows::put(context.db, &answered.entries).await?;
    }
    let event = context.event(&Subject::registers(), Revision::NONE, reason, &answered);
    context.append(&[event]).await?;
    Ok(answered)
}
