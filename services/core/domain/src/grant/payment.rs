//! The paid part of a grant, and obstacles to paying the rest.

use chrono::NaiveDate;

use super::{Grant, GrantState, Instalment, InstalmentState};
use crate::findings::{Finding, Severity};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// Code of the finding on an approval by the attestant.
pub const APPROVAL_FOUR_EYES: &str = "PAYMENT_APPROVAL_FOUR_EYES";

impl Grant {
    /// Puts a changed instalment into the payment plan, in the place of its number.
    pub fn put_instalment(&mut self, change: Instalment) {
        let mut plan = self.instalments.iter_mut();
        if let Some(instalment) = plan.find(|one| one.number == change.number) {
            *instalment = change;
        }
    }

    /// The sum of the instalments that are paid.
    #[must_use]
    pub fn paid(&self) -> Money {
        let ore = self
            .instalments
            .iter()
            .filter(|instalment| matches!(instalment.state, InstalmentState::Paid { .. }))
            .map(|instalment| instalment.amount.ore())
            .sum();
        Money::from_ore(ore)
    }

    /// Everything that stands in the way of approving the attested instalments for payment.
    ///
    /// The approver is another than the attestant, and another than those who changed the account.
    #[must_use]
    pub fn approval_blocks(&self, approver: &str, today: NaiveDate) -> Vec<Finding> {
        let mut blocks = self.blocks();
        blocks.extend(self.account_blocks(Some(approver), today));
        blocks.extend(self.attested_to_another());
        let own = |one: &Instalment| match &one.state {
            InstalmentState::Attested { by, .. } => by == approver,
            InstalmentState::Planned
            | InstalmentState::Approved { .. }
            | InstalmentState::Paid { .. }
            | InstalmentState::Cancelled => false,
        };
        if self.instalments.iter().any(own) {
            blocks.push(Finding::blocking(
                APPROVAL_FOUR_EYES,
                "Bestemmelser om økonomistyring i staten 2.5.2.1",
            ));
        }
        blocks
    }

    /// Takes an attested instalment back to the plan. An approved one cannot be stopped: its batch
    /// may have been sent to the bank, and a second one would pay it twice. Gives the instalments
    /// that change: more than one where the grant has ended, and is settled again.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such instalment; [`Refusal::WrongState`] unless it is
    /// attested.
    pub fn stop_payment(
        mut self,
        number: i32,
        step: StepRecord,
    ) -> Result<(Self, Vec<Instalment>), Refusal> {
        let resource = names::instalment(&self.call, self.id, number);
        let found = self.instalments.iter().find(|one| one.number == number);
        let Some(instalment) = found else {
            return Err(Refusal::NotFound { resource });
        };
        if !matches!(instalment.state, InstalmentState::Attested { .. }) {
            return Err(Refusal::WrongState {
                resource,
                state: instalment.state.name(),
                step: StepName::StopPayment,
            });
        }
        let stopped = Instalment {
            state: InstalmentState::Planned,
            ..instalment.clone()
        };
        let changed = self.change_instalments(&[stopped]);
        Ok((self.stamped(step), changed))
    }

    /// Everything that stands in the way of payment on a day: a list, not a yes or no. `attestant`
    /// is who would attest.
    #[must_use]
    pub fn payment_blocks(&self, attestant: Option<&str>, today: NaiveDate) -> Vec<Finding> {
        let mut blocks = self.blocks();
        blocks.extend(self.account_blocks(attestant, today));
        if attestant == Some(self.approved_by.as_str()) {
            blocks.push(Finding::new(
                "PAYMENT_FOUR_EYES",
                Severity::Blocking,
                "Bestemmelser om økonomistyring i staten 2.5.2.1",
            ));
        }
        blocks
    }

    /// Obstacles that lie in the grant itself.
    fn blocks(&self) -> Vec<Finding> {
        let mut blocks = Vec::new();
        if self.recipient.invented_number {
            blocks.push(Finding::new(
                "PAYMENT_INVENTED_NUMBER",
                Severity::Blocking,
                "configurable",
            ));
        }
        blocks.extend(self.account_block());
        let ended = matches!(
            self.state,
            GrantState::Declined
                | GrantState::Lapsed
                | GrantState::Reversed
                | GrantState::Recovery { .. }
        );
        if !ended {
            blocks.extend(self.document_blocks());
        }
        if self.settled_first && self.settlement.is_none() {
            blocks.push(Finding::blocking(
                "PAYMENT_ACCOUNTS_NOT_SETTLED",
                "configurable",
            ));
        }
        blocks.extend(self.missing_facts());
        match self.state {
            GrantState::Active { .. } | GrantState::Closed { .. } => {}
            GrantState::Reported { .. } => blocks.push(Finding::new(
                "PAYMENT_REPORT_PENDING",
                Severity::Blocking,
                "Helsedirektoratet, tilskuddsprosessen",
            )),
            GrantState::Offered => blocks.push(Finding::new(
                "PAYMENT_NOT_ACCEPTED",
                Severity::Blocking,
                "Helsedirektoratet, tilskuddsprosessen",
            )),
            GrantState::Accepted { .. } => blocks.push(Finding::new(
                "PAYMENT_CONDITIONS_OPEN",
                Severity::Blocking,
                "configurable",
            )),
            GrantState::Paused { .. } => blocks.push(Finding::new(
                "PAYMENT_PAUSED",
                Severity::Blocking,
                "Helsedirektoratet, standardvilkår",
            )),
            GrantState::Declined
            | GrantState::Lapsed
            | GrantState::Reversed
            | GrantState::Recovery { .. } => {
                blocks.push(Finding::new(
                    "PAYMENT_GRANT_ENDED",
                    Severity::Blocking,
                    "configurable",
                ));
            }
        }
        blocks
    }
}
