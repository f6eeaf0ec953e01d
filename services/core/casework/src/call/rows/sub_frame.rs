//! The purses of a call: what may be promised, what is promised, what is paid.

use domain::call::SubFrame;
use domain::finance::BudgetLine;
use domain::identifiers::CallId;
use domain::money::Money;
use sqlx::PgConnection;
use store::error::StoreError;

/// The constraint that refuses a commitment above the budget, by any writer.
pub const NEVER_OVERSPENT: &str = "sub_frame_never_overspent";

/// Locks a call's sub-frames, in the order of their codes, and gives them as they stand.
///
/// # Errors
/// [`StoreError`].
pub async fn lock(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Vec<SubFrame>, StoreError> {
    let rows = sqlx::query!(
        "select code, budget_ore, committed_ore from casework.sub_frame where call_id = $1 \
            order by code for update",
        call.as_str(),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SubFrame {
            code: row.code,
            budget: Money::from_ore(row.budget_ore),
            committed: Money::from_ore(row.committed_ore),
        })
        .collect())
}

/// Promises more of a sub-frame, or gives back what was promised (a negative amount). Gives what is
/// promised then.
///
/// # Errors
/// [`StoreError::Refused`] by [`NEVER_OVERSPENT`] when the budget does not hold;
/// [`StoreError::Database`] when there is no such frame.
pub async fn commit(
    connection: &mut PgConnection,
    call: &CallId,
    sub_frame: &str,
    amount: Money,
) -> Result<Money, StoreError> {
    let committed = sqlx::query_scalar!(
        "update casework.sub_frame set committed_ore = committed_ore + $3 where call_id = $1 \
            and code = $2 returning committed_ore",
        call.as_str(),
        sub_frame,
        amount.ore(),
    )
    .fetch_one(connection)
    .await?;
    Ok(Money::from_ore(committed))
}

/// Moves budget from one sub-frame of a call to another.
///
/// # Errors
/// [`StoreError::Refused`] by [`NEVER_OVERSPENT`] when what is promised of the first would not be
/// held any more.
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

/// A call's money by sub-frame, in the order of the scheme's plan.
///
/// # Errors
/// [`StoreError`].
pub async fn lines(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Vec<BudgetLine>, StoreError> {
    let rows = sqlx::query!(
        "select f.code, f.budget_ore, f.committed_ore,
               coalesce((select sum(i.amount_ore) from casework.instalment i
                   join casework.grant g on g.call_id = i.call_id and g.grant_id = i.grant_id
                   where i.call_id = f.call_id and g.sub_frame = f.code \
                   and i.state_name = 'paid'), 0)::bigint as \"paid_ore!\"
           from casework.sub_frame f where f.call_id = $1 order by f.position",
        call.as_str(),
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BudgetLine {
            sub_frame: row.code,
            budget: Money::from_ore(row.budget_ore),
            committed: Money::from_ore(row.committed_ore),
            paid: Money::from_ore(row.paid_ore),
        })
        .collect())
}
