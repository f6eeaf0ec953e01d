//! Obstacles to payments that lie outside the grant: a report that is overdue, a debt of the
//! recipient.

use std::collections::BTreeMap;

use domain::findings::Finding;
use domain::identifiers::{ApplicationId, CallId};
use domain::scheme::Scheme;

use crate::error::CaseError;
use crate::late;
use crate::recovery::debts;
use crate::step::Context;

/// Returns what stands in the way of payments of a call's grants, by grant; of all grants when none
/// is named.
///
/// # Errors
/// [`CaseError`].
pub(crate) async fn of_payments<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
    grants: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Finding>>, CaseError> {
    let overdue = late::payment_blocks::<S>(context, call, grants).await?;
    let owing = debts::payment_blocks(context.db, call, grants).await?;
    let mut blocks: BTreeMap<ApplicationId, Vec<Finding>> = BTreeMap::new();
    for (grant, finding) in overdue.into_iter().chain(owing) {
        blocks.entry(grant).or_default().push(finding);
    }
    Ok(blocks)
}
