use domain::grant::{BudgetAmount, Grant};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Submits the revised budget that a partial grant is accepted on, in place of one that waits or
/// was sent back.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when none is needed, and after the last
/// day; [`InvalidFields`](domain::refusal::Refusal::InvalidFields) when the lines do not stay
/// within the application's budget or do not cover the grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmitRevisedBudget {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The amounts, a line of the application's budget each.
    pub lines: Vec<BudgetAmount>,
}

impl<S: Scheme> Step<S> for SubmitRevisedBudget {
    const STEP: StepName = StepName::SubmitRevisedBudget;
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
        let (today, record) = (context.actor.today(), context.record(""));
        let after = before.submit_revised_budget(&self.lines, today, record)?;
        Ok(Change::telling(after, &self.lines))
    }
}
