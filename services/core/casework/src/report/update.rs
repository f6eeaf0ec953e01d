use domain::refusal::Refusal;
use domain::report::ReportChanges;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Writes an open or returned report. What is not named stays.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::InvalidFields`] when the first writing holds no indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Update<I> {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// New values for the fields that the mask names.
    pub changes: ReportChanges<I>,
}

impl<S: Scheme> Step<S> for Update<S::Indicators> {
    const STEP: StepName = StepName::UpdateReport;
    type On = ReportOfGrant<S::Indicators>;
    type Answer = ReportView<S::Indicators>;

    fn on(&self) -> (&ReportKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let ReportOfGrant { report, grant } = before;
        let changes = self.changes.clone();
        let Some(content) = changes.apply(report.content.clone()) else {
            return Err(CaseError::Refused(Refusal::InvalidFields(vec![
                FieldViolation {
                    field: "report.indicators".to_owned(),
                    description: "is required the first time a report is written; name it in the \
                                  update mask"
                        .to_owned(),
                },
            ])));
        };
        let report = report
            .update(content, context.record(""))?
            .held_against(&grant);
        let after = ReportOfGrant { report, grant };
        Ok(Change::showing(after, |after| &after.report.content))
    }
}
