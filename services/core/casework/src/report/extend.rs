use chrono::NaiveDate;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Gives the recipient of a grant until a later day to report. The days that were given stand on
/// the report, and the recipient is told by the event and the notice.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) once the report is delivered;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) for a day in the past, or not after the
/// present last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extend {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The last day to report from now on.
    pub due: NaiveDate,
    /// The reason, which the recipient is told.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Extend {
    const STEP: StepName = StepName::ExtendReport;
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
        let (today, record) = (context.actor.today(), context.record(&self.reason));
        let report = report.extend(S::messages(), self.due, today, record)?;
        let told = report.extensions.last().cloned();
        let after = ReportOfGrant { report, grant };
        Ok(Change::telling(after, &told))
    }
}
