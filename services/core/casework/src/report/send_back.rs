use domain::report::ReturnedLine;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Sends a report back, as a whole or for single lines of its accounts.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless submitted;
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) with every line that the accounts do
/// not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SendBack {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The missing parts.
    pub reason: String,
    /// The lines that it is sent back for; none when for the whole.
    pub lines: Vec<ReturnedLine>,
}

impl<S: Scheme> Step<S> for SendBack {
    const STEP: StepName = StepName::ReturnReport;
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
        let report =
            report.return_to_recipient(self.lines.clone(), context.record(&self.reason))?;
        let after = ReportOfGrant { report, grant };
        Ok(Change::showing(after, |after| &after.report.state))
    }
}
