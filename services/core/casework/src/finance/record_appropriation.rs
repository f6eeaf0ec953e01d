use domain::ledger::{AppropriationChange, ItemBudget};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows;
use crate::error::CaseError;
use crate::ledger::{Entry, Source, budget, post};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Records a change of an appropriation, or of the authority to commit a later year, and answers
/// with the budget of its chapter and post. The same id with the same content changes nothing.
///
/// # Errors
/// [`IdTaken`](domain::refusal::Refusal::IdTaken);
/// [`AppropriationExceeded`](domain::refusal::Refusal::AppropriationExceeded) or
/// [`AuthorityExceeded`](domain::refusal::Refusal::AuthorityExceeded) when more is taken back than
/// there is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordAppropriation {
    /// The change.
    pub change: AppropriationChange,
}

impl<S: Scheme> Record<S> for RecordAppropriation {
    const STEP: StepName = StepName::RecordAppropriation;
    type Answer = ItemBudget;

    async fn record(&self, context: &mut Context<'_>) -> Result<ItemBudget, CaseError> {
        let change = &self.change;
        let subject = Subject::appropriation_change(change);
        let record = context.record("");
        if rows::insert_appropriation(context.db, change, &record).await? {
            let event = context.event(&subject, Revision::NONE, "", change);
            let places = context.append(&[event]).await?;
            if let (Some(event), Some(posting)) = (places.first(), change.posting()) {
                let decision = None;
                let source = Source { event, decision };
                post(context, &[Entry { posting, source }]).await?;
            }
        } else {
            context.require_created(subject.resource()).await?;
        }
        Ok(budget::of_item(context.db, &change.item()).await?)
    }
}
