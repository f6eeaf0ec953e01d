//! The erasure of cases.

use chrono::{DateTime, Utc};
use domain::identifiers::DisposalId;
use domain::retention::Erasure;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::application::case::ApplicationKey;

/// The erasure of a case; none while it is kept.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn of_case(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Option<Erasure>, StoreError> {
    let row = sqlx::query!(
        "select erased, disposal_id from casework.application
         where call_id = $1 and application_id = $2",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_optional(db)
    .await?;
    let at = Row::of("application", key.application);
    let read_row = row.map(|row| read(&at, row.erased, row.disposal_id));
    Ok(read_row.transpose()?.flatten())
}

/// Reads the columns of an erasure.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn read(
    at: &Row,
    erased: Option<DateTime<Utc>>,
    disposal: Option<Uuid>,
) -> Result<Option<Erasure>, StoreError> {
    let disposal = disposal.map(DisposalId::try_from).transpose();
    let both = erased.zip(at.column("disposal_id", disposal)?);
    Ok(both.map(|(at, disposal)| Erasure { at, disposal }))
}
