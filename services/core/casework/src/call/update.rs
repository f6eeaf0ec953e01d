use domain::call::{Call, CallChanges, CallState};
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::terms::{invalid, require_decided, require_fitting};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Changes a call's terms.
///
/// # Errors
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) when the reason is missing or the
/// terms no longer fit; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when a term may not
/// change any more, or the call of the round before is not decided;
/// [`FrameExceeded`](domain::refusal::Refusal::FrameExceeded) when a budget would fall below what
/// is promised, [`AppropriationExceeded`](domain::refusal::Refusal::AppropriationExceeded) when the
/// frames would come to more than is appropriated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Update {
    /// The call.
    pub call: CallId,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The changes.
    pub changes: CallChanges,
    /// The reason. Required once the call is open.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Update {
    const STEP: StepName = StepName::UpdateCall;
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
        if before.state != CallState::Draft && self.reason.trim().is_empty() {
            return Err(invalid(vec![FieldViolation {
                field: "reason".to_owned(),
                description: "is required once the call is open; say why it changes".to_owned(),
            }]));
        }
        let terms = self.changes.clone().apply(before.terms.clone());
        require_fitting::<S>(&terms)?;
        if terms.previous_call != before.terms.previous_call {
            require_decided(context.db, terms.previous_call.as_ref()).await?;
        }
        let after = before.change(terms, context.record(&self.reason))?;
        let framed = after.clone();
        Ok(Change::showing(after, |after| &after.terms).framing(framed))
    }
}
