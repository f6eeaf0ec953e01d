//! Changes of appropriations.

use domain::ledger::AppropriationChange;
use domain::step::StepRecord;
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

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
