use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records that the encumbrance (heftelse) of duties is released in the land register.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for duties that there are not, that run,
/// that are claimed and not repaid, or that are released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Release {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Numbers of the duties, each once.
    pub numbers: Vec<i32>,
    /// The reference in the land register.
    pub reference: String,
    /// Why.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Release {
    const STEP: StepName = StepName::ReleaseObligations;
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
        let record = context.record(&self.reason);
        let after = before.release_duties((&self.numbers, &self.reference), record)?;
        Ok(Change::telling(after, &(&self.numbers, &self.reference)))
    }
}
