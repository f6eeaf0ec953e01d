//! The erasure of what a grant holds: its money stays.

use sqlx::PgConnection;
use store::error::StoreError;

use super::on_case::{on_case, sum};
use crate::application::ApplicationKey;

/// Empties the grant, and removes its reports, changes and duties; its amounts, its instalments,
/// what was claimed and what was repaid stay without the words that persons added. Returns the
/// number of rows.
///
/// # Errors
/// [`StoreError`].
pub(in crate::retention) async fn erase(
    db: &mut PgConnection,
    key: &ApplicationKey,
) -> Result<i64, StoreError> {
    let removed = removed(db, key).await?;
    let emptied = sum(&[
        on_case!(
            db,
            key,
            "update casework.grant set conditions = '[]', budget = null, revised_budget = null, \
                 payment_documents = '[]', payment_facts = '[]', late_acceptance = null, \
                 lapse_notice = null, last_step = casework.without_reasons(last_step),
                 settlement = case when settlement is null then null else jsonb_build_object( \
                     'kept', settlement -> 'kept', 'moved_to_equity', \
                     coalesce(settlement -> 'moved_to_equity', '0')) end
             where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "update casework.recovery set notice = casework.without_reasons(notice), \
                 answer = casework.without_reasons(answer), \
                 claim = casework.without_reasons(claim), \
                 arrangements = casework.without_reasons(arrangements), \
                 interest_paid = casework.without_reasons(interest_paid)
             where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "update casework.repayment set last_step = casework.without_reasons(last_step) \
             where call_id = $1 and grant_id = $2"
        ),
    ]);
    Ok(removed + emptied)
}

async fn removed(db: &mut PgConnection, key: &ApplicationKey) -> Result<i64, StoreError> {
    Ok(sum(&[
        on_case!(
            db,
            key,
            "delete from casework.report_reminder where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.report where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.grant_change where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.account_change where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.obligation_year where call_id = $1 and grant_id = $2"
        ),
        on_case!(
            db,
            key,
            "delete from casework.obligation where call_id = $1 and grant_id = $2"
        ),
    ]))
}
