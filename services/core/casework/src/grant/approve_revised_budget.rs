use domain::grant::{BudgetAnswer, Grant};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use super::waiting::answer_budget;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Approves a revised budget: the offer can be accepted on it. The recipient has the days of the
/// call's rules from then on, where its last day was earlier.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when none waits, and when it does not
/// cover a grant that was raised meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApproveRevisedBudget {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for ApproveRevisedBudget {
    const STEP: StepName = StepName::ApproveRevisedBudget;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        answer_budget::<S>(context, before, BudgetAnswer::Approve, &self.reason).await
    }
}
