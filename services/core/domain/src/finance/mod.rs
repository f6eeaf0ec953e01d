//! Finance: the payment basis, receipts, what is left of a budget.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::findings::{Finding, FindingValue};
use crate::grant::{Approval, BankAnswer, Instalment, InstalmentState};
use crate::identifiers::{
    AccountNumber, ApplicationId, CaseReference, ChapterPost, OrganisationNumber,
};
use crate::money::Money;

pub use bank::{
    BankCount, BankEntry, BankEntryState, BankFileRecord, BankVerdict, BankWord, BankWordKind,
};
pub use batch::{BATCH_PAYMENTS_MAX, BatchPayment, BatchSummary, PaymentBatch};
pub use due::DuePayment;

mod bank;
mod batch;
mod due;
pub mod reconciliation;

/// One line of the payment basis (utbetalingsgrunnlag): an attested instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// Number of the instalment in the grant's plan, from 1.
    pub number: i32,
    /// The grant.
    pub grant: ApplicationId,
    /// Recipient.
    pub organisation: OrganisationNumber,
    /// Recipient's name.
    pub organisation_name: String,
    /// Account to pay to.
    pub account: AccountNumber,
    /// Amount.
    pub amount: Money,
    /// Chapter and post of the state budget.
    pub chapter_post: ChapterPost,
    /// Earliest day to pay.
    pub due: NaiveDate,
    /// The person who attested.
    pub attested_by: String,
    /// The person who approved the decision: another.
    pub approved_by: String,
    /// Time of the attestation.
    pub attested: DateTime<Utc>,
    /// The approval for payment; none before it.
    pub approval: Option<Approval>,
    /// The day it was booked; none before.
    pub booked: Option<NaiveDate>,
    /// The case whose debt it was kept for; none for what the bank pays.
    pub set_off: Option<CaseReference>,
    /// Number of the hand-over to the bank, from 1.
    pub hand_over: i32,
    /// The bank's last answer: about the hand-over before, until this one is approved.
    pub bank: Option<BankAnswer>,
}

impl Payment {
    /// The id that follows the payment for ever: case reference, instalment and hand-over.
    #[must_use]
    pub fn end_to_end_id(&self) -> String {
        end_to_end_id(&self.case_reference, (self.number, self.hand_over))
    }
}

/// The id of an instalment in the paying system, at its first hand-over and at a later one:
/// `RH-2026-00042/1`, `RH-2026-00042/1-2`.
#[must_use]
pub fn end_to_end_id(case_reference: &CaseReference, (number, hand_over): (i32, i32)) -> String {
    match hand_over {
        1 => format!("{case_reference}/{number}"),
        _ => format!("{case_reference}/{number}-{hand_over}"),
    }
}

/// The outcome of one attestation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// Instalments attested now.
    pub instalments: usize,
    /// Their sum.
    pub amount: Money,
    /// Grants left out.
    pub blocked: Vec<BlockedGrant>,
}

/// A grant that cannot be paid now, with everything that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedGrant {
    /// The grant.
    pub grant: ApplicationId,
    /// The obstacles.
    pub blocks: Vec<Finding>,
}

/// Word from the paying system that an instalment left the account (kvittering).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The payment's id, as the paying system gives it back.
    pub end_to_end_id: String,
    /// The amount paid.
    pub amount: Money,
    /// The day it was booked.
    pub booked: NaiveDate,
}

/// The effect of a receipt on an instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptVerdict {
    /// It is paid now.
    Paid(InstalmentState),
    /// It tells what was known.
    Repeated,
    /// It cannot be true.
    Rejected(Finding),
}

impl Receipt {
    /// Judges the receipt against the instalment it names; `None` where there is no such
    /// instalment. Receipts may come in any order and any number of times.
    #[must_use]
    pub fn judge(&self, instalment: Option<&Instalment>) -> ReceiptVerdict {
        let Some(instalment) = instalment else {
            return ReceiptVerdict::Rejected(problem("RECEIPT_UNKNOWN"));
        };
        if instalment.amount != self.amount {
            return ReceiptVerdict::Rejected(
                problem("RECEIPT_WRONG_AMOUNT")
                    .with("expected", instalment.amount)
                    .with("amount", self.amount),
            );
        }
        match &instalment.state {
            InstalmentState::Approved { by, at, approval } => {
                ReceiptVerdict::Paid(InstalmentState::Paid {
                    by: by.clone(),
                    at: *at,
                    booked: self.booked,
                    approval: Some(approval.clone()),
                    set_off: None,
                })
            }
            InstalmentState::Attested { .. } => {
                ReceiptVerdict::Rejected(problem("RECEIPT_NOT_APPROVED"))
            }
            InstalmentState::Paid { booked, .. } if *booked == self.booked => {
                ReceiptVerdict::Repeated
            }
            InstalmentState::Paid { booked, .. } => ReceiptVerdict::Rejected(
                problem("RECEIPT_CONTRADICTS").with("booked", FindingValue::Date(*booked)),
            ),
            InstalmentState::Planned => ReceiptVerdict::Rejected(problem("RECEIPT_NOT_ATTESTED")),
            InstalmentState::Cancelled => ReceiptVerdict::Rejected(problem("RECEIPT_CANCELLED")),
        }
    }
}

