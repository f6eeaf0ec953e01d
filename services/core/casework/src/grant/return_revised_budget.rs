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

/// Sends a revised budget back: the recipient submits another. It has the days of the call's rules
/// from then on, where its last day was earlier.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when none waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnRevisedBudget {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for ReturnRevisedBudget {
    const STEP: StepName = StepName::ReturnRevisedBudget;
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
        answer_budget::<S>(context, before, BudgetAnswer::Return, &self.reason).await
    }
}
