use domain::grant::ACCOUNT_WAITING_DAYS;
use domain::identifiers::CallId;
use domain::scheme::Scheme;

use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::step::Context;

/// Returns the days that an approved account waits before payments use it, by the rules of the
/// call.
pub(super) async fn waiting_days<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
) -> Result<u32, CaseError> {
    let call = visible(context.db, context.actor, call).await?;
    Ok(pinned_rules::<S>(&call)?.count(ACCOUNT_WAITING_DAYS)?.value)
}
