//! Grants on which less is promised.

use domain::grant::Grant;
use sqlx::PgConnection;
use store::columns::json;
use store::error::StoreError;

/// Writes a grant on which less is promised, and where it stands. Its instalments are written by
/// [`instalment::update`](super::instalment::update).
///
/// # Errors
/// [`StoreError`].
pub(crate) async fn lower(connection: &mut PgConnection, grant: &Grant) -> Result<(), StoreError> {
    sqlx::query!(
        "update casework.grant set granted_ore = $3, conditions = $4
         where call_id = $1 and grant_id = $2",
        grant.call.as_str(),
        grant.id.uuid(),
        grant.granted.ore(),
        json(&grant.conditions),
    )
    .execute(&mut *connection)
    .await?;
    super::update(connection, std::slice::from_ref(grant)).await
}
