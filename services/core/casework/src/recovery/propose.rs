use domain::grant::{ArrangementPlan, Grant};
use domain::scheme::Scheme;
use domain::shared_rules::interest_rules;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{RecoveryKey, stored};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Proposes how money that is claimed back comes in, or that it does not: a set-off, parts, a
/// collector, a remission. Another person approves it; one of a grant waits at a time.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such recovery;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Propose {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// The arrangement.
    pub plan: ArrangementPlan,
    /// Why.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Propose {
    const STEP: StepName = StepName::ProposeArrangement;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key.grant, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let today = context.actor.today();
        let rules = interest_rules(today)?;
        let record = context.record(&self.reason);
        let (number, plan) = (self.key.number, self.plan.clone());
        let after = before.propose_arrangement(number, plan, (&rules, today), record)?;
        let recovery = stored(context, &after, number).await?;
        Ok(Change::telling(after, &(number, recovery.waiting())))
    }
}
