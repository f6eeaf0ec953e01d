use casework::CaseError;
use casework::paging::{listed, one_more};
use casework::step::{Context, Query};
use domain::page::{Listed, Page};
use domain::step::StepName;

use super::purchase::{PlaceType, Purchase, PurchaseKey};
use super::rows::{self, Year};
use crate::WorkTraining;

/// Lists the purchases of a year, by first month and id.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListPurchases {
    /// The year.
    pub year: i32,
    /// Only this kind; all when `None`.
    pub place_type: Option<PlaceType>,
    /// The page.
    pub page: Page<PurchaseKey>,
}

impl Query<WorkTraining> for ListPurchases {
    const STEP: StepName = StepName::ListEntries;
    type Answer = Listed<Purchase, PurchaseKey>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let (year, limit) = (Year::of(self.year), one_more(&self.page));
        let after = self.page.after;
        let found = rows::of_year(context.db, year, self.place_type, after, limit).await?;
        Ok(listed(found, &self.page, |last| {
            (last.bought.first_month, last.id)
        }))
    }
}
