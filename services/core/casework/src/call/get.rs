use domain::call::Call;
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::visible;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Reads a call. Drafts are for staff only.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The call.
    pub call: CallId,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetCall;
    type Answer = Call;

    async fn look(&self, context: &mut Context<'_>) -> Result<Call, CaseError> {
        visible(context.db, context.actor, &self.call).await
    }
}
