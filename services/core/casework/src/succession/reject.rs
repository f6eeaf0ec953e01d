use domain::identifiers::SuccessionId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::succession::Succession;
use serde::Serialize;

use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Rejects a succession that was proposed, or takes it back: nothing changes, and it can be
/// proposed anew.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The succession.
    pub id: SuccessionId,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Reject {
    const STEP: StepName = StepName::RejectSuccession;
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
        let after = before.reject(context.record(&self.reason))?;
        let payload = after.takeover.clone();
        Ok(Change::telling(after, &payload))
    }
}
