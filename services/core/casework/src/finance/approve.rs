use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::finance::{BATCH_PAYMENTS_MAX, BatchPayment, PaymentBatch, end_to_end_id};
use domain::findings::{Finding, FindingValue};
use domain::grant::{APPROVAL_FOUR_EYES, Approval, Grant, Instalment, InstalmentState};
use domain::identifiers::{ApplicationId, BatchId, CallId, ChapterPost};
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::{municipalities, names};
use serde::Serialize;

use super::attest::{bank_in_question, interest_declared, lock};
use super::bank::bank_payment;
use super::plan_changes::PlanChanges;
use super::{bank_rows, rows};
use crate::assessment::{declared_interest, require_no_interest};
use crate::call::held;
use crate::error::{CaseError, not_found};
use crate::recovery::debts;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Approves attested instalments for payment, as one batch that is never changed. With the same id
/// and content it answers with the batch that exists. At most [`BATCH_PAYMENTS_MAX`] are taken, in
/// the order of the payment basis; the rest wait for another batch.
///
/// # Errors
/// [`Refusal::IdTaken`]; [`Refusal::NotFound`] for a grant that does not exist;
/// [`Refusal::InterestDeclared`] when a grant that is named is a case of interest;
/// [`Refusal::FourEyes`] to the attestant; [`Refusal::RulesNotMet`] with everything that stands in
/// the way when a grant that is named cannot be paid, when nothing waits, and with every payment
/// that the bank would not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ApprovePayments {
    /// The call.
    pub call: CallId,
    /// The id that the client chose.
    pub batch: BatchId,
    /// The grants; all that the caller may approve when empty.
    pub grants: Vec<ApplicationId>,
}

impl<S: Scheme> Record<S> for ApprovePayments {
    const STEP: StepName = StepName::ApprovePayments;
    type Answer = PaymentBatch;

    async fn record(&self, context: &mut Context<'_>) -> Result<PaymentBatch, CaseError> {
        let (actor, call) = (context.actor, &self.call);
        // The call before its grants, as everywhere: the batch refers to it.
        let of = held(context.db, actor, call).await?;
        // The locks come first: a retry waits for the first attempt and then finds its batch.
        let grants = lock(context, call, &self.grants, &[]).await?;
        let subject = Subject::payment_batch(call, self.batch);
        if context.was_created(subject.resource()).await? {
            return self.stored(context).await;
        }
        require_no_interest(context.db, actor, call, &self.grants).await?;
        let mut left = BATCH_PAYMENTS_MAX;
        let mut approved = Vec::new();
        for grant in self.approvable(context, grants).await? {
            let changes = self.approved(context, &grant, left);
            left -= changes.len();
            approved.push((grant, changes));
        }
        let payments = payments(&approved, actor.today(), &of.terms.chapter_post);
        let key = (self.batch, call.clone());
        let batch = PaymentBatch::new(key, payments, context.record(""));
        require_bankable(&batch)?;
        if !rows::insert_batch(context.db, &batch).await? {
            context.require_created(subject.resource()).await?;
            return self.stored(context).await;
        }
        let mut changes = PlanChanges::default();
        for (grant, instalments) in approved {
            if !instalments.is_empty() {
                changes.change(context, grant, &instalments);
            }
        }
        changes.finish(context, call).await?;
        let payload = (batch.payments.len(), batch.sum, batch.sha256);
        let event = context.event(&subject, Revision::NONE, "", &payload);
        context.append(&[event]).await?;
        Ok(batch)
    }
}

impl ApprovePayments {
    async fn stored(&self, context: &mut Context<'_>) -> Result<PaymentBatch, CaseError> {
        let found = rows::batch(context.db, &self.call, self.batch).await?;
        found.ok_or_else(|| not_found(names::payment_batch(&self.call, self.batch)))
    }

