use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::answer::{Answered, decide};
use super::resource::{ChangeKey, found, rules_of};
use crate::application::{self, ApplicationKey};
use crate::call::visible;
use crate::decision::next_number;
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Rejects a change that waits, by a decision with a letter. The grant stays as it is.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is none;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is answered or taken back;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who registered it, where the
/// rules say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The change.
    pub key: ChangeKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Reject {
    const STEP: StepName = StepName::RejectChange;
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
        let rules = rules_of::<S>(context, &before).await?;
        let number = next_number(context.db, &before.call, before.id).await?;
        let (budget, record) = (
            before.approved_budget().cloned(),
            context.record(&self.reason),
        );
        let after = before.reject_change(self.key.number, (&rules, number), record)?;
        let change = found(&after, &self.key)?;
        rows::change::update(context.db, &after, &change).await?;
        let call = visible(context.db, context.actor, &after.call).await?;
        let application = application::rows::of_grant::<S::Form>(context.db, &after).await?;
        let answered = Answered {
            change: &change,
            budget: budget.as_ref(),
            reason: &self.reason,
        };
        let decision = decide::<S>(context, (&call, &application, &after), answered).await?;
        let payload = (change.number, change.state.name());
        Ok(Change::telling(after, &payload).deciding(decision))
    }
}
