use domain::grant::{ACCOUNT_WAITING_DAYS, Grant};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows::account;
use super::view::GrantView;
use super::waiting::day_after;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Approves the account that was asked for: another person than the one who registered it, and
/// neither attests nor approves payments of the grant afterwards. Payments use the account after
/// the waiting period of the call's rules.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when no change waits;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who registered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApproveAccount {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The way in which the account was checked.
    pub checked: String,
}

impl<S: Scheme> Step<S> for ApproveAccount {
    const STEP: StepName = StepName::ApproveAccount;
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
        let use_from = day_after::<S>(context, &before.call, ACCOUNT_WAITING_DAYS).await?;
        let record = context.record(&self.checked);
        let (after, change) = before.approve_account(use_from, record)?;
        account::update(context.db, &after, &change).await?;
        let payload = (change.number, &change.account, use_from);
        Ok(Change::telling(after, &payload))
    }
}
