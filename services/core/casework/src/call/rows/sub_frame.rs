//! The sub-frames of a call: what may be promised, and what is promised.

use chrono::{DateTime, Utc};
use domain::appeal::NEXT_YEAR_FRAME;
use domain::call::SubFrame;
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use sqlx::PgConnection;
use store::error::{Row, StoreError};

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
        "select f.code, f.budget_ore, coalesce(f.budget_ore - a.balance_ore, 0) as \"committed!\",
             (select coalesce(sum(w.amount_ore), 0)::bigint from casework.awaited w
                 where w.next_call_id = f.call_id and w.sub_frame = f.code) as \"claimed!\"
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
            claimed: Money::from_ore(row.claimed),
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

/// Finds the call that a claim on next year's frame is met from, by one of a call's claims.
///
/// # Errors
/// [`StoreError`].
pub async fn next_call(
    connection: &mut PgConnection,
    (call, grant): (&CallId, ApplicationId),
) -> Result<Option<CallId>, StoreError> {
    let next = sqlx::query_scalar!(
        "select next_call_id from casework.awaited where call_id = $1 and grant_id = $2 limit 1",
        call.as_str(),
        grant.uuid(),
    )
    .fetch_optional(connection)
    .await?;
    let next = next.flatten().map(CallId::try_from).transpose();
    Row::of("call", call).column("next_call_id", next)
}

/// Sums what other grants claim of a sub-frame of next year's call that was decided before, or at
/// the same time.
///
/// # Errors
/// [`StoreError`].
pub async fn claimed_before(
    connection: &mut PgConnection,
    (next, sub_frame): (&CallId, &str),
    (call, grant): (&CallId, ApplicationId),
    since: DateTime<Utc>,
) -> Result<Money, StoreError> {
    let ore = sqlx::query_scalar!(
        "select coalesce(sum(amount_ore), 0)::bigint as \"ore!\" from casework.awaited
         where next_call_id = $1 and sub_frame = $2 and awaited_since <= $3
             and (call_id, grant_id) <> ($4, $5)",
        next.as_str(),
        sub_frame,
        since,
        call.as_str(),
        grant.uuid(),
    )
    .fetch_one(connection)
    .await?;
    Ok(Money::from_ore(ore))
}

/// Moves budget from a sub-frame of next year's call to what a call was given from it.
///
/// # Errors
/// [`StoreError`].
pub async fn give_next_year(
    connection: &mut PgConnection,
    (next, sub_frame): (&CallId, &str),
    call: &CallId,
    amount: Money,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.sub_frame set budget_ore = budget_ore - $3
         where call_id = $1 and code = $2",
        next.as_str(),
        sub_frame,
        amount.ore(),
    )
    .execute(&mut *connection)
    .await?;
    // Behind those of the scheme's plan.
    sqlx::query!(
        "insert into casework.sub_frame as f (call_id, code, position, budget_ore)
         values ($1, $2, 1000, $3)
         on conflict (call_id, code) do update set budget_ore = f.budget_ore + excluded.budget_ore",
        call.as_str(),
        NEXT_YEAR_FRAME,
        amount.ore(),
    )
    .execute(connection)
    .await?;
    Ok(())
}
