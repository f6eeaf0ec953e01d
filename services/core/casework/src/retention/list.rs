use domain::page::{Listed, Page};
use domain::retention::Disposal;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::disposal;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the disposals of the scheme in their order. Cases in which the caller has declared an
/// interest are left out of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDisposals {
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListDisposals {
    const STEP: StepName = StepName::ListDisposals;
    type Answer = Listed<Disposal, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let (after, limit) = (self.page.after.unwrap_or(0), one_more(&self.page));
        let person = &context.actor.caller.subject;
        let found = disposal::page(context.db, (after, limit), person).await?;
        Ok(listed(found, &self.page, |last| last.number))
    }
}
