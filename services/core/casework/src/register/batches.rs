use domain::page::{Listed, Page};
use domain::register::EntryBatch;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::batch;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists batches of register entries in the order they were recorded in: those that wait to be
/// confirmed, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntryBatches {
    /// True for all batches.
    pub all: bool,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListEntryBatches {
    const STEP: StepName = StepName::ListEntryBatches;
    type Answer = Listed<EntryBatch, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let after = self.page.after.unwrap_or(0);
        let found = batch::page(context.db, self.all, after, one_more(&self.page)).await?;
        Ok(listed(found, &self.page, |last| last.number.get().into()))
    }
}
