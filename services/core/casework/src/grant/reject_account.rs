use domain::grant::Grant;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows::account;
use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Rejects or withdraws a change of account that is not in use yet: the account before it stays.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when no change is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RejectAccount {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for RejectAccount {
    const STEP: StepName = StepName::RejectAccount;
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
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let (after, change) = before.reject_account(today, record)?;
        account::update(context.db, &after, &change).await?;
        Ok(Change::telling(after, &(change.number, &change.account)))
    }
}
