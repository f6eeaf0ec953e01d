use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::succession::Succession;

use super::rows;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the successions in the order of their proposals, each with its cases. Cases in which the
/// caller has declared an interest are left out of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSuccessions {
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ListSuccessions {
    const STEP: StepName = StepName::ListSuccessions;
    type Answer = Listed<Succession, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let (after, limit) = (self.page.after.unwrap_or(0), one_more(&self.page));
        let person = &context.actor.caller.subject;
        let found = rows::page(context.db, (after, limit), person).await?;
        Ok(listed(found, &self.page, |last| last.number))
    }
}
