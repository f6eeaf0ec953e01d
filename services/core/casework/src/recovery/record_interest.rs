use chrono::NaiveDate;
use domain::grant::Grant;
use domain::money::Money;
use domain::scheme::Scheme;
use domain::shared_rules::interest_rules;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{RecoveryKey, stored};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::GrantView;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Records interest on money that was claimed back, on the day it was booked. It is no money of the
/// scheme: no posting follows, and the bank's entry is cleared by its own step.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such recovery;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when more came in than was owed that day,
/// on a day to come, and where a rate is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordInterest {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// The amount.
    pub amount: Money,
    /// The day it was booked.
    pub booked: NaiveDate,
    /// The reference, such as that of the voucher.
    pub reference: String,
}

impl<S: Scheme> Step<S> for RecordInterest {
    const STEP: StepName = StepName::RecordInterest;
    type On = Grant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key.grant, self.revision)
    }

    async fn take(
        &self,
        before: Grant,
        context: &mut Context<'_>,
    ) -> Result<Change<Grant>, CaseError> {
        let today = context.actor.today();
        let rules = interest_rules(today)?;
        let paid = (self.amount, self.booked, self.reference.clone());
        let by = (&rules, today);
        let after = before.record_interest(self.key.number, paid, by, context.record(""))?;
        let recovery = stored(context, &after, self.key.number).await?;
        let last = recovery.interest_paid.last();
        Ok(Change::telling(after, &(recovery.number, last)))
    }
}
