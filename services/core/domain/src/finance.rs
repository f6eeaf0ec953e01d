//! What finance is told and tells: the payment basis, receipts, what is left of a budget.

use chrono::{DateTime, NaiveDate, Utc};

use crate::findings::Finding;
use crate::identifiers::{
    AccountNumber, ApplicationId, CaseReference, ChapterPost, OrganisationNumber,
};
use crate::money::Money;

/// One line of the payment basis (utbetalingsgrunnlag): an attested instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// What people call the case.
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
    /// Who attested.
    pub attested_by: String,
    /// Who approved the decision: another.
    pub approved_by: String,
    /// When it was attested.
    pub attested: DateTime<Utc>,
    /// Whether a receipt has come.
    pub paid: bool,
}

impl Payment {
    /// The id that follows the payment for ever: case reference and instalment.
    #[must_use]
    pub fn end_to_end_id(&self) -> String {
        end_to_end_id(&self.case_reference, self.number)
    }
}

/// The id of an instalment in the paying system: `RH-2026-00042/1`.
#[must_use]
pub fn end_to_end_id(case_reference: &CaseReference, number: i32) -> String {
    format!("{case_reference}/{number}")
}

/// What one attestation came to.
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
    /// What stands in the way.
    pub blocks: Vec<Finding>,
}

/// Word from the paying system that an instalment left the account (kvittering).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The payment's id, as the paying system gives it back.
    pub end_to_end_id: String,
    /// What was paid.
    pub amount: Money,
    /// The day it was booked.
    pub booked: NaiveDate,
}

/// What a file of receipts came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptOutcome {
    /// Instalments paid now.
    pub paid: usize,
    /// Receipts that told what was known.
    pub repeated: usize,
    /// Receipts that could not be taken: nothing was changed for these.
    pub rejected: Vec<RejectedReceipt>,
}

/// A receipt that fits no attested instalment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedReceipt {
    /// The receipt's id.
    pub end_to_end_id: String,
    /// What is wrong with it.
    pub problem: Finding,
}

/// One sub-frame's money (delramme): what may be promised, what is promised, what is paid. Three amounts, never confused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// What may be promised (bevilgning).
    pub budget: Money,
    /// What is promised (tilsagn).
    pub committed: Money,
    /// What is paid (utbetalt).
    pub paid: Money,
}

impl BudgetLine {
    /// What is left to promise.
    #[must_use]
    pub fn left(&self) -> Money {
        self.budget
            .checked_sub(self.committed)
            .unwrap_or(Money::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_id_fits_the_payment_format() {
        let case = CaseReference::new("WXYZ", 2999, 9_999_999).unwrap();
        // ISO 20022 gives EndToEndId 35 characters.
        assert_eq!(end_to_end_id(&case, 999), "WXYZ-2999-9999999/999");
        assert!(end_to_end_id(&case, i32::MAX).len() <= 35);
    }
}
