use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Confirms that a grant's account is right after the bank rejected or returned a payment, so that
/// the payment can be attested again.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when no payment was rejected or came
/// back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConfirmAccount {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for ConfirmAccount {
    const STEP: StepName = StepName::ConfirmAccount;
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
        let after = before.confirm_account(context.record(&self.reason))?;
        Ok(Change::showing(after, |after| &after.account_returned_on))
    }
}
