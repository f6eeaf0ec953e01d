//! What the figures of an allocation need beside its runs and awards.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use domain::identifiers::{ApplicationId, CallId, OrganisationNumber};
use sqlx::PgConnection;

use crate::error::{Row, StoreError};

/// Organisations that had a grant for an earlier year, in any call, and neither declined it nor let it lapse.
///
/// # Errors
/// [`StoreError`].
pub async fn recipients_before(
    connection: &mut PgConnection,
    grant_year: i32,
) -> Result<BTreeSet<OrganisationNumber>, StoreError> {
    let numbers = sqlx::query_scalar!(
        "select distinct a.organisation_number
         from casework.grant g
         join casework.application a on a.call_id = g.call_id and a.application_id = g.grant_id
         join casework.call c on c.call_id = g.call_id
         where c.grant_year < $1 and g.state_name not in ('declined', 'lapsed')",
        grant_year,
    )
    .fetch_all(connection)
    .await?;
    let read = |number: String| {
        Row::of("application", &number).column(
            "organisation_number",
            OrganisationNumber::try_from(number.clone()),
        )
    };
    numbers.into_iter().map(read).collect()
}

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
