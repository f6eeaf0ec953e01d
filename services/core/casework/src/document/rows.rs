//! Documents (dokumenter) of grants, reports and appeals.

use domain::appeal::AppealNumber;
use domain::document::{Document, DocumentParent};
use domain::identifiers::ReportId;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

use super::key::{DocumentKey, ParentKey};
use crate::application::ApplicationKey;

/// The place of a document's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the database: the content.
    Database(Vec<u8>),
    /// In the object store, under this key.
    Object(String),
}

/// Reads the documents of a grant, a report or an appeal, in the order they were uploaded in.
///
/// # Errors
/// [`StoreError`].
pub async fn of_parent(
    connection: &mut PgConnection,
    key: &ParentKey,
) -> Result<Vec<Document>, StoreError> {
    let rows = sqlx::query_as!(
        DocumentRow,
        "select document_id, report_id, appeal_number, kind, file_name, media_type, size_bytes, \
         sha256, uploaded, by_staff, scanned_by
         from casework.document
         where call_id = $1 and grant_id = $2 and report_id is not distinct from $3
             and appeal_number is not distinct from $4
         order by uploaded ->> 'at', document_id",
        key.case.call.as_str(),
        key.case.application.uuid(),
        report(&key.parent),
        appeal(&key.parent),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(DocumentRow::read).collect()
}

/// Reads a document by its id, whichever noun of the case it belongs to.
///
/// # Errors
/// [`StoreError`].
pub async fn find(
    connection: &mut PgConnection,
    key: &DocumentKey,
) -> Result<Option<Document>, StoreError> {
    let row = sqlx::query_as!(
        DocumentRow,
        "select document_id, report_id, appeal_number, kind, file_name, media_type, size_bytes, \
         sha256, uploaded, by_staff, scanned_by
         from casework.document where call_id = $1 and grant_id = $2 and document_id = $3",
        key.of.case.call.as_str(),
        key.of.case.application.uuid(),
        key.document.uuid(),
    )
    .fetch_optional(connection)
    .await?;
    row.map(DocumentRow::read).transpose()
}

/// Reads a document with the place of its content.
///
/// # Errors
/// [`StoreError`].
pub async fn content(
    connection: &mut PgConnection,
    key: &DocumentKey,
) -> Result<Option<(Document, Place)>, StoreError> {
    let found = find(connection, key).await?;
    let Some(document) = found.filter(|document| document.parent == key.of.parent) else {
        return Ok(None);
    };
    let row = sqlx::query!(
        "select d.object_key, c.content as \"content?\"
         from casework.document d left join casework.document_content c using (call_id, grant_id, \
         document_id)
         where call_id = $1 and grant_id = $2 and document_id = $3",
        key.of.case.call.as_str(),
        key.of.case.application.uuid(),
        key.document.uuid(),
    )
    .fetch_one(connection)
    .await?;
    let place = row.object_key.map(Place::Object);
    let place = place.or_else(|| row.content.map(Place::Database));
    let place = Row::of("document", key.name()).known("content", place)?;
    Ok(Some((document, place)))
}

/// Stores a document. The rows of its noun must be locked.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    connection: &mut PgConnection,
    case: &ApplicationKey,
    document: &Document,
    place: &Place,
) -> Result<(), StoreError> {
    let (object, content) = match place {
        Place::Database(content) => (None, Some(content)),
        Place::Object(key) => (Some(key), None),
    };
    sqlx::query!(
        "insert into casework.document (call_id, grant_id, document_id, report_id, kind, \
         file_name, media_type, size_bytes, sha256, uploaded, by_staff, scanned_by, object_key, \
         appeal_number)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        case.call.as_str(),
        case.application.uuid(),
        document.id.uuid(),
        report(&document.parent),
        document.kind,
        document.file_name,
        document.media_type,
        document.size_bytes,
        document.sha256,
        json(&document.uploaded),
        document.by_staff,
        document.scanned_by,
        object,
        appeal(&document.parent),
    )
    .execute(&mut *connection)
    .await?;
    let Some(content) = content else {
        return Ok(());
    };
    sqlx::query!(
        "insert into casework.document_content (call_id, grant_id, document_id, content)
         values ($1, $2, $3, $4)",
        case.call.as_str(),
        case.application.uuid(),
        document.id.uuid(),
        content,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Returns the number of the appeal of a parent; none for others.
fn appeal(parent: &DocumentParent) -> Option<i32> {
    match parent {
        DocumentParent::Appeal(number) => Some(number.get()),
        DocumentParent::Grant | DocumentParent::Report(_) => None,
    }
}

/// Returns the report of a parent; none for others.
fn report(parent: &DocumentParent) -> Option<&str> {
    match parent {
        DocumentParent::Grant | DocumentParent::Appeal(_) => None,
        DocumentParent::Report(report) => Some(report.as_str()),
    }
}

struct DocumentRow {
    document_id: Uuid,
    report_id: Option<String>,
    appeal_number: Option<i32>,
    kind: String,
    file_name: String,
    media_type: String,
    size_bytes: i64,
    sha256: String,
    uploaded: Value,
    by_staff: bool,
    scanned_by: String,
}

impl DocumentRow {
    fn read(self) -> Result<Document, StoreError> {
        let at = Row::of("document", self.document_id);
        let report = self.report_id.map(ReportId::try_from).transpose();
        let report = at.column("report_id", report)?;
        let appeal = self.appeal_number.map(|number| {
            let number = AppealNumber::new(number);
            at.known("appeal_number", number)
                .map(DocumentParent::Appeal)
        });
        let of_grant = report.map_or(DocumentParent::Grant, DocumentParent::Report);
        Ok(Document {
            id: at.column("document_id", self.document_id.try_into())?,
            parent: appeal.transpose()?.unwrap_or(of_grant),
            kind: self.kind,
            file_name: self.file_name,
            media_type: self.media_type,
            size_bytes: self.size_bytes,
            sha256: self.sha256,
            uploaded: from_json(&at, "uploaded", self.uploaded)?,
            by_staff: self.by_staff,
            scanned_by: self.scanned_by,
        })
    }
}
