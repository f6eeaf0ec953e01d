//! Batches of register entries: recorded by one person, confirmed or rejected by another.

use domain::register::{BatchAnswer, EntryBatch, EntryBatchNumber, RegisterEntry};
use domain::step::StepRecord;
use serde_json::Value;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};

/// Returns those of these entries that neither hold nor wait in a batch, in their order.
///
/// # Errors
/// [`StoreError`].
pub async fn unknown(
    db: &mut PgConnection,
    entries: Vec<RegisterEntry>,
) -> Result<Vec<RegisterEntry>, StoreError> {
    let known = sqlx::query_scalar!(
        "select new.place as \"place!\"
         from jsonb_array_elements($1::jsonb) with ordinality as new (entry, place)
         where exists (select from casework.register_entry old
                 where old.register = new.entry ->> 'register'
                 and old.organisation_number = new.entry ->> 'organisation'
                 and old.municipality_number = coalesce(new.entry ->> 'municipality', '')
                 and old.from_date = (new.entry ->> 'from')::date
                 and old.to_date is not distinct from (new.entry ->> 'to')::date
                 and old.source = new.entry ->> 'source')
             or exists (select from casework.register_batch batch
                 where batch.answer is null and batch.entries @> jsonb_build_array(new.entry))",
        json(&entries),
    )
    .fetch_all(db)
    .await?;
    let places = (1_i64..).zip(entries);
    let unknown = places.filter(|(place, _)| !known.contains(place));
    Ok(unknown.map(|(_, entry)| entry).collect())
}

/// Writes a batch that waits; gives its number.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    db: &mut PgConnection,
    entries: &[RegisterEntry],
    recorded: &StepRecord,
) -> Result<EntryBatchNumber, StoreError> {
    let number = sqlx::query_scalar!(
        "insert into casework.register_batch (entries, recorded) values ($1, $2) returning number",
        json(&entries),
        json(recorded),
    )
    .fetch_one(db)
    .await?;
    Row::of("register_batch", number).known("number", EntryBatchNumber::new(number))
}

/// Locks a batch and reads it.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    db: &mut PgConnection,
    number: EntryBatchNumber,
) -> Result<Option<EntryBatch>, StoreError> {
    let row = sqlx::query_as!(
        BatchRow,
        "select number, entries, recorded, answer from casework.register_batch
         where number = $1 for update",
        number.get(),
    )
    .fetch_optional(db)
    .await?;
    row.map(EntryBatch::try_from).transpose()
}

/// Stores the answer to a batch. It is locked.
///
/// # Errors
/// [`StoreError`].
pub async fn answer(
    db: &mut PgConnection,
    number: EntryBatchNumber,
    answer: &BatchAnswer,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.register_batch set answer = $2 where number = $1",
        number.get(),
        json(answer),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Batches after one, in the order they were recorded in: those that wait, or all.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    db: &mut PgConnection,
    all: bool,
    after: i64,
    limit: i64,
) -> Result<Vec<EntryBatch>, StoreError> {
    let rows = sqlx::query_as!(
        BatchRow,
        "select number, entries, recorded, answer from casework.register_batch
         where number > $1::bigint and ($2 or answer is null) order by number limit $3",
        after,
        all,
        limit,
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(EntryBatch::try_from).collect()
}

struct BatchRow {
    number: i32,
    entries: Value,
    recorded: Value,
    answer: Option<Value>,
}

impl TryFrom<BatchRow> for EntryBatch {
    type Error = StoreError;

    fn try_from(row: BatchRow) -> Result<Self, StoreError> {
        let at = Row::of("register_batch", row.number);
        let answer = row.answer.map(|answer| from_json(&at, "answer", answer));
        Ok(EntryBatch {
            number: at.known("number", EntryBatchNumber::new(row.number))?,
            entries: from_json(&at, "entries", row.entries)?,
            recorded: from_json(&at, "recorded", row.recorded)?,
            answer: answer.transpose()?,
        })
    }
}
