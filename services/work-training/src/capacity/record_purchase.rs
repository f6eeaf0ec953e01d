use casework::CaseError;
use casework::step::{Context, Record};
use casework::subject::Subject;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::purchase::{NewPurchase, Purchase, PurchaseId};
use super::record_occupancy::locked;
use super::rows;
use crate::WorkTraining;

/// Records a purchase at the price of its first month. The same again answers with what is there.
///
/// # Errors
/// [`Refusal::RulesNotMet`] when no rate is published and none was agreed; [`Refusal::IdTaken`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct RecordPurchase {
    /// The id that the client chose.
    pub id: PurchaseId,
    /// The purchase.
    pub purchase: NewPurchase,
}

impl Record<WorkTraining> for RecordPurchase {
    const STEP: StepName = StepName::RecordEntries;
    type Answer = Purchase;

    async fn record(&self, context: &mut Context<'_>) -> Result<Purchase, CaseError> {
        let resource = self.id.resource();
        // Looked up before the price: a retry must not depend on a rate that was published in
        // between.
        if let Some(there) = rows::lock(context.db, self.id).await? {
            context.require_created(&resource).await?;
            return Ok(there);
        }
        let rules = WorkTraining::rules().on(self.purchase.first_month);
        let price = self.purchase.price(&rules)?;
        let purchase = Purchase {
            id: self.id,
            bought: self.purchase.clone(),
            price: price.map_err(|finding| Refusal::RulesNotMet(vec![finding]))?,
            used_place_months: None,
            recorded_by: context.actor.caller.subject.clone(),
            recorded: context.actor.now,
            revision: Revision::FIRST,
        };
        if !rows::insert(context.db, &purchase).await? {
            // Another transaction recorded it meanwhile, and has committed: the insert waited.
            context.require_created(&resource).await?;
            return locked(context.db, self.id).await;
        }
        let subject = Subject::beside_cases(resource);
        let event = context.event(&subject, Revision::NONE, "", &self.purchase);
        context.append(&[event]).await?;
        Ok(purchase)
    }
}
