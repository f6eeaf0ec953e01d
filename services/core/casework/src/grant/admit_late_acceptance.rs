use chrono::NaiveDate;
use domain::grant::{Grant, TermsVersion};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::view::GrantView;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Lets the recipient accept an offer after its last day. A notice that it will lapse falls away.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless offered;
/// [`OtherTerms`](domain::refusal::Refusal::OtherTerms) unless the terms are those that were sent
/// last; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before any were sent, before the
/// last day is over, and when the new one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AdmitLateAcceptance {
    /// The grant.
    pub key: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The last day to accept from now on.
    pub accept_by: NaiveDate,
    /// The terms that may be accepted late.
    pub terms: TermsVersion,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Step<S> for AdmitLateAcceptance {
    const STEP: StepName = StepName::AdmitLateAcceptance;
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
        let admitted = (self.accept_by, self.terms.clone());
        let after = before.admit_late_acceptance(admitted, today, record)?;
        Ok(Change::telling(after, &(self.accept_by, &self.terms)))
    }
}
