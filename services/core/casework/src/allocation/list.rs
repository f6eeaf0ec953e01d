use chrono::{DateTime, Utc};
use domain::allocation::Allocation;
use domain::identifiers::{AllocationId, CallId};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists a call's allocations, newest first. For staff.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// The page, by the time of creation and id.
    pub page: Page<(DateTime<Utc>, AllocationId)>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListAllocations;
    type Answer = Listed<Allocation, (DateTime<Utc>, AllocationId)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let after = self.page.after.as_ref();
        let found = rows::page(context.db, &self.call, after, one_more(&self.page)).await?;
        Ok(listed(found, &self.page, |last| (last.created, last.id)))
    }
}
