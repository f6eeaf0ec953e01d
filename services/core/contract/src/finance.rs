//! Payments and receipts (utbetaling, kvittering).

use domain::event::hexadecimal;
use domain::finance::{Attestation, BatchSummary, Payment, Receipt, ReceiptOutcome};
use domain::identifiers::{ApplicationId, BatchId, CallId};
use domain::violations::Violations;

use crate::names::{BatchName, GrantName, ResourceName};
use crate::outward::{Outward, count, day, timestamp};
use crate::{SchemeContract, money, v1};

/// The most receipts of one request.
const RECEIPTS_MAX: usize = 5_000;

/// The most grants one attestation can name.
const GRANTS_MAX: usize = 5_000;

/// The longest id of a payment, as ISO 20022 has it.
const END_TO_END_ID_CHARACTERS_MAX: usize = 35;

/// Reads the names of grants of a call.
pub fn grants(
    faults: &mut Violations,
    parent: Option<&CallId>,
    names: &[String],
    scheme: &str,
) -> Option<Vec<ApplicationId>> {
    faults.list_size("grants", names.len(), 0..=GRANTS_MAX)?;
    let read: Vec<Option<ApplicationId>> = names
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let field = format!("grants[{at}]");
            let name = GrantName::read(faults, &field, text, scheme)?;
            if parent.is_some_and(|parent| *parent != name.call) {
                faults.add(&field, "is of another call; name grants of the same call");
                return None;
            }
            Some(name.grant)
        })
        .collect();
    read.into_iter().collect()
}

/// Reads receipts.
pub fn receipts(faults: &mut Violations, receipts: Vec<v1::Receipt>) -> Option<Vec<Receipt>> {
    faults.list_size("receipts", receipts.len(), 1..=RECEIPTS_MAX)?;
    faults.each("receipts", receipts, |faults, from| {
        let end_to_end_id = faults.line(
            "end_to_end_id",
            &from.end_to_end_id,
            END_TO_END_ID_CHARACTERS_MAX,
        );
        let amount = money::positive(faults, "amount", from.amount);
        let booked = faults.date("booked_date", &from.booked_date);
        Some(Receipt {
            end_to_end_id: end_to_end_id?,
            amount: amount?,
            booked: booked?,
        })
    })
}

impl<S: SchemeContract> Outward<S> {
    /// A line of the payment basis of this call.
    #[must_use]
    pub fn payment(&self, call: &CallId, payment: Payment) -> v1::Payment {
        v1::Payment {
            end_to_end_id: payment.end_to_end_id(),
            grant: self.grant_name(call, payment.grant).to_string(),
            organisation_number: payment.organisation.into(),
            organisation_name: payment.organisation_name,
            account_number: payment.account.into(),
            amount: Some(payment.amount.into()),
            chapter_post: payment.chapter_post.into(),
            due_date: payment.due.to_string(),
            attested_by: payment.attested_by,
            approved_by: payment.approved_by,
            attest_time: Some(timestamp(payment.attested)),
            paid: payment.booked.is_some(),
            batch: payment
                .approval
                .as_ref()
                .map_or_else(String::new, |approval| {
                    self.batch_name(call, approval.batch).to_string()
                }),
            payment_approve_time: payment
                .approval
                .as_ref()
                .map(|approval| timestamp(approval.at)),
            payment_approved_by: payment
                .approval
                .map_or_else(String::new, |approval| approval.by),
            bank_answer: payment.bank.map(Into::into),
            booked_date: day(payment.booked),
            set_off_case: payment.set_off.map(Into::into).unwrap_or_default(),
        }
    }

    /// The name of a batch.
    #[must_use]
    pub fn batch_name(&self, call: &CallId, batch: BatchId) -> BatchName {
        BatchName {
            scheme: self.scheme(),
            call: call.clone(),
            batch,
        }
    }

    /// A batch of approved payments.
    #[must_use]
    pub fn payment_batch(&self, batch: BatchSummary) -> v1::PaymentBatch {
        v1::PaymentBatch {
            name: self.batch_name(&batch.call, batch.id).to_string(),
            payments: count(batch.count),
            amount: Some(batch.sum.into()),
            sha256: hexadecimal(&batch.sha256),
            message_id: batch.message_id(),
            approve_time: Some(timestamp(batch.approved.at)),
            approved_by: batch.approved.actor,
        }
    }

    /// Returns what an attestation in this call came to.
    #[must_use]
    pub fn attestation(
        &self,
        call: &CallId,
        attestation: &Attestation,
    ) -> v1::AttestPaymentsResponse {
        v1::AttestPaymentsResponse {
            instalments: count(attestation.instalments),
            amount: Some(attestation.amount.into()),
            blocked: attestation
                .blocked
                .iter()
                .map(|blocked| v1::BlockedGrant {
                    grant: self.grant_name(call, blocked.grant).to_string(),
                    blocks: self.findings(&blocked.blocks),
                })
                .collect(),
        }
    }

    /// Returns what a file of receipts came to.
    #[must_use]
    pub fn receipt_outcome(&self, outcome: ReceiptOutcome) -> v1::ImportReceiptsResponse {
        v1::ImportReceiptsResponse {
            paid: count(outcome.paid),
            repeated_receipts: count(outcome.repeated),
            rejected: outcome
                .rejected
                .into_iter()
                .map(|rejected| v1::RejectedReceipt {
                    problem: rejected.problem.text(self.catalogues(), self.language),
                    end_to_end_id: rejected.end_to_end_id,
                })
                .collect(),
        }
    }
}
