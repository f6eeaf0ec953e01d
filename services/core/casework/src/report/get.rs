use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::{Lock, admitted};
use crate::step::{Context, Query};

/// Reads a report. Recipients read their own; staff do unless they have declared an interest.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Get {
    /// The report.
    pub key: ReportKey,
}

impl<S: Scheme> Query<S> for Get {
    const STEP: StepName = StepName::GetReport;
    type Answer = ReportView<S::Indicators>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let whole: ReportOfGrant<S::Indicators> =
            admitted::<S, _>(context, &self.key, Lock::No).await?;
        Ok(ReportView::of(whole.report, context.actor))
    }
}
