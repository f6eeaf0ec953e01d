use domain::report::{LineVerdict, parked};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::plan::Plan;
use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Recommends that a report is accepted, with the assessment and the verdicts that another person
/// accepts. The recipient is not told. A later recommendation takes its place.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless submitted;
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) with every fault of the verdicts;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) when lines are parked that no later
/// report takes up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommend {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Account of the attainment of the goals.
    pub goal_assessment: String,
    /// The verdicts on lines; a line without one is accepted as a whole.
    pub lines: Vec<LineVerdict>,
}

impl<S: Scheme> Step<S> for Recommend {
    const STEP: StepName = StepName::RecommendReport;
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
        let plan = Plan::read(context.db, &report).await?;
        let report = report.recommend(
            self.goal_assessment.clone(),
            &self.lines,
            (&parked(&plan.earlier), plan.accounts_later),
            context.record(""),
        )?;
        let after = ReportOfGrant { report, grant };
        Ok(Change::showing(after, |after| &after.report.state))
    }
}
