//! Batches as the bank takes them.

use domain::finance::{BatchPayment, PaymentBatch};
use domain::money::MoneyError;
use interchange::pain001::{self, Order, Pain001Error, Payer, Version};
use interchange::payment::{Address, BankPayment, Payment, PaymentFault, Remittance};

/// Checks a payment as the bank does.
///
/// # Errors
/// Every fault of the payment.
pub(super) fn bank_payment(
    payment: &BatchPayment,
    message_id: &str,
) -> Result<BankPayment, Vec<PaymentFault>> {
    BankPayment::check(Payment {
        end_to_end_id: payment.end_to_end_id.clone(),
        batch_id: message_id.to_owned(),
        name: payment.name.clone(),
        address: Address {
            street: None,
            postal_code: None,
            town: payment.town.clone(),
            country: "NO".to_owned(),
        },
        organisation: payment.organisation.clone(),
        account: payment.account.clone(),
        amount: payment.amount,
        due: payment.due,
        remittance: Remittance::Text(format!("Tilskudd {}", payment.end_to_end_id)),
        chapter_post: payment.chapter_post.clone(),
    })
}

/// Why a batch has no file.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// A payment that was approved is not one that the bank takes.
    #[error("the payment {0} was approved and cannot go to the bank")]
    Payment(String),
    /// The file could not be written.
    #[error(transparent)]
    Pain001(#[from] Pain001Error),
}

impl From<MoneyError> for FileFault {
    fn from(error: MoneyError) -> Self {
        Self::Pain001(error.into())
    }
}

/// Writes the file of a batch. Everything in it is stored with the batch or given here, so the same
/// batch and payer give the same bytes.
///
/// # Errors
/// [`FileFault`].
pub(super) fn file(
    batch: &PaymentBatch,
    payer: &Payer,
    version: Version,
) -> Result<Vec<u8>, FileFault> {
    let days = batch
        .payments
        .iter()
        .map(|payment| (payment.due, payment.amount));
    let order = Order {
        version,
        message_id: batch.message_id(),
        created: batch.approved.at,
        payer: payer.clone(),
        groups: pain001::groups(days)?,
    };
    let payments = batch.payments.iter().map(|payment| {
        bank_payment(payment, &order.message_id)
            .map_err(|_| FileFault::Payment(payment.end_to_end_id.clone()))
    });
    let mut bytes = Vec::new();
    pain001::write(&mut bytes, &order, payments)?;
    Ok(bytes)
}
