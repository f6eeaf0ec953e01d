//! Grants that are offered again.

use std::slice;

use domain::grant::{Grant, Instalment};
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

use super::instalment;

/// Writes a grant that is offered again, with the instalments of its new plan.
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn renew(
    connection: &mut PgConnection,
    grant: &Grant,
    added: &[Instalment],
) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.grant set granted_ore = $3, approved_by = $4, conditions = $5, \
         accept_by = $6
         where call_id = $1 and grant_id = $2",
        grant.call.as_str(),
        grant.id.uuid(),
        grant.granted.ore(),
        grant.approved_by,
        json(&grant.conditions),
        grant.accept_by,
    )
    .execute(&mut *connection)
    .await?;
    super::update(connection, slice::from_ref(grant)).await?;
    let plan = Grant {
        instalments: added.to_vec(),
        ..grant.clone()
    };
    instalment::insert(connection, &[plan]).await
}
