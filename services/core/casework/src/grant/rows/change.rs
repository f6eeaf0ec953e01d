//! Changes of grants that recipients asked for.

use std::collections::BTreeMap;

use domain::grant::{ChangeNumber, Grant, GrantChange};
use domain::identifiers::CallId;
use domain::money::Money;
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
    change: &GrantChange,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into casework.grant_change (call_id, grant_id, number, wanted, granted_ore, asked, \
         state)
         values ($1, $2, $3, $4, $5, $6, $7)",
        grant.call.as_str(),
        grant.id.uuid(),
        change.number.get(),
        json(&change.wanted),
        change.granted.ore(),
        json(&change.asked),
        json(&change.state),
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
    change: &GrantChange,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.grant_change set state = $4, answered = $5
         where call_id = $1 and grant_id = $2 and number = $3",
        grant.call.as_str(),
        grant.id.uuid(),
        change.number.get(),
        json(&change.state),
        change.answered.as_ref().map(json),
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
) -> Result<BTreeMap<Uuid, Vec<GrantChange>>, StoreError> {
    let rows = sqlx::query!(
        "select grant_id, number, wanted, granted_ore, asked, state, answered
         from casework.grant_change
         where call_id = $1 and grant_id = any($2) order by grant_id, number",
        call.as_str(),
        grants,
    )
    .fetch_all(connection)
    .await?;
    let mut changes: BTreeMap<Uuid, Vec<GrantChange>> = BTreeMap::new();
    for row in rows {
        let at = Row::of("grant_change", format!("{}/{}", row.grant_id, row.number));
        let answered = row
            .answered
            .map(|record| from_json(&at, "answered", record));
        let change = GrantChange {
            number: at.known("number", ChangeNumber::new(row.number))?,
            wanted: from_json(&at, "wanted", row.wanted)?,
            granted: Money::from_ore(row.granted_ore),
            asked: from_json(&at, "asked", row.asked)?,
            state: from_json(&at, "state", row.state)?,
            answered: answered.transpose()?,
        };
        changes.entry(row.grant_id).or_default().push(change);
    }
    Ok(changes)
}
