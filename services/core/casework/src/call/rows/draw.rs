//! The keys that settle ties (loddtrekning): one a call, drawn when it opens.
//!
//! Nothing here reads a key for callers to see: [`crate::call::rows`] does, and it leaves keys out
//! until an allocation is approved.

use chrono::{DateTime, Utc};
use domain::identifiers::CallId;
use sqlx::PgConnection;
use store::error::StoreError;

/// Keeps the key of a call that opens. A call has one for good: a second is refused by the table's
/// primary key.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    connection: &mut PgConnection,
    call: &CallId,
    key: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.draw (call_id, key, drawn) values ($1, $2, $3)",
        call.as_str(),
        key,
        now,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Reads the key of a call's draw, for the engine; `None` before the call is opened.
///
/// # Errors
/// [`StoreError`].
pub async fn key(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Option<String>, StoreError> {
    let key = sqlx::query_scalar!(
        "select key from casework.draw where call_id = $1",
        call.as_str()
    )
    .fetch_optional(connection)
    .await?;
    Ok(key)
}
