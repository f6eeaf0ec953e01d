use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::offer::end;
use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::ledger::{WithFrames, WithLeft};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records that an offer lapsed after its last day: the money returns to the frame.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before the last day is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lapse {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The way in which the recipient was told.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Lapse {
    const STEP: StepName = StepName::LapseGrant;
    type On = WithFrames<Grant>;
    type Answer = WithLeft<GrantView>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: WithFrames<Grant>,
        context: &mut Context<'_>,
    ) -> Result<Change<WithFrames<Grant>>, CaseError> {
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        end(before, context, |grant| grant.lapse(today, record)).await
    }
}
