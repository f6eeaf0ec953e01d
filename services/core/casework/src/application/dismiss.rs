use domain::decision::DecisionKind;
use domain::letter;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::case::{ApplicationKey, WholeApplication};
use super::view::ApplicationView;
use crate::decision::{Decided, compose};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Dismisses an application (avvisning): late or inadmissible. Not a refusal.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dismiss {
    /// The application.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason why it cannot be treated.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Dismiss {
    const STEP: StepName = StepName::DismissApplication;
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
        let after = before.step(|application| application.dismiss(record))?;
        let officer = context.actor.caller.subject.as_str();
        let decided = Decided {
            application: &after.application,
            kind: DecisionKind::Dismissal,
            amount: Money::ZERO,
            letter: letter::Decision::Dismissal(letter::Dismissal {
                reason: &self.reason,
                findings: &[],
            }),
        };
        let decisions = compose::<S>(context, (&after.call, None), officer, &[decided]).await?;
        let change = Change::showing(after, |after| &after.application.state);
        Ok(change.deciding(decisions))
    }
}
