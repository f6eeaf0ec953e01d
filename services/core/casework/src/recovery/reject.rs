use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{RecoveryKey, stored};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Rejects the arrangement of a recovery that waits; the person who proposed it takes it back so.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such recovery, and when no
/// arrangement waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// Why.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Reject {
    const STEP: StepName = StepName::RejectArrangement;
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
        let record = context.record(&self.reason);
        let after = before.reject_arrangement(self.key.number, record)?;
        let recovery = stored(context, &after, self.key.number).await?;
        let last = recovery.arrangements.last();
        Ok(Change::telling(after, &(recovery.number, last)))
    }
}
