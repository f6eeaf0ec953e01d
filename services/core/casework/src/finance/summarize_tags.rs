use std::ops::RangeInclusive;

use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::tags::{TagFilter, TagSummary};

use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::tags;
use crate::step::{Context, Query};

/// Sums commitments by budget year and tag: those of a call, or of the whole scheme.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummarizeTags {
    /// The call; `None` for all.
    pub call: Option<CallId>,
    /// The budget years.
    pub years: RangeInclusive<i32>,
    /// The tags to sum over.
    pub filter: TagFilter,
}

impl<S: Scheme> Query<S> for SummarizeTags {
    const STEP: StepName = StepName::SummarizeTags;
    type Answer = TagSummary;

    async fn look(&self, context: &mut Context<'_>) -> Result<TagSummary, CaseError> {
        if let Some(call) = &self.call {
            visible(context.db, context.actor, call).await?;
        }
        let of = self.call.as_ref();
        Ok(tags::summary(context.db, of, &self.years, &self.filter).await?)
    }
}
