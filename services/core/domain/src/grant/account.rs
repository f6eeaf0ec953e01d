//! The account of a grant, after the bank has rejected or returned a payment to it.

use chrono::NaiveDate;

use super::Grant;
use crate::calendar::local_date;
use crate::findings::{Finding, FindingValue};
use crate::refusal::Refusal;
use crate::step::StepRecord;

impl Grant {
    /// Confirms that the account is right, so that what was rejected or came back is paid again.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] when no payment was rejected or came back.
    pub fn confirm_account(mut self, step: StepRecord) -> Result<Self, Refusal> {
        if self.account_returned_on.take().is_none() {
            let none = Finding::blocking("ACCOUNT_NOT_IN_QUESTION", "configurable");
            return Err(Refusal::RulesNotMet(vec![none]));
        }
        Ok(self.stamped(step))
    }

    /// Returns the day a payment was rejected or came back, until the account is confirmed or
    /// another is approved. An approval that is rejected while it waits answers nothing.
    #[must_use]
    pub fn account_in_question(&self) -> Option<NaiveDate> {
        let answers = |day: NaiveDate| {
            self.account_changes.iter().any(|one| {
                let approval = one.approved.as_ref().filter(|_| one.rejected.is_none());
                approval.is_some_and(|approval| local_date(approval.record.at) >= day)
            })
        };
        self.account_returned_on.filter(|day| !answers(*day))
    }

    /// The account stands in the way of payment while the bank's refusal is not answered.
    pub(super) fn account_block(&self) -> Option<Finding> {
        self.account_in_question().map(|day| {
            Finding::blocking("PAYMENT_ACCOUNT_RETURNED", "configurable")
                .with("date", FindingValue::Date(day))
        })
    }
}
