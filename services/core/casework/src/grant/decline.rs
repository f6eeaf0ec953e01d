use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::offer::end;
use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::ledger::WithFrames;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Declines an offer: the money returns to the frame.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decline {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Decline {
    const STEP: StepName = StepName::DeclineGrant;
    type On = WithFrames<Grant>;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: WithFrames<Grant>,
        context: &mut Context<'_>,
    ) -> Result<Change<WithFrames<Grant>>, CaseError> {
        let record = context.record(&self.reason);
        end(before, context, |grant| grant.decline(record)).await
    }
}
