use casework::CaseError;
use casework::error::not_found;
use casework::step::{Context, Record};
use casework::subject::Subject;
use domain::findings::Finding;
use domain::refusal::Refusal;
use domain::step::StepName;
use serde::Serialize;
use sqlx::PgConnection;

use super::purchase::{Purchase, PurchaseId};
use super::rows;
use crate::WorkTraining;

/// Records how much of a purchase was used. The last one recorded counts.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::RulesNotMet`] when more was used than bought.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct RecordOccupancy {
    /// The purchase.
    pub id: PurchaseId,
    /// Place-months used.
    pub used_place_months: u32,
}

impl Record<WorkTraining> for RecordOccupancy {
    const STEP: StepName = StepName::RecordEntries;
    type Answer = Purchase;

    async fn record(&self, context: &mut Context<'_>) -> Result<Purchase, CaseError> {
        let before = locked(context.db, self.id).await?;
        let used = self.used_place_months;
        if before.used_place_months == Some(used) {
            return Ok(before);
        }
        let bought = before.bought.place_months();
        if i64::from(used) > bought {
            let finding = Finding::blocking("TRAINING_USED_ABOVE_BOUGHT", "configurable")
                .on("used_place_months")
                .with("used", used)
                .with("bought", bought);
            return Err(Refusal::RulesNotMet(vec![finding]).into());
        }
        let from = before.revision;
        rows::set_used(context.db, self.id, used, from.next()).await?;
        let subject = Subject::beside_cases(self.id.resource());
        let event = context.event(&subject, from, "", &used);
        context.append(&[event]).await?;
        Ok(Purchase {
            used_place_months: Some(used),
            revision: from.next(),
            ..before
        })
    }
}

/// Finds a purchase that must exist, locked until the transaction ends.
pub(super) async fn locked(db: &mut PgConnection, id: PurchaseId) -> Result<Purchase, CaseError> {
    let found = rows::lock(db, id).await?;
    found.ok_or_else(|| not_found(id.resource()))
}
