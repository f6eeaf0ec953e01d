//! The paid part of a grant, and obstacles to paying the rest.

use super::{Grant, GrantState, Instalment, InstalmentState};
use crate::findings::{Finding, Severity};
use crate::money::Money;

impl Grant {
    /// The grant with another payment plan, or other states in it: attested, paid, reduced. Where
    /// it stands does not change.
    #[must_use]
    pub fn with_instalments(mut self, instalments: Vec<Instalment>) -> Self {
        self.instalments = instalments;
        self.revision = self.revision.next();
        self
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

    /// Everything that stands in the way of payment now: a list, not a yes or no. `attestant` is
    /// who would attest.
    #[must_use]
    pub fn payment_blocks(&self, attestant: Option<&str>) -> Vec<Finding> {
        let mut blocks = Vec::new();
        if self.recipient.invented_number {
            blocks.push(Finding::new(
                "PAYMENT_INVENTED_NUMBER",
                Severity::Blocking,
                "configurable",
            ));
        }
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
            GrantState::Declined | GrantState::Lapsed | GrantState::Recovery { .. } => {
                blocks.push(Finding::new(
                    "PAYMENT_GRANT_ENDED",
                    Severity::Blocking,
                    "configurable",
                ));
            }
        }
        if attestant == Some(self.approved_by.as_str()) {
            blocks.push(Finding::new(
                "PAYMENT_FOUR_EYES",
                Severity::Blocking,
                "Bestemmelser om økonomistyring i staten 2.5.2.1",
            ));
        }
        blocks
    }
}
