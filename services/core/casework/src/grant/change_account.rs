use domain::grant::{ACCOUNT_WAITING_DAYS, AccountRequest, Grant};
use domain::identifiers::AccountNumber;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows::account;
use super::view::GrantView;
use super::waiting::days_of;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Asks to be paid to another account. Payments wait until it is approved and in use; the notice
/// to the recipient is stored with the change.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless accepted;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when another change is open, or when the
/// account is the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeAccount {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The account to pay to.
    pub account: AccountNumber,
    /// The person at the recipient who asks.
    pub asked_by: String,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for ChangeAccount {
    const STEP: StepName = StepName::ChangeAccount;
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
        let days = days_of::<S>(context, &before.call, ACCOUNT_WAITING_DAYS).await?;
        let (account, asked_by) = (&self.account, &self.asked_by);
        let request = AccountRequest {
            account: account.clone(),
            asked_by: asked_by.clone(),
            notice: before.account_notice(S::messages(), account, asked_by, days.into()),
        };
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let (after, change) = before.change_account(request, today, record)?;
        account::insert(context.db, &after, &change).await?;
        let payload = (change.number, &change.account, &change.replaced);
        Ok(Change::telling(after, &payload))
    }
}
