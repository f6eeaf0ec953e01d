//! Changes of the accounts of grants.

use std::collections::BTreeMap;

use domain::grant::{AccountApproval, AccountChange, Grant};
use domain::identifiers::CallId;
use sqlx::PgConnection;
use store::columns::{from_json, json};
use store::error::{Row, StoreError};
use uuid::Uuid;

/// Stores a change that was asked for.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn insert(
    connection: &mut PgConnection,
    grant: &Grant,
    change: &AccountChange,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.account_change (call_id, grant_id, number, account, replaced, \
         asked_by, notice, requested)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        grant.call.as_str(),
        grant.id.uuid(),
        change.number,
        change.account.as_str(),
        change.replaced.as_str(),
        change.asked_by,
        json(&change.notice),
        json(&change.requested),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores what became of a change.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn update(
    connection: &mut PgConnection,
    grant: &Grant,
    change: &AccountChange,
) -> Result<(), StoreError> {
    let approval = change.approved.as_ref();
    sqlx::query!(
        "update casework.account_change set approved = $4, use_from = $5, rejected = $6
         where call_id = $1 and grant_id = $2 and number = $3",
        grant.call.as_str(),
        grant.id.uuid(),
        change.number,
        approval.map(|approval| json(&approval.record)),
        approval.map(|approval| approval.use_from),
        change.rejected.as_ref().map(json),
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The changes of these grants, each grant's in order.
pub(super) async fn of_grants(
    connection: &mut PgConnection,
    call: &CallId,
    grants: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<AccountChange>>, StoreError> {
    let rows = sqlx::query!(
        "select grant_id, number, account, replaced, asked_by, notice, requested, approved, \
         use_from, rejected
         from casework.account_change
         where call_id = $1 and grant_id = any($2) order by grant_id, number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut changes: BTreeMap<Uuid, Vec<AccountChange>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("account_change", format!("{}/{}", row.grant_id, row.number));
        let approved = match row.approved {
            None => None,
            Some(record) => Some(AccountApproval {
                record: from_json(&at, "approved", record)?,
                use_from: at.known("use_from", row.use_from)?,
            }),
        };
        let rejected = row
            .rejected
            .map(|record| from_json(&at, "rejected", record));
        let change = AccountChange {
            number: row.number,
            account: at.column("account", row.account.try_into())?,
            replaced: at.column("replaced", row.replaced.try_into())?,
            asked_by: row.asked_by,
            notice: from_json(&at, "notice", row.notice)?,
            requested: from_json(&at, "requested", row.requested)?,
            approved,
            rejected: rejected.transpose()?,
        };
        changes.entry(row.grant_id).or_default().push(change);
    }
    Ok(changes)
}
