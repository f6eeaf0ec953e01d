use std::collections::BTreeSet;

use domain::caller::Role;
use domain::identifiers::{BatchId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use interchange::pain001::{Pain001Error, Payer, Version};
use serde::Serialize;

use super::bank::{FileFault, file};
use super::{bank_rows, rows};
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Writes the bank's file of a batch: the same bytes each time. The first export by finance is
/// recorded with the payer's account, and the bank's answers are held against it; an auditor's is
/// not, since it is not for the bank.
///
/// # Errors
/// [`NotFound`](Refusal::NotFound); [`InvalidFields`](Refusal::InvalidFields) when the payer has
/// characters that banks do not take, or the batch was exported for another account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportBatch {
    /// The call.
    pub call: CallId,
    /// The batch.
    pub batch: BatchId,
    /// The payer.
    pub payer: Payer,
    /// Version of the message.
    pub version: Version,
}

impl<S: Scheme> Record<S> for ExportBatch {
    const STEP: StepName = StepName::ExportBatch;
    type Answer = Vec<u8>;

    async fn record(&self, context: &mut Context<'_>) -> Result<Vec<u8>, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let found = rows::batch(context.db, &self.call, self.batch).await?;
        let batch = found.ok_or_else(|| not_found(names::payment_batch(&self.call, self.batch)))?;
        let bytes = file(&batch, &self.payer, self.version).map_err(refused)?;
        self.require_account(context).await?;
        Ok(bytes)
    }
}

impl ExportBatch {
    /// Records the account at the first export for the bank, and holds later ones to it.
    async fn require_account(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let account = &self.payer.account;
        if context.actor.caller.roles().contains(&Role::Finance) {
            let record = context.record("");
            let of = (&self.call, self.batch);
            if bank_rows::insert_export(context.db, of, account, &record).await? {
                let subject = Subject::payment_batch(&self.call, self.batch);
                let event = context.event(&subject, Revision::FIRST, "", account);
                context.append(&[event]).await?;
                return Ok(());
            }
        }
        let batch = BTreeSet::from([self.batch]);
        let recorded = bank_rows::payers(context.db, &batch).await?;
        match recorded.get(&self.batch) {
            Some(other) if other != account => Err(field(
                "payer.account_number",
                "is another than the batch was exported for; the bank would pay from both",
            )),
            Some(_) | None => Ok(()),
        }
    }
}

/// Tells a payer that the bank would not take from a fault of ours.
fn refused(fault: FileFault) -> CaseError {
    match fault {
        FileFault::Pain001(Pain001Error::Head(name)) => {
            let says = format!("{name} must be filled, short enough and of the banks' characters");
            field("payer", &says)
        }
        fault => CaseError::BankFile(fault),
    }
}

fn field(field: &str, description: &str) -> CaseError {
    CaseError::Refused(Refusal::InvalidFields(vec![FieldViolation {
        field: field.to_owned(),
        description: description.to_owned(),
    }]))
}
