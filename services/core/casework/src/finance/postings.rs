use domain::identifiers::CallId;
use domain::ledger::Posted;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::export;
use crate::paging::{listed, one_more};
use crate::step::{Context, Feed, Query};

/// The part of the ledger's postings that a page holds, of those that touch a call, in order.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPostings {
    /// The call.
    pub call: CallId,
    /// The page, by the number of the posting.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for ExportPostings {
    const STEP: StepName = StepName::ExportPostings;
    type Answer = Listed<Posted, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let after = self.page.after.unwrap_or(0);
        let found = export::page(context.db, &self.call, after, one_more(&self.page)).await?;
        Ok(listed(found, &self.page, |last| last.id))
    }
}

impl<S: Scheme> Feed<S> for ExportPostings {
    fn next(&self, part: &Listed<Posted, i64>) -> Option<Self> {
        let after = part.next?;
        Some(Self {
            page: Page {
                size: self.page.size,
                after: Some(after),
            },
            ..self.clone()
        })
    }
}
