use domain::appeal::Appeal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::makers::Makers;
use super::resource::{AppealView, appealed};
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records that an appeal is prepared: what was looked into, and what is recommended. By a person
/// who neither recommended nor made the decision that is appealed.
///
/// # Errors
/// [`FourEyes`](domain::refusal::Refusal::FourEyes);
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless it waits for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prepare {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The findings and the recommendation.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Prepare {
    const STEP: StepName = StepName::PrepareAppeal;
    type On = Appeal;
    type Answer = AppealView;

    fn on(&self) -> (&AppealKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Appeal,
        context: &mut Context<'_>,
    ) -> Result<Change<Appeal>, CaseError> {
        let (_, decision) = appealed(context, &before).await?;
        let makers = Makers::of(context, &decision).await?;
        makers.require_none(context)?;
        let after = before.prepare(context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.state))
    }
}
