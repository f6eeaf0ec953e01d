use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::plan_changes::told;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, put_instalments};
use crate::ledger::WithFrames;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Takes an attested instalment back to the plan, before it is approved. A grant that has ended is
/// settled again: it need not repay what was never paid.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when the grant has no such instalment;
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless it is attested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StopPayment {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Number of the instalment in the grant's plan.
    pub number: i32,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for StopPayment {
    const STEP: StepName = StepName::StopPayment;
    type On = WithFrames<Grant>;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: WithFrames<Grant>,
        context: &mut Context<'_>,
    ) -> Result<Change<WithFrames<Grant>>, CaseError> {
        let record = context.record(&self.reason);
        let (after, changed) = before.0.stop_payment(self.number, record)?;
        put_instalments(context.db, &after, &changed).await?;
        let payload = told(&changed);
        Ok(Change::telling(WithFrames(after.clone()), &payload).moving(after))
    }
}
