//! Arrivals of letters, and reasons that were asked for.

use chrono::NaiveDate;
use domain::delivery::{Arrival, DecisionPart};
use domain::step::StepRecord;
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

use super::key::DecisionKey;

/// Adds what became known of an arrival. The application is locked, so no other entry takes the
/// number.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn insert(
    db: &mut PgConnection,
    key: &DecisionKey,
    (part, arrival, on): (DecisionPart, Arrival, NaiveDate),
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.delivery (call_id, application_id, number, entry, part, arrival, \
         arrived, recorded)
         select $1, $2, $3, coalesce(max(entry), 0) + 1, $4, $5, $6, $7 from casework.delivery
         where call_id = $1 and application_id = $2 and number = $3",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        part.code(),
        arrival.code(),
        on,
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Records that reasons were asked for.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn ask(
    db: &mut PgConnection,
    key: &DecisionKey,
    (asked, record): (NaiveDate, &StepRecord),
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.reasons (call_id, application_id, number, asked, asked_record)
         values ($1, $2, $3, $4, $5)",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        asked,
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Stores the reasons that were asked for, which are sent on a day.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn give(
    db: &mut PgConnection,
    key: &DecisionKey,
    (text, given): (&str, NaiveDate),
    record: &StepRecord,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.reasons set text = $4, given = $5, given_record = $6
         where call_id = $1 and application_id = $2 and number = $3",
        key.application.call.as_str(),
        key.application.application.uuid(),
        key.number.get(),
        text,
        given,
        json(record),
    )
    .execute(db)
    .await?;
    Ok(())
}
