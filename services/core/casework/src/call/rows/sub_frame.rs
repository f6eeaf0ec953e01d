//! The sub-frames of a call: what may be promised, and what is promised.

use domain::call::SubFrame;
use domain::identifiers::CallId;
use domain::money::Money;
use sqlx::PgConnection;
use store::error::StoreError;

use crate::ledger::rows::lock_frames;

/// Locks the money of a call's sub-frames, in the order of their codes, and reads them as they
/// stand.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Vec<SubFrame>, StoreError> {
    lock_frames(connection, call).await?;
    let rows = sqlx::query!(
        "select f.code, f.budget_ore, coalesce(f.budget_ore - a.balance_ore, 0) as \"committed!\"
         from casework.sub_frame f
         left join casework.ledger_account a on a.call_id = f.call_id and a.grant_id is null
             and a.sub_frame = f.code and a.kind = 'frame'
         where f.call_id = $1 order by f.code",
        call.as_str(),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SubFrame {
            code: row.code,
            budget: Money::from_ore(row.budget_ore),
            committed: Money::from_ore(row.committed),
        })
        .collect())
}

/// Moves budget from one sub-frame of a call to another.
///
/// # Errors
/// [`StoreError`].
pub async fn transfer(
    connection: &mut PgConnection,
    call: &CallId,
    (from, to): (&str, &str),
    amount: Money,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.sub_frame set budget_ore = budget_ore + case when code = $3 then \
         $4::bigint else -($4::bigint) end
         where call_id = $1 and code in ($2, $3)",
        call.as_str(),
        from,
        to,
        amount.ore(),
    )
    .execute(connection)
    .await?;
    Ok(())
}
