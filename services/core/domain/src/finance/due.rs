//! Instalments that are due and not paid, each with everything that it waits for.

use chrono::NaiveDate;

use crate::findings::Finding;
use crate::grant::{BankAnswerKind, Grant, Instalment, InstalmentState};

/// An instalment that is due and not paid.
#[derive(Debug, Clone, PartialEq)]
pub struct DuePayment {
    /// The grant, with its plan.
    pub grant: Grant,
    /// The instalment.
    pub instalment: Instalment,
    /// Everything that it waits for, the next step first.
    pub reasons: Vec<Finding>,
}

impl DuePayment {
    /// An instalment with what it waits for. `is_sent` tells that its batch was exported,
    /// `in_question` that an entry of the bank about its grant is open.
    #[must_use]
    pub fn of(
        grant: Grant,
        instalment: Instalment,
        (is_sent, in_question): (bool, bool),
        today: NaiveDate,
    ) -> Self {
        let waits = match (&instalment.state, &instalment.bank) {
            (InstalmentState::Planned, _) if instalment.is_awaited() => "DUE_NEXT_YEAR",
            (InstalmentState::Planned, _) => "DUE_NOT_ATTESTED",
            (InstalmentState::Attested { .. }, _) => "DUE_NOT_APPROVED",
            (_, Some(answer)) if answer.kind == BankAnswerKind::Accepted => "DUE_NOT_BOOKED",
            _ if is_sent => "DUE_NOT_ANSWERED",
            _ => "DUE_NOT_SENT",
        };
        let mut reasons = vec![Finding::notice(waits, "configurable")];
        // Once it is approved, what blocks a payment comes too late.
        if instalment.state.approval().is_none() {
            reasons.extend(grant.payment_blocks(None, today));
        }
        if matches!(instalment.state, InstalmentState::Attested { .. }) {
            reasons.extend(grant.attested_to_another());
        }
        if in_question {
            let open = Finding::blocking("PAYMENT_BANK_ENTRY_OPEN", "configurable");
            reasons.push(open);
        }
        Self {
            grant,
            instalment,
            reasons,
        }
    }
}
