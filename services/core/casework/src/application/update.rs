use domain::application::DraftChanges;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::case::{ApplicationKey, WholeApplication, require_own};
use super::view::ApplicationView;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Changes a draft or a returned application.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState);
/// [`RoleNotAllowed`](domain::refusal::Refusal::RoleNotAllowed) when it would become another
/// organisation's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Update<F> {
    /// The application.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// New values for some fields.
    pub changes: DraftChanges<F>,
}

impl<S: Scheme> Step<S> for Update<S::Form> {
    const STEP: StepName = StepName::UpdateApplication;
    type On = WholeApplication<S::Form>;
    type Answer = ApplicationView<S::Form>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let draft = self.changes.clone().apply(before.application.draft.clone());
        let organisation = &draft.applicant.organisation;
        require_own(context.actor, context.step(), organisation)?;
        let after = before.step(|application| application.update(draft, context.record("")))?;
        Ok(Change::showing(after, |after| &after.application.draft))
    }
}
