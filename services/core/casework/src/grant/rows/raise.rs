//! Grants on which more is promised.

use domain::grant::{Grant, Instalment};
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

use super::{instalment, obligation};

/// Writes grants on which more is promised, each with the instalments that were added.
///
/// # Errors
/// [`StoreError`].
pub async fn raise(
    connection: &mut PgConnection,
    raised: &[(Grant, Vec<Instalment>)],
) -> Result<(), StoreError> {
    for (grant, _) in raised {
        sqlx::query!(
            "update casework.grant set allocation_id = $3, granted_ore = $4, approved_by = $5, \
             conditions = $6, last_step = $7,
                 revision = $8
             where call_id = $1 and grant_id = $2",
            grant.call.as_str(),
            grant.id.uuid(),
            grant.allocation.uuid(),
            grant.granted.ore(),
            grant.approved_by,
            json(&grant.conditions),
            json(&grant.last_step),
            grant.revision.number(),
        )
        .execute(&mut *connection)
        .await?;
    }
    let added: Vec<Grant> = raised
        .iter()
        .map(|(grant, added)| Grant {
            instalments: added.clone(),
            ..grant.clone()
        })
        .collect();
    obligation::put(connection, &added).await?;
    instalment::insert(connection, &added).await
}
