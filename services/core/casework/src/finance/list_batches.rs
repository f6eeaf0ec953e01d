use domain::finance::BatchSummary;
use domain::identifiers::{BatchId, CallId};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Batches of a call, by id.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBatches {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<BatchId>,
}

impl<S: Scheme> Query<S> for ListBatches {
    const STEP: StepName = StepName::ListBatches;
    type Answer = Listed<BatchSummary, BatchId>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let limit = one_more(&self.page);
        let found = rows::batches(context.db, &self.call, self.page.after, limit).await?;
        Ok(listed(found, &self.page, |last| last.id))
    }
}
