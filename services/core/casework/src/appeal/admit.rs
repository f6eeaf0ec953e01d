use domain::appeal::Appeal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::AppealView;
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Admits an appeal although it is late, for a special reason.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Admit {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The special reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Admit {
    const STEP: StepName = StepName::AdmitAppeal;
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
        let after = before.admit(context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.state))
    }
}
