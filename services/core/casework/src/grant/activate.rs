use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records that the conditions for payment are met.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless accepted;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with every document that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activate {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The evidence.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Activate {
    const STEP: StepName = StepName::ActivateGrant;
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
        let after = before.activate(context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.state))
    }
}
