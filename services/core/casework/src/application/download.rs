use domain::application::Attachment;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::case::application_alone;
use super::rows;
use super::upload::AttachmentKey;
use crate::error::{CaseError, not_found};
use crate::resource::Lock;
use crate::step::{Context, Query};

/// Reads a file with its content.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The file.
    pub key: AttachmentKey,
}

impl<S: Scheme> Query<S> for Download {
    const STEP: StepName = StepName::DownloadAttachment;
    type Answer = (Attachment, Vec<u8>);

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        application_alone::<S>(context, &self.key.application, Lock::No).await?;
        let found = rows::attachment::find(context.db, &self.key).await?;
        found.ok_or_else(|| not_found(self.key.name()))
    }
}
