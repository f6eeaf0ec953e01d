use domain::identifiers::SuccessionId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::succession::Succession;
use serde::Serialize;

use super::{judge, rows, take};
use crate::error::CaseError;
use crate::resource::Change;
use crate::standing;
use crate::step::{Context, Step};

/// Confirms that an organisation was taken over: another person than the one who proposed it. From
/// then on its cases are the successor's, each with an event of its own; nothing is paid to the
/// accounts it gave; its webhooks are deleted; both are told.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless proposed;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who proposed it;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in its way,
/// and when the cases do not stand as they were seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirm {
    /// The succession.
    pub id: SuccessionId,
    /// The revision that the caller read.
    pub revision: Revision,
    /// A remark; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Confirm {
    const STEP: StepName = StepName::ConfirmSuccession;
    type On = Succession;
    type Answer = Succession;

    fn on(&self) -> (&SuccessionId, Revision) {
        (&self.id, self.revision)
    }

    async fn take(
        &self,
        before: Succession,
        context: &mut Context<'_>,
    ) -> Result<Change<Succession>, CaseError> {
        let after = before.confirm(context.record(&self.reason))?;
        let takeover = &after.takeover;
        standing::hold(context.db, &takeover.predecessor).await?;
        rows::lock_cases(context.db, &takeover.predecessor).await?;
        let cases = rows::cases(context.db, &takeover.predecessor).await?;
        judge::require_sound(context, takeover, &cases, Some(self.id)).await?;
        judge::require_seen(&after.seen, &judge::seen(takeover, &cases))?;
        let events = take::over(context, &after, &cases, &self.reason).await?;
        let payload = (takeover, &after.cases);
        let change = Change::telling(after.clone(), &payload);
        Ok(events.into_iter().fold(change, Change::with))
    }
}
