use domain::identifiers::CallId;
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::SampleView;
use super::rows;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the samples of a call in the order of their creation.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<i64>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListSamples;
    type Answer = Listed<SampleView, i64>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let (after, limit) = (self.page.after.unwrap_or(0), one_more(&self.page));
        let found = rows::page(context.db, &self.call, (after, limit)).await?;
        let Listed { rows, next } = listed(found, &self.page, |last| last.number);
        let mut views = Vec::with_capacity(rows.len());
        for sample in rows {
            views.push(SampleView::of(sample, context).await?);
        }
        Ok(Listed { rows: views, next })
    }
}
