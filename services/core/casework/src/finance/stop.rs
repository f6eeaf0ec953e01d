use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, put_instalments};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Takes an attested instalment back to the plan, before it is approved.
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
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let (after, stopped) = before.stop_payment(self.number, context.record(&self.reason))?;
        put_instalments(context.db, &after, std::slice::from_ref(&stopped)).await?;
        let payload = [(stopped.number, stopped.amount.ore(), stopped.state.name())];
        Ok(Change::telling(after.clone(), &payload).moving(after))
    }
}
