//! The plan of reports of a grant that is offered again.

use domain::identifiers::{ApplicationId, CallId};
use domain::report::Report;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use store::error::StoreError;

use super::rows::{insert, of_grant};

/// Puts the reports of a grant's plan in the place of those that are open. Those that were
/// delivered stay.
///
/// # Errors
/// [`StoreError`].
pub async fn plan_again<I: Serialize + DeserializeOwned>(
    connection: &mut PgConnection,
    (call, grant): (&CallId, ApplicationId),
    mut planned: Vec<Report<I>>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from casework.report where call_id = $1 and grant_id = $2 and state_name = 'open'",
        call.as_str(),
        grant.uuid(),
    )
    .execute(&mut *connection)
    .await?;
    let delivered = of_grant::<I>(&mut *connection, call, grant).await?;
    planned.retain(|one| delivered.iter().all(|other| other.id != one.id));
    insert(&mut *connection, &planned).await?;
    sqlx::query!(
        "update casework.report r set last = not exists (select from casework.report later
             where later.call_id = r.call_id and later.grant_id = r.grant_id \
         and later.number > r.number)
         where call_id = $1 and grant_id = $2",
        call.as_str(),
        grant.uuid(),
    )
    .execute(connection)
    .await?;
    Ok(())
}
