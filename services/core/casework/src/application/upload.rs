use domain::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, Attachment};
use domain::document::media_type;
use domain::event::hexadecimal;
use domain::findings::{Finding, FindingValue};
use domain::identifiers::AttachmentId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::case::{ApplicationKey, application_alone};
use super::rows;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// The parts of a file's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentKey {
    /// The application.
    pub application: ApplicationKey,
    /// The file.
    pub attachment: AttachmentId,
}

impl AttachmentKey {
    /// Returns the file's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        let ApplicationKey { call, application } = &self.application;
        names::attachment(call, *application, self.attachment)
    }
}

/// Adds a file to a draft or a returned application. Does not change the application's revision:
/// what was read of it still holds.
///
/// # Errors
/// [`Refusal::InvalidFields`] for a kind the scheme does not know, an empty or too large file;
/// [`Refusal::IdTaken`]; [`Refusal::WrongState`]; [`Refusal::RulesNotMet`] when there are too many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Upload {
    application: ApplicationKey,
    attachment: Attachment,
    /// The bytes; in a retry their hash stands for them.
    #[serde(skip)]
    content: Vec<u8>,
}

impl Upload {
    /// Makes the step from the key that the client chose, kind, file name, media type and bytes.
    #[must_use]
    pub fn new(
        key: AttachmentKey,
        kind: String,
        (file_name, media_type): (String, String),
        content: Vec<u8>,
    ) -> Self {
        let digest = Sha256::digest(&content);
        Self {
            attachment: Attachment {
                id: key.attachment,
                kind,
                file_name,
                media_type,
                // At most 10 MiB.
                size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
                sha256: hexadecimal(&digest),
            },
            application: key.application,
            content,
        }
    }

    /// Returns the application's key.
    #[must_use]
    pub const fn application(&self) -> &ApplicationKey {
        &self.application
    }

    fn faults(&self, kinds: &[&str]) -> Vec<FieldViolation> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, description: String| {
            faults.push(FieldViolation {
                field: field.to_owned(),
                description,
            });
        };
        if !kinds.contains(&self.attachment.kind.as_str()) {
            fault(
                "attachment.kind",
                format!(
                    "is not a kind of this scheme; use one of {}",
                    kinds.join(", ")
                ),
            );
        }
        let said = &self.attachment.media_type;
        if let Err(found) = media_type::judge(said, &self.content) {
            fault(
                "attachment.media_type",
                format!(
                    "is {said}, and the bytes are {found}; send a file of the type it is said to be"
                ),
            );
        }
        if !(1..=ATTACHMENT_BYTES_MAX).contains(&self.content.len()) {
            fault(
                "chunk",
                format!("must come to 1 to {ATTACHMENT_BYTES_MAX} bytes in all; send another file"),
            );
        }
        faults
    }
}

impl<S: Scheme> Record<S> for Upload {
    const STEP: StepName = StepName::UploadAttachment;
    type Answer = Attachment;

    fn check(&self, _actor: &Actor) -> Result<(), CaseError> {
        let faults = self.faults(S::PROFILE.attachment_kinds);
        if faults.is_empty() {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::InvalidFields(faults)))
    }

    async fn record(&self, context: &mut Context<'_>) -> Result<Attachment, CaseError> {
        let (key, attachment) = (&self.application, &self.attachment);
        let application = application_alone::<S>(context, key, Lock::Yes).await?;
        let organisation = &application.draft.applicant.organisation;
        let subject = Subject::attachment(&key.call, key.application, attachment.id, organisation);
        let files = rows::attachment::of_application(context.db, key).await?;
        if let Some(stored) = files.iter().find(|stored| stored.id == attachment.id) {
            context.require_created(subject.resource()).await?;
            return Ok(stored.clone());
        }
        application.takes_attachments()?;
        if files.len() >= ATTACHMENTS_MAX {
            let most = i64::try_from(ATTACHMENTS_MAX).unwrap_or(i64::MAX);
            let finding = Finding::blocking("ATTACHMENTS_TOO_MANY", "configurable")
                .with("most", FindingValue::Number(most));
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
        }
        rows::attachment::insert(context.db, key, attachment, &self.content).await?;
        let payload = (&attachment.kind, &attachment.file_name, &attachment.sha256);
        let event = context.event(&subject, Revision::NONE, "", &payload);
        context.append(&[event]).await?;
        Ok(attachment.clone())
    }
}
