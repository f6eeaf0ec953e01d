use domain::identifiers::CallId;
use domain::scheme::Scheme;

use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::step::Context;

/// Returns a number of days by the rules of the call.
pub(super) async fn days_of<S: Scheme>(
    context: &mut Context<'_>,
    call: &CallId,
    id: &str,
) -> Result<u32, CaseError> {
    let call = visible(context.db, context.actor, call).await?;
    Ok(pinned_rules::<S>(&call)?.count(id)?.value)
}
