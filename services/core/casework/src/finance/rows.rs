//! Changes of appropriations, and batches of payments.

use domain::finance::{BatchPayment, BatchSummary, PaymentBatch};
use domain::identifiers::{BatchId, CallId};
use domain::ledger::AppropriationChange;
use domain::money::Money;
use domain::step::StepRecord;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

/// Stores a change of an appropriation; returns whether its id was free.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert_appropriation(
    db: &mut PgConnection,
    change: &AppropriationChange,
    record: &StepRecord,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.appropriation_change (change_id, chapter_post, budget_year, \
         authority, kind, amount_ore, source, last_step)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (change_id) do nothing",
        change.id.uuid(),
        change.chapter_post.as_str(),
        change.year,
        change.authority,
        change.kind.code(),
        change.amount.ore(),
        change.source,
        json(record),
    )
    .execute(db)
    .await?
    .rows_affected();
    Ok(inserted == 1)
}

/// Stores a batch; returns whether its id was free.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert_batch(
    db: &mut PgConnection,
    batch: &PaymentBatch,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into casework.payment_batch (batch_id, call_id, payments, count, sum_ore, sha256, \
         last_step)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (batch_id) do nothing",
        batch.id.uuid(),
        batch.call.as_str(),
        batch.canonical(),
        i32::try_from(batch.payments.len()).unwrap_or(i32::MAX),
        batch.sum.ore(),
        batch.sha256.as_slice(),
        json(&batch.approved),
    )
    .execute(db)
    .await?
    .rows_affected();
    Ok(inserted == 1)
}

/// Reads a batch of a call.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn batch(
    db: &mut PgConnection,
    call: &CallId,
    id: BatchId,
) -> Result<Option<PaymentBatch>, StoreError> {
    let found = batch_of_any_call(db, id).await?;
    Ok(found.filter(|batch| batch.call == *call))
}

/// Reads a batch of whatever call: the bank knows its id alone.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn batch_of_any_call(
    db: &mut PgConnection,
    id: BatchId,
) -> Result<Option<PaymentBatch>, StoreError> {
    let row = sqlx::query!(
        "select call_id, payments, sum_ore, sha256, last_step from casework.payment_batch
         where batch_id = $1",
        id.uuid(),
    )
    .fetch_optional(db)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let at = Row::of("payment_batch", id);
    let payments: Vec<BatchPayment> = at.column("payments", serde_json::from_str(&row.payments))?;
    Ok(Some(PaymentBatch {
        id,
        call: at.column("call_id", row.call_id.try_into())?,
        payments,
        sum: Money::from_ore(row.sum_ore),
        sha256: at.column("sha256", row.sha256.try_into())?,
        approved: from_json(&at, "last_step", row.last_step)?,
    }))
}

/// Reads batches of a call without their payments, by id, after one of them.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn batches(
    db: &mut PgConnection,
    call: &CallId,
    after: Option<BatchId>,
    limit: i64,
) -> Result<Vec<BatchSummary>, StoreError> {
    let rows = sqlx::query!(
        "select batch_id, count, sum_ore, sha256, last_step from casework.payment_batch
         where call_id = $1 and ($2::uuid is null or batch_id > $2) order by batch_id limit $3",
        call.as_str(),
        after.map(BatchId::uuid),
        limit,
    )
    .fetch_all(db)
    .await?;
    let batches = rows.into_iter().map(|row| {
        let at = Row::of("payment_batch", row.batch_id);
        Ok(BatchSummary {
            id: at.column("batch_id", row.batch_id.try_into())?,
            call: call.clone(),
            count: at.column("count", row.count.try_into())?,
            sum: Money::from_ore(row.sum_ore),
            sha256: at.column("sha256", row.sha256.try_into())?,
            approved: from_json(&at, "last_step", row.last_step)?,
        })
    });
    batches.collect()
}
