use domain::grant::Grant;
use domain::grant::settlement::kept;
use domain::report::ReportContent;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::error::CaseError;
use crate::grant::put_instalments;
use crate::ledger::{WithFrames, WithLeft};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Accepts a report with an assessment of goal attainment. The last one ends the grant: what was
/// not used is not paid, and what was paid beyond what may be kept is to be paid back.
///
/// # Errors
/// [`WrongState`](domain::refusal::Refusal::WrongState) unless submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accept {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Account of the attainment of the goals.
    pub goal_assessment: String,
}

impl<S: Scheme> Step<S> for Accept {
    const STEP: StepName = StepName::AcceptReport;
    type On = WithFrames<ReportOfGrant<S::Indicators>>;
    type Answer = WithLeft<ReportView<S::Indicators>>;

    fn on(&self) -> (&ReportKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Self::On,
        context: &mut Context<'_>,
    ) -> Result<Change<Self::On>, CaseError> {
        let ReportOfGrant { report, grant } = before.0;
        let report = report.accept(self.goal_assessment.clone(), context.record(""))?;
        let mut after = ReportOfGrant { report, grant };
        if !after.report.last {
            return Ok(Change::showing(WithFrames(after), |after| {
                &after.0.report.state
            }));
        }
        let at = Row::of("report", self.key.name());
        let content = at.known("content", after.report.content.as_ref())?;
        let ended = end(context, after.grant.clone(), content).await?;
        let of_grant = after.update_grant(context, ended.clone()).await?;
        let change = Change::showing(WithFrames(after), |after| &after.0.report.state);
        Ok(change.with(of_grant).moving(ended))
    }
}

/// Ends a grant on its last report; stores the instalments that change.
async fn end<I: Sync>(
    context: &mut Context<'_>,
    grant: Grant,
    content: &ReportContent<I>,
) -> Result<Grant, CaseError> {
    let (approved, actual) = (content.approved(grant.approved_budget()), content.actual());
    let keep = kept(grant.granted, approved, actual, content.moved_to_equity);
    let (after, changed) = grant.finish(keep, context.record(""))?;
    put_instalments(context.db, &after, &changed).await?;
    Ok(after)
}
