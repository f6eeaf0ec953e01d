use domain::grant::{Asked, Grant};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::resource::{follow_end, rules_of};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Asks for a change of a grant: by its recipient, or by staff for one that wrote otherwise. A
/// change that the scheme's rules have told only holds at once; the others wait for a case handler.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless accepted or active;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the way:
/// a change that waits, a settlement, a day that is over, an amount that is paid, above what was
/// applied for, or that cannot be given;
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) with every fault of the budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Request {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The change.
    pub asked: Asked,
    /// Why.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Request {
    const STEP: StepName = StepName::RequestChange;
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
        let rules = rules_of::<S>(context, &before).await?;
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let after = before.request_change(&self.asked, &rules, today, record)?;
        let last = after.changes.last().cloned();
        let change = Row::of("grant", after.id).known("changes", last)?;
        rows::change::insert(context.db, &after, &change).await?;
        let moved = match change.state.holds() {
            true => follow_end::<S>(context, (&after, &change), &rules, &self.reason).await?,
            false => None,
        };
        let payload = (change.number, change.state.name(), &change.wanted);
        let told = Change::telling(after, &payload);
        Ok(moved.into_iter().fold(told, Change::with))
    }
}
