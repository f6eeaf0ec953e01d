use domain::findings::{Finding, any_blocking};
use domain::refusal::Refusal;
use domain::scheme::{Reported, Scheme};
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Delivers a report: the scheme's report rules are run. The grant must run; its last report makes
/// it reported.
///
/// # Errors
/// [`Refusal::WrongState`]; [`Refusal::RulesNotMet`] with every blocking finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Submit {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
}

impl<S: Scheme> Step<S> for Submit {
    const STEP: StepName = StepName::SubmitReport;
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
        let record = context.record("");
        // States before rules: the findings are judged on a step that is open.
        let reported = before.grant.clone().report(record.clone())?;
        let mut after = before.clone();
        after.report = after.report.submit(Vec::new(), record.clone())?;
        let findings = findings::<S>(context, &before).await?;
        if any_blocking(&findings) {
            let blocking = findings.into_iter().filter(Finding::blocks);
            return Err(CaseError::Refused(Refusal::RulesNotMet(blocking.collect())));
        }
        after.report = before.report.submit(findings, record)?;
        if !after.report.last {
            return Ok(Change::showing(after, |after| &after.report.state));
        }
        let of_grant = after.update_grant(context, reported).await?;
        Ok(Change::showing(after, |after| &after.report.state).with(of_grant))
    }
}

/// Runs the scheme's rules on a report; one in which nothing is written is empty.
async fn findings<S: Scheme>(
    context: &mut Context<'_>,
    whole: &ReportOfGrant<S::Indicators>,
) -> Result<Vec<Finding>, CaseError> {
    let grant = &whole.grant;
    let Some(content) = &whole.report.content else {
        return Ok(vec![Finding::blocking(
            "REPORT_EMPTY",
            "Helsedirektoratet, tilskuddsprosessen",
        )]);
    };
    let call = visible(context.db, context.actor, &grant.call).await?;
    let found =
        crate::application::rows::find::<S::Form>(context.db, &grant.call, grant.id).await?;
    let application = Row::of("grant", grant.id).known("application", found)?;
    let reported = Reported {
        call: &call,
        application: &application,
        grant,
        content,
    };
    Ok(S::report_findings(&reported, &pinned_rules::<S>(&call)?)?)
}
