//! Reports that are overdue, and what that blocks.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::findings::Finding;
use domain::identifiers::{ApplicationId, CallId};
use domain::report::Blocked;
use domain::scheme::Scheme;
use sqlx::PgConnection;
use store::error::{Row, StoreError};
use uuid::Uuid;

use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::step::Context;

/// Returns the findings on payments of those of a call's grants whose report is overdue, where the
/// rules of the call say that it blocks payments; of all grants when none is named.
///
/// # Errors
/// [`CaseError`].
pub(crate) async fn payment_blocks<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Finding>, CaseError> {
    let overdue = overdue(context.db, call, grants, context.actor.today()).await?;
    if overdue.is_empty() {
        return Ok(BTreeMap::new());
    }
    let call = visible(context.db, context.actor, call).await?;
    let Some(citation) = Blocked::Payment.by_overdue(&pinned_rules::<S>(&call)?)? else {
        return Ok(BTreeMap::new());
    };
    let finding = |due: NaiveDate| {
        Finding::blocking("PAYMENT_REPORT_OVERDUE", citation.clone()).with("date", due)
    };
    let overdue = overdue.into_iter();
    Ok(overdue.map(|(grant, due)| (grant, finding(due))).collect())
}

/// Reads the last day of the earliest report of each grant that is not delivered after it.
async fn overdue(
    db: &mut PgConnection,
    call: &CallId,
    grants: &[ApplicationId],
    today: NaiveDate,
) -> Result<Vec<(ApplicationId, NaiveDate)>, StoreError> {
    let ids: Vec<Uuid> = grants.iter().map(|grant| grant.uuid()).collect();
    let rows = sqlx::query!(
        "select grant_id, min(due) as \"due!\" from casework.report
         where call_id = $1 and state_name in ('open', 'returned') and due < $2
             and (cardinality($3::uuid[]) = 0 or grant_id = any($3))
         group by grant_id",
        call.as_str(),
        today,
        &ids,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| {
        let id = Row::of("report", row.grant_id).column("grant_id", row.grant_id.try_into())?;
        Ok((id, row.due))
    });
    read.collect()
}
