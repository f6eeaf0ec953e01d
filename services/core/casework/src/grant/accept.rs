use domain::grant::{Grant, TermsVersion};
use domain::identifiers::AccountNumber;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Accepts an offer and its terms, in the version that was sent, with the account to pay to.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`OtherTerms`](domain::refusal::Refusal::OtherTerms) unless the terms are those that were sent
/// last; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before any were sent, after the
/// last day, and before a partial grant has the revised budget that it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accept {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The account to pay to.
    pub account: AccountNumber,
    /// The terms that are accepted.
    pub terms: TermsVersion,
}

impl<S: Scheme> Step<S> for Accept {
    const STEP: StepName = StepName::AcceptGrant;
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
        let (today, record) = (context.actor.today(), context.record(""));
        let accepted = (self.account.clone(), self.terms.clone());
        let after = before.accept(accepted, today, record)?;
        let payload = (after.state.clone(), &self.terms);
        Ok(Change::telling(after, &payload))
    }
}
