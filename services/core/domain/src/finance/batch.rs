//! Batches: payments that were approved together. A batch is never changed, so its file for the
//! bank has the same bytes each time.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::event::Hash;
use crate::identifiers::{AccountNumber, BatchId, CallId, ChapterPost, OrganisationNumber};
use crate::money::Money;
use crate::step::StepRecord;

/// The most payments of one batch: its file stays below the size that banks take.
pub const BATCH_PAYMENTS_MAX: usize = 5_000;

/// Payments that one person approved together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentBatch {
    /// The id that the client chose.
    pub id: BatchId,
    /// The call.
    pub call: CallId,
    /// The payments, by day to pay, then in the order of the payment basis.
    pub payments: Vec<BatchPayment>,
    /// Their sum.
    pub sum: Money,
    /// SHA-256 of [`PaymentBatch::canonical`].
    pub sha256: Hash,
    /// The approval.
    pub approved: StepRecord,
}

/// A batch without its payments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchSummary {
    /// The id that the client chose.
    pub id: BatchId,
    /// The call.
    pub call: CallId,
    /// Number of payments.
    pub count: usize,
    /// Their sum.
    pub sum: Money,
    /// SHA-256 of [`PaymentBatch::canonical`].
    pub sha256: Hash,
    /// The approval.
    pub approved: StepRecord,
}

impl BatchSummary {
    /// The id of the bank's message: 25 digits and capital letters, since a message takes fewer
    /// characters than a UUID has.
    #[must_use]
    pub fn message_id(&self) -> String {
        message_id(self.id)
    }
}

impl From<PaymentBatch> for BatchSummary {
    fn from(batch: PaymentBatch) -> Self {
        Self {
            count: batch.payments.len(),
            id: batch.id,
            call: batch.call,
            sum: batch.sum,
            sha256: batch.sha256,
            approved: batch.approved,
        }
    }
}

impl PaymentBatch {
    /// A batch of payments, in the order that its file has them.
    ///
    /// # Panics
    /// As [`PaymentBatch::canonical`].
    #[must_use]
    pub fn new(
        (id, call): (BatchId, CallId),
        mut payments: Vec<BatchPayment>,
        approved: StepRecord,
    ) -> Self {
        payments.sort_by_key(|payment| payment.due);
        let ore = payments.iter().map(|payment| payment.amount.ore()).sum();
        let mut batch = Self {
            id,
            call,
            payments,
            sum: Money::from_ore(ore),
            sha256: Hash::default(),
            approved,
        };
        batch.sha256 = Sha256::digest(batch.canonical()).into();
        batch
    }

    /// The id of the bank's message; see [`BatchSummary::message_id`].
    #[must_use]
    pub fn message_id(&self) -> String {
        message_id(self.id)
    }

    /// The batch whose bank's message has this id; `None` when it is none of ours.
    #[must_use]
    pub fn id_of_message(message_id: &str) -> Option<BatchId> {
        let capitals = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        if message_id.len() != 25 || !message_id.bytes().all(capitals) {
            return None;
        }
        let number = u128::from_str_radix(message_id, 36).ok()?;
        uuid::Uuid::from_u128(number).try_into().ok()
    }

    /// The payments of a block of the bank's message, which has a block for each day to pay:
    /// `{message id}-{number}`.
    #[must_use]
    pub fn block(&self, payment_information_id: &str) -> Vec<&BatchPayment> {
        let number = payment_information_id
            .rsplit_once('-')
            .and_then(|(_, number)| number.parse::<usize>().ok());
        let days: BTreeSet<NaiveDate> = self.payments.iter().map(|one| one.due).collect();
        let day = number.and_then(|number| days.into_iter().nth(number.checked_sub(1)?));
        let of_day = |one: &&BatchPayment| Some(one.due) == day;
        self.payments.iter().filter(of_day).collect()
    }

    /// The list of payments as it is stored and hashed: JSON with the fields in their order.
    ///
    /// # Panics
    /// When a payment cannot be written as JSON: a fault that the first test of the type finds.
    #[must_use]
    pub fn canonical(&self) -> String {
        serde_json::to_string(&self.payments).expect("payments can be written as JSON")
    }
}

/// One payment as it was approved. What changes later at the recipient does not change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchPayment {
    /// The payment's id for ever.
    pub end_to_end_id: String,
    /// Recipient.
    pub organisation: OrganisationNumber,
    /// Recipient's name.
    pub name: String,
    /// Name of the recipient's municipality: banks ask for a town.
    pub town: String,
    /// Account to pay to.
    pub account: AccountNumber,
    /// Amount.
    pub amount: Money,
    /// Day to pay: the instalment's, or the day of the approval when that is later.
    pub due: NaiveDate,
    /// Chapter and post of the state budget.
    pub chapter_post: ChapterPost,
}

fn message_id(id: BatchId) -> String {
    let mut left = id.uuid().as_u128();
    let mut signs = ['0'; 25];
    for sign in signs.iter_mut().rev() {
        let digit = u32::try_from(left % 36).unwrap_or(0);
        *sign = char::from_digit(digit, 36)
            .unwrap_or('0')
            .to_ascii_uppercase();
        left /= 36;
    }
    signs.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn batch(id: &str) -> PaymentBatch {
        let approved = StepRecord {
            actor: "per".to_owned(),
            at: DateTime::UNIX_EPOCH,
            reason: String::new(),
        };
        let key = (id.parse().unwrap(), "2026".parse().unwrap());
        PaymentBatch::new(key, Vec::new(), approved)
    }

    #[test]
    fn a_message_id_tells_batches_apart() {
        let first = batch("01890a5d-ac96-774b-bcce-b302099a8057").message_id();
        let second = batch("01890a5d-ac96-774b-bcce-b302099a8058").message_id();
        assert_ne!(first, second);
        assert_eq!(u128::from_str_radix(&first, 36).unwrap() + 1, {
            u128::from_str_radix(&second, 36).unwrap()
        });
        let largest = batch("ffffffff-ffff-ffff-ffff-fffffffffffe").message_id();
        assert_eq!(largest, "F5LXX1ZZ5PNORYNQGLHZMSP32");
    }

    #[test]
    fn a_message_id_leads_back_to_its_batch() {
        let made = batch("01890a5d-ac96-774b-bcce-b302099a8057");
        let message_id = made.message_id();
        assert_eq!(PaymentBatch::id_of_message(&message_id), Some(made.id));
        for none in [
            "",
            "RH-2026-B0001",
            &message_id.to_lowercase(),
            "ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "0000000000000000000000000",
        ] {
            assert_eq!(PaymentBatch::id_of_message(none), None, "{none}");
        }
    }
}
