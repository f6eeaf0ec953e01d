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
use crate::step::{Context, Feed, Query};

/// Bytes of one part of a file.
const PART: usize = 1 << 20;

/// One part of the bank's file of a batch: the same bytes each time.
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
    /// The part begins after so many bytes.
    pub from: usize,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePart {
    /// Its bytes.
    pub content: Vec<u8>,
    /// True if more of the file comes.
    pub more: bool,
}

impl<S: Scheme> Query<S> for ExportBatch {
    const STEP: StepName = StepName::ExportBatch;
    type Answer = FilePart;

    async fn look(&self, context: &mut Context<'_>) -> Result<FilePart, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let found = rows::batch(context.db, &self.call, self.batch).await?;
        let batch = found.ok_or_else(|| not_found(names::payment_batch(&self.call, self.batch)))?;
        let bytes = file(&batch, &self.payer, self.version).map_err(refused)?;
        let rest = bytes.get(self.from..).unwrap_or_default();
        Ok(FilePart {
            content: rest.iter().take(PART).copied().collect(),
            more: rest.len() > PART,
        })
    }
}

impl<S: Scheme> Feed<S> for ExportBatch {
    fn next(&self, part: &FilePart) -> Option<Self> {
        part.more.then(|| Self {
            from: self.from + part.content.len(),
            ..self.clone()
        })
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
