//! Inputs of an allocation's figures beside its runs and awards.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::identifiers::{ApplicationId, CallId};
use sqlx::PgConnection;
use store::error::{Row, StoreError};

/// The year of the last planned payment of each grant of a call; what is cancelled is not planned.
///
/// # Errors
/// [`StoreError`].
pub async fn last_payments(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<BTreeMap<ApplicationId, i32>, StoreError> {
    let rows = sqlx::query!(
        r#"select grant_id, max(due) as "due!: NaiveDate" from casework.instalment
           where call_id = $1 and state_name <> 'cancelled' group by grant_id"#,
        call.as_str(),
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let grant =
                Row::of("instalment", row.grant_id).column("grant_id", row.grant_id.try_into())?;
            Ok((grant, row.due.year()))
        })
        .collect()
}
