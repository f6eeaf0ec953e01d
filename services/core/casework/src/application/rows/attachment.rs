//! Files of applications (vedlegg).

use std::collections::BTreeMap;

use domain::application::Attachment;
use domain::identifiers::{ApplicationId, AttachmentId, CallId};
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::application::{ApplicationKey, AttachmentKey};

/// Reads the files of an application, without their contents, by id.
///
/// # Errors
/// [`StoreError`].
pub async fn of_application(
    connection: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<Attachment>, StoreError> {
    let mut files = of_applications(connection, &key.call, &[key.application]).await?;
    Ok(files.remove(&key.application).unwrap_or_default())
}

/// Reads the files of some applications, without their contents: by application, then by id.
///
/// # Errors
/// [`StoreError`].
pub async fn of_applications(
    connection: &mut PgConnection,
    call: &CallId,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Attachment>>, StoreError> {
    let ids: Vec<Uuid> = applications.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        AttachmentRow,
        "select application_id, attachment_id, kind, file_name, media_type, size_bytes, sha256 \
         from casework.attachment
         where call_id = $1 and application_id = any ($2) order by application_id, attachment_id",
        call.as_str(),
        &ids,
    )
    .fetch_all(connection)
    .await?;
    let mut found: BTreeMap<ApplicationId, Vec<Attachment>> = BTreeMap::new();
    for row in rows {
        let (application, attachment) = row.read()?;
        found.entry(application).or_default().push(attachment);
    }
    Ok(found)
}

/// Reads one file with its content.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    connection: &mut PgConnection,
    key: &AttachmentKey,
) -> Result<Option<(Attachment, Vec<u8>)>, StoreError> {
    let row = sqlx::query!(
        "select application_id, attachment_id, kind, file_name, media_type, size_bytes, sha256, \
         content from casework.attachment
         where call_id = $1 and application_id = $2 and attachment_id = $3",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.attachment.uuid(),
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let (_, attachment) = AttachmentRow {
            application_id: row.application_id,
            attachment_id: row.attachment_id,
            kind: row.kind,
            file_name: row.file_name,
            media_type: row.media_type,
            size_bytes: row.size_bytes,
            sha256: row.sha256,
        }
        .read()?;
        Ok((attachment, row.content))
    })
    .transpose()
}

/// Stores a file. Its application's row must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    connection: &mut PgConnection,
    key: &ApplicationKey,
    attachment: &Attachment,
    content: &[u8],
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.attachment (call_id, application_id, attachment_id, kind, \
         file_name, media_type, size_bytes, sha256,
             content)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        key.call.as_str(),
        key.application.uuid(),
        attachment.id.uuid(),
        attachment.kind,
        attachment.file_name,
        attachment.media_type,
        attachment.size_bytes,
        attachment.sha256,
        content,
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct AttachmentRow {
    application_id: Uuid,
    attachment_id: Uuid,
    kind: String,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    sha256: String,
}

impl AttachmentRow {
    fn read(self) -> Result<(ApplicationId, Attachment), StoreError> {
        let at = Row::of("attachment", self.attachment_id);
        let application = at.column("application_id", self.application_id.try_into())?;
        let attachment = Attachment {
            id: at.column("attachment_id", AttachmentId::try_from(self.attachment_id))?,
            kind: self.kind,
            file_name: self.file_name,
            media_type: self.media_type,
            size_bytes: self.size_bytes,
            sha256: self.sha256,
        };
        Ok((application, attachment))
    }
}
