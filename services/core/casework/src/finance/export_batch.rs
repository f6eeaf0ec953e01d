use domain::identifiers::{BatchId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::violations::FieldViolation;
use interchange::pain001::{Pain001Error, Payer, Version};

use super::bank::{FileFault, file};
use super::rows;
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::step::{Context, Query};

/// Writes the bank's file of a batch: the same bytes each time.
///
/// # Errors
/// [`NotFound`](Refusal::NotFound); [`InvalidFields`](Refusal::InvalidFields) when the payer has
/// characters that banks do not take.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl<S: Scheme> Query<S> for ExportBatch {
    const STEP: StepName = StepName::ExportBatch;
    type Answer = Vec<u8>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<u8>, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let found = rows::batch(context.db, &self.call, self.batch).await?;
        let batch = found.ok_or_else(|| not_found(names::payment_batch(&self.call, self.batch)))?;
        file(&batch, &self.payer, self.version).map_err(refused)
    }
}

/// Tells a payer that the bank would not take from a fault of ours.
fn refused(fault: FileFault) -> CaseError {
    match fault {
        FileFault::Pain001(Pain001Error::Head(field)) => {
            CaseError::Refused(Refusal::InvalidFields(vec![FieldViolation {
                field: "payer".to_owned(),
                description: format!(
                    "{field} must be filled, short enough and of the banks' characters"
                ),
            }]))
        }
        fault => CaseError::BankFile(fault),
    }
}
