use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::finance::DuePayment;
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId, CaseReference};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::bank_rows;
use crate::blocks;
use crate::call::visible;
use crate::error::CaseError;
use crate::grant::rows::{self, GrantFilter, instalment};
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Instalments of a call that are due and not paid, by case reference and number, each with what it
/// waits for. Offers that ended owe nothing.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDuePayments {
    /// The call.
    pub call: CallId,
    /// Due on or before this day.
    pub due_by: NaiveDate,
    /// The page.
    pub page: Page<(CaseReference, i32)>,
}

impl<S: Scheme> Query<S> for ListDuePayments {
    const STEP: StepName = StepName::ListDuePayments;
    type Answer = Listed<DuePayment, (CaseReference, i32)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let today = context.actor.today();
        let (after, limit) = (self.page.after.as_ref(), one_more(&self.page));
        let due = instalment::due(context.db, &self.call, self.due_by, after, limit).await?;
        let ids: Vec<ApplicationId> = due.iter().map(|(grant, _)| *grant).collect();
        let filter = GrantFilter {
            ids: &ids,
            ..GrantFilter::default()
        };
        // An empty filter would be all grants.
        let grants = if ids.is_empty() {
            Vec::new()
        } else {
            rows::page(context.db, &self.call, filter).await?
        };
        let grants: BTreeMap<ApplicationId, Grant> =
            grants.into_iter().map(|grant| (grant.id, grant)).collect();
        let batches = grants.values().flat_map(|grant| &grant.instalments);
        let batches = batches.filter_map(|one| Some(one.state.approval()?.batch));
        let sent = bank_rows::payers(context.db, &batches.collect()).await?;
        let in_question = bank_rows::in_question(context.db, &self.call).await?;
        let outside = blocks::of_payments::<S>(context, &self.call, &ids).await?;
        let payments = due.into_iter().filter_map(|(id, number)| {
            let grant = grants.get(&id)?.clone();
            let one = grant.instalments.iter().find(|one| one.number == number)?;
            let one = one.clone();
            let batch = one.state.approval().map(|approval| approval.batch);
            let is_sent = batch.is_some_and(|batch| sent.contains_key(&batch));
            let bank = (is_sent, in_question.contains(&id));
            let mut payment = DuePayment::of(grant, one, bank, today);
            // Once it is approved, what blocks a payment comes too late.
            if payment.instalment.state.approval().is_none() {
                payment
                    .reasons
                    .extend(outside.get(&id).into_iter().flatten().cloned());
            }
            Some(payment)
        });
        Ok(listed(payments.collect(), &self.page, |last| {
            (last.grant.case_reference.clone(), last.instalment.number)
        }))
    }
}
