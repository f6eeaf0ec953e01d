use domain::finance::BudgetLine;
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::StepName;

use crate::call::{sub_frame, visible};
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Reads a call's budget by sub-frame: what may be promised, what is promised, what is paid, what
/// is left.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetBudget {
    /// The call.
    pub call: CallId,
}

impl<S: Scheme> Query<S> for GetBudget {
    const STEP: StepName = StepName::GetBudget;
    type Answer = Vec<BudgetLine>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<BudgetLine>, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        Ok(sub_frame::lines(context.db, &self.call).await?)
    }
}