fn problem(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}

/// The outcome of a file of receipts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptOutcome {
    /// Instalments paid now.
    pub paid: usize,
    /// Receipts that told what was known.
    pub repeated: usize,
    /// Receipts that could not be taken: nothing was changed for these.
    pub rejected: Vec<RejectedReceipt>,
}

/// A receipt that fits no approved instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedReceipt {
    /// The receipt's id.
    pub end_to_end_id: String,
    /// The fault.
    pub problem: Finding,
}

/// The case, the instalment and the hand-over behind a payment's id; `None` when it is none of
/// ours. One payment has one spelling: no sign, no leading zero.
#[must_use]
pub fn read_end_to_end_id(id: &str) -> Option<(CaseReference, (i32, i32))> {
    let (case, number) = id.split_once('/')?;
    let (number, hand_over) = number.split_once('-').unwrap_or((number, "1"));
    let case = case.parse().ok()?;
    let of: (i32, i32) = (number.parse().ok()?, hand_over.parse().ok()?);
    (of.0 >= 1 && of.1 >= 1 && end_to_end_id(&case, of) == id).then_some((case, of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grant::PlannedInstalment;

    #[test]
    fn the_longest_id_fits_the_payment_format() {
        let case = CaseReference::new("WXYZ", 2999, 9_999_999).unwrap();
        // ISO 20022 gives EndToEndId 35 characters.
        assert_eq!(end_to_end_id(&case, (999, 1)), "WXYZ-2999-9999999/999");
        assert!(end_to_end_id(&case, (i32::MAX, 9999)).len() <= 35);
    }

    #[test]
    fn one_payment_has_one_id() {
        for right in ["RH-2026-00042/1", "RH-2026-00042/1-2"] {
            let (case, of) = read_end_to_end_id(right).unwrap();
            assert_eq!(end_to_end_id(&case, of), right);
        }
        for wrong in [
            "",
            "RH-2026-00042",
            "RH-2026-00042/",
            "RH-2026-00042/0",
            "RH-2026-00042/01",
            "RH-2026-00042/+1",
            "RH-2026-00042/-1",
            "RH-2026-42/1",
            "RH-2026-00042/1/1",
            "RH-2026-00042/1-1",
            "RH-2026-00042/1-02",
            "RH-2026-00042/1-",
            "RH-2026-00042/1-2-3",
        ] {
            assert_eq!(read_end_to_end_id(wrong), None, "{wrong:?}");
        }
    }

    /// State of the instalment (100 kr), amount and day of the receipt, what it means.
    #[test]
    fn receipts_are_judged_by_the_instalment() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (by, at) = ("ola".to_owned(), DateTime::UNIX_EPOCH);
        let attested = InstalmentState::Attested { by: by.clone(), at };
        let approval = Approval {
            by: "per".to_owned(),
            at,
            batch: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        };
        let approved = InstalmentState::Approved {
            by: by.clone(),
            at,
            approval: approval.clone(),
        };
        let paid = InstalmentState::Paid {
            by,
            at,
            booked: day("2026-05-01"),
            approval: Some(approval),
            set_off: None,
        };
        let cases = [
            (Some(approved.clone()), 100, "2026-05-01", "paid"),
            (Some(attested), 100, "2026-05-01", "RECEIPT_NOT_APPROVED"),
            (Some(paid.clone()), 100, "2026-05-01", "repeated"),
            (Some(paid.clone()), 100, "2026-05-02", "RECEIPT_CONTRADICTS"),
            (Some(paid), 99, "2026-05-01", "RECEIPT_WRONG_AMOUNT"),
            (Some(approved), 101, "2026-05-01", "RECEIPT_WRONG_AMOUNT"),
            (
                Some(InstalmentState::Planned),
                100,
                "2026-05-01",
                "RECEIPT_NOT_ATTESTED",
            ),
            (
                Some(InstalmentState::Cancelled),
                100,
                "2026-05-01",
                "RECEIPT_CANCELLED",
            ),
            (None, 100, "2026-05-01", "RECEIPT_UNKNOWN"),
        ];
        for (state, kroner, booked, expected) in cases {
            let planned = PlannedInstalment {
                due: day("2026-04-01"),
                year: 2026,
                amount: Money::kroner(100),
            };
            let instalment = state.map(|state| Instalment {
                state,
                ..Instalment::planned(1, planned)
            });
            let receipt = Receipt {
                end_to_end_id: "RH-2026-00042/1".into(),
                amount: Money::kroner(kroner),
                booked: day(booked),
            };
            let told = match receipt.judge(instalment.as_ref()) {
                ReceiptVerdict::Paid(_) => "paid".to_owned(),
                ReceiptVerdict::Repeated => "repeated".to_owned(),
                ReceiptVerdict::Rejected(finding) => finding.code.into_owned(),
            };
            assert_eq!(told, expected, "{instalment:?}");
        }
    }
}
