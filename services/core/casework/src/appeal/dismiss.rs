use domain::appeal::Appeal;
use domain::decision::DecisionKind;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::makers::Makers;
use super::outcome::{Outcome, decide};
use super::resource::{AppealView, appealed};
use crate::application::AppealKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Dismisses an appeal (avvisning): late without a special reason, or inadmissible. It is a
/// decision with a letter, which can be appealed itself.
///
/// # Errors
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to who made the decision that is appealed;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is with the body of appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dismiss {
    /// The appeal.
    pub key: AppealKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Dismiss {
    const STEP: StepName = StepName::DismissAppeal;
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
        Makers::of(context, &decision)
            .await?
            .require_other(context)?;
        let outcome = Outcome {
            kind: DecisionKind::AppealDismissal,
            reason: &self.reason,
        };
        let decided = decide::<S>(context, (&before, &decision), outcome).await?;
        let after = before.dismiss(decided.number, context.record(&self.reason))?;
        let change = Change::showing(after, |after| &after.state);
        Ok(change.deciding(vec![decided]))
    }
}
