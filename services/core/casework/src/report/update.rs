use domain::refusal::Refusal;
use domain::report::{ReportChanges, ReportContent, ReportKind};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::Violations;
use serde::Serialize;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Writes an open or returned report. What is not named stays.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::InvalidFields`] when it holds contents that the report
/// does not ask for.
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
        let content = changes.apply(report.content.clone());
        not_asked_for(report.kind, &content)?;
        let report = report
            .update(content, context.record(""))?
            .held_against(&grant);
        let after = ReportOfGrant { report, grant };
        Ok(Change::showing(after, |after| &after.report.content))
    }
}

/// Refuses contents that the report does not ask for.
fn not_asked_for<I>(kind: ReportKind, content: &ReportContent<I>) -> Result<(), Refusal> {
    let mut faults = Violations::new();
    if !kind.asks_for_results() && content.indicators.is_some() {
        let problem = "are not asked for: this report is of accounts alone; leave them out";
        faults.add("report.indicators", problem);
    }
    if !kind.asks_for_accounts() && !content.accounts.is_empty() {
        let problem = "are not asked for: this report is of results alone; leave them out";
        faults.add("report.accounts", problem);
    }
    if !kind.asks_for_accounts() && !content.financing.is_empty() {
        let problem = "is not asked for: this report is of results alone; leave it out";
        faults.add("report.financing", problem);
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(Refusal::InvalidFields(faults.into_vec()))
}
