use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{ChangeKey, found};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Takes a change back that waits: by the recipient, or by staff for one that wrote otherwise.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is none;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is answered or taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdraw {
    /// The change.
    pub key: ChangeKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// Why; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Withdraw {
    const STEP: StepName = StepName::WithdrawChange;
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
        let after = before.withdraw_change(self.key.number, context.record(&self.reason))?;
        let change = found(&after, &self.key)?;
        rows::change::update(context.db, &after, &change).await?;
        Ok(Change::telling(after, &(change.number, &change.state)))
    }
}
