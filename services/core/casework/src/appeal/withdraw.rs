use domain::appeal::Appeal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::AppealView;
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Takes an appeal back: by the party, or by staff for a party that wrote otherwise.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdraw {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Why; may be empty.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Withdraw {
    const STEP: StepName = StepName::WithdrawAppeal;
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
        let after = before.withdraw(context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.state))
    }
}
