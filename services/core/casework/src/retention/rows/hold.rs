//! Rows of holds on cases.

use domain::retention::CaseHold;
use domain::step::StepRecord;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

use crate::application::ApplicationKey;

/// Reads the holds of a case, in order.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn of_case(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<Vec<CaseHold>, StoreError> {
    let rows = sqlx::query!(
        "select held, released from casework.case_hold
         where call_id = $1 and application_id = $2 order by number",
        key.call.as_str(),
        key.application.uuid(),
    )
    .fetch_all(db)
    .await?;
    let at = Row::of("case_hold", key.application);
    let read = rows.into_iter().map(|row| {
        let released = row.released.map(|value| from_json(&at, "released", value));
        Ok(CaseHold {
            held: from_json(&at, "held", row.held)?,
            released: released.transpose()?,
        })
    });
    read.collect()
}

/// Adds a hold. The application is locked.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn insert(
    db: &mut PgConnection,
    key: &ApplicationKey,
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.case_hold (call_id, application_id, number, held)
         select $1, $2, count(*)::integer + 1, $3 from casework.case_hold
         where call_id = $1 and application_id = $2",
        key.call.as_str(),
        key.application.uuid(),
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes the release of the hold that lasts. The application is locked.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn release(
    db: &mut PgConnection,
    key: &ApplicationKey,
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.case_hold set released = $3
         where call_id = $1 and application_id = $2 and released is null",
        key.call.as_str(),
        key.application.uuid(),
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}