    /// Returns the grants with attested instalments that the caller may approve.
    async fn approvable(
        &self,
        context: &mut Context<'_>,
        grants: Vec<Grant>,
    ) -> Result<Vec<Grant>, CaseError> {
        let (actor, person) = (context.actor, &context.actor.caller.subject);
        let interests = declared_interest(context.db, &self.call, person).await?;
        let in_question = bank_rows::in_question(context.db, &self.call).await?;
        let mut owing = debts::payment_blocks(context.db, &self.call, &self.grants).await?;
        let mut approvable = Vec::new();
        let mut blocks = Vec::new();
        for grant in grants {
            if !grant.instalments.iter().any(is_attested) {
                continue;
            }
            let mut own = grant.approval_blocks(person, actor.today());
            if interests.contains(&grant.id) {
                own.push(interest_declared());
            }
            if in_question.contains(&grant.id) {
                own.push(bank_in_question());
            }
            own.extend(owing.remove(&grant.id));
            if own.is_empty() && grant.state.account().is_some() {
                approvable.push(grant);
            }
            blocks.extend(own);
        }
        if !approvable.is_empty() && (self.grants.is_empty() || blocks.is_empty()) {
            return Ok(approvable);
        }
        if blocks.iter().any(|block| block.code == APPROVAL_FOUR_EYES) {
            return Err(CaseError::Refused(Refusal::FourEyes {
                actor: person.clone(),
                other: StepName::AttestPayments,
                step: context.step(),
            }));
        }
        if blocks.is_empty() {
            blocks.push(Finding::blocking(
                "PAYMENT_NOTHING_TO_APPROVE",
                "configurable",
            ));
        }
        blocks.sort_by(|one, other| one.code.cmp(&other.code));
        blocks.dedup_by(|one, other| one.code == other.code);
        Err(CaseError::Refused(Refusal::RulesNotMet(blocks)))
    }

    /// Returns the attested instalments of a grant, approved; no more than `most`.
    fn approved(&self, context: &Context<'_>, grant: &Grant, most: usize) -> Vec<Instalment> {
        let approval = Approval {
            by: context.actor.caller.subject.clone(),
            at: context.actor.now,
            batch: self.batch,
        };
        let approve = |one: &Instalment| match &one.state {
            InstalmentState::Attested { by, at } => Some(Instalment {
                state: InstalmentState::Approved {
                    by: by.clone(),
                    at: *at,
                    approval: approval.clone(),
                },
                bank: None,
                ..one.clone()
            }),
            InstalmentState::Planned
            | InstalmentState::Approved { .. }
            | InstalmentState::Paid { .. }
            | InstalmentState::Cancelled => None,
        };
        let approved = grant.instalments.iter().filter_map(approve);
        approved.take(most).collect()
    }
}

fn is_attested(instalment: &Instalment) -> bool {
    matches!(instalment.state, InstalmentState::Attested { .. })
}

/// Returns the payments of approved instalments, by the grant's case.
fn payments(
    approved: &[(Grant, Vec<Instalment>)],
    today: NaiveDate,
    chapter_post: &ChapterPost,
) -> Vec<BatchPayment> {
    let payments = approved.iter().flat_map(|(grant, instalments)| {
        let recipient = &grant.recipient;
        let municipality = municipalities::find(&recipient.municipality);
        let town = municipality.map_or(recipient.municipality.as_str(), |found| found.name);
        let account = grant.state.account();
        instalments.iter().filter_map(move |one| {
            Some(BatchPayment {
                end_to_end_id: end_to_end_id(&grant.case_reference, (one.number, one.hand_over)),
                organisation: recipient.organisation.clone(),
                name: recipient.name.clone(),
                town: town.to_owned(),
                account: account?.clone(),
                amount: one.amount,
                due: one.due.max(today),
                chapter_post: chapter_post.clone(),
            })
        })
    });
    payments.collect()
}

/// Refuses a batch with payments that the bank would not take, and names them all.
fn require_bankable(batch: &PaymentBatch) -> Result<(), CaseError> {
    let message_id = batch.message_id();
    let refused: BTreeSet<&str> = batch
        .payments
        .iter()
        .filter(|payment| bank_payment(payment, &message_id).is_err())
        .map(|payment| payment.end_to_end_id.as_str())
        .collect();
    if refused.is_empty() {
        return Ok(());
    }
    let findings = refused.into_iter().map(|payment| {
        let value = FindingValue::Text(payment.to_owned());
        Finding::blocking("PAYMENT_NOT_FOR_BANK", "ISO 20022").with("payment", value)
    });
    Err(CaseError::Refused(Refusal::RulesNotMet(findings.collect())))
}
