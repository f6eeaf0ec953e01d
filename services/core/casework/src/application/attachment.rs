//! Files of applications.

use domain::application::{ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, Attachment};
use domain::findings::{Finding, FindingValue};
use domain::identifiers::AttachmentId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::case::{CaseId, Hold, admitted};
use super::rows;
use crate::act::{Act, Subject, Told, content_hash, created_before};
use crate::error::{CaseError, not_found};

/// A file to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttachment {
    /// Id, made by the client.
    pub id: AttachmentId,
    /// What it is, one of the scheme's codes.
    pub kind: String,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}

/// Adds a file to a draft or a returned application. Does not change the application's revision:
/// what was read of it still holds.
///
/// # Errors
/// [`Refusal::InvalidFields`] for a kind the scheme does not know, an empty or too large file;
/// [`Refusal::IdTaken`]; [`Refusal::WrongState`]; [`Refusal::RulesNotMet`] when there are too many.
pub async fn upload_attachment<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    file: &NewAttachment,
) -> Result<Attachment, CaseError> {
    let step = StepName::UploadAttachment;
    let attachment = described::<S>(file)?;
    let application = admitted::<S>(connection, act, step, case, Hold::Lock).await?;
    let organisation = &application.draft.applicant.organisation;
    let subject = Subject::attachment(&case.call, case.application, file.id, organisation);
    let content = content_hash(&(
        &attachment.kind,
        &attachment.file_name,
        &attachment.media_type,
        &attachment.sha256,
    ));
    let mut files =
        rows::attachment::of_applications(connection, &case.call, &[case.application]).await?;
    let files = files.remove(&case.application).unwrap_or_default();
    if let Some(stored) = files.iter().find(|stored| stored.id == file.id) {
        created_before(connection, &subject, step, &content).await?;
        return Ok(stored.clone());
    }
    application.takes_attachments()?;
    if files.len() >= ATTACHMENTS_MAX {
        let most = i64::try_from(ATTACHMENTS_MAX).unwrap_or(i64::MAX);
        let finding = Finding::blocking("ATTACHMENTS_TOO_MANY", "configurable")
            .with("most", FindingValue::Number(most));
        return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
    }
    rows::attachment::insert(
        connection,
        &case.call,
        case.application,
        &attachment,
        &file.content,
    )
    .await?;
    let told = Told {
        step,
        from: Revision::NONE,
        content,
        reason: "",
        payload: &(&attachment.kind, &attachment.file_name, &attachment.sha256),
    };
    act.tell(connection, &subject, &told).await?;
    Ok(attachment)
}

/// Reads a file.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::InterestDeclared`].
pub async fn download_attachment<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    id: AttachmentId,
) -> Result<(Attachment, Vec<u8>), CaseError> {
    admitted::<S>(
        connection,
        act,
        StepName::DownloadAttachment,
        case,
        Hold::Read,
    )
    .await?;
    let found = rows::attachment::find(connection, &case.call, case.application, id).await?;
    found.ok_or_else(|| not_found(names::attachment(&case.call, case.application, id)))
}

/// The file as it will be stored, if it can be.
fn described<S: Scheme>(file: &NewAttachment) -> Result<Attachment, CaseError> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, description: String| {
        faults.push(FieldViolation {
            field: field.to_owned(),
            description,
        });
    };
    let kinds = S::PROFILE.attachment_kinds;
    if !kinds.contains(&file.kind.as_str()) {
        fault(
            "attachment.kind",
            format!(
                "is not a kind of this scheme; use one of {}",
                kinds.join(", ")
            ),
        );
    }
    if !(1..=ATTACHMENT_BYTES_MAX).contains(&file.content.len()) {
        fault(
            "chunk",
            format!("must come to 1 to {ATTACHMENT_BYTES_MAX} bytes in all; send another file"),
        );
    }
    if !faults.is_empty() {
        return Err(CaseError::Refused(Refusal::InvalidFields(faults)));
    }
    let digest = Sha256::digest(&file.content);
    Ok(Attachment {
        id: file.id,
        kind: file.kind.clone(),
        file_name: file.file_name.clone(),
        media_type: file.media_type.clone(),
        // At most 10 MiB.
        size_bytes: i64::try_from(file.content.len()).unwrap_or(i64::MAX),
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}
