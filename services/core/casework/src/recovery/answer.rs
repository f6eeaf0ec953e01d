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

/// Answers a notice that money will be claimed back: by the recipient, or by staff for one that
/// answered otherwise. A later answer takes the place of the one before.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is none;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// The answer.
    pub answer: String,
}

impl<S: Scheme> Step<S> for Answer {
    const STEP: StepName = StepName::AnswerRecovery;
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
        let record = context.record(&self.answer);
        let after = before.answer_recovery(self.key.number, record)?;
        let recovery = stored(context, &after, self.key.number).await?;
        Ok(Change::telling(after, &(recovery.number, &recovery.answer)))
    }
}
