use domain::allocation::Allocation;
use domain::application::Application;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::follow_up;
use super::resource::AllocationKey;
use super::round::Round;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Sends a proposed allocation back: its applications are assessed again.
///
/// # Errors
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared);
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SendBack {
    /// The allocation.
    pub key: AllocationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for SendBack {
    const STEP: StepName = StepName::ReturnAllocation;
    type On = Allocation;
    type Answer = Allocation;

    fn on(&self) -> (&AllocationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Allocation,
        context: &mut Context<'_>,
    ) -> Result<Change<Allocation>, CaseError> {
        if before.follows.is_some() {
            return follow_up::send_back(context, before, &self.reason).await;
        }
        let round = Round::<S::Form>::lock(context, &self.key.call).await?;
        let after = before.send_back(context.record(&self.reason))?;
        let record = context.record(&self.reason);
        let take = |application: Application<S::Form>| Ok(application.unrecommend(record.clone())?);
        let (_, change) = round.step(context, after, take).await?;
        Ok(change)
    }
}
