use domain::call::Call;
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Closes a call after its deadline: the list of applications is frozen.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless open and past the deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Close {
    /// The call.
    pub call: CallId,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for Close {
    const STEP: StepName = StepName::CloseCall;
    type On = Call;
    type Answer = Call;

    fn on(&self) -> (&CallId, Revision) {
        (&self.call, self.revision)
    }

    async fn take(
        &self,
        before: Call,
        context: &mut Context<'_>,
    ) -> Result<Change<Call>, CaseError> {
        let after = before.close(context.record(""))?;
        Ok(Change::showing(after, |after| &after.state))
    }
}
