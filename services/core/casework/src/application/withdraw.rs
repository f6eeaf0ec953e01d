use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::case::{ApplicationKey, WholeApplication};
use super::view::ApplicationView;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Takes an application back.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdraw {
    /// The application.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Withdraw {
    const STEP: StepName = StepName::WithdrawApplication;
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
        let record = context.record(&self.reason);
        let after = before.step(|application| application.withdraw(record))?;
        Ok(Change::showing(after, |after| &after.application.state))
    }
}
