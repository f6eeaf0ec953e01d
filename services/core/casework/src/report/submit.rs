use chrono::NaiveDate;
use domain::document::DocumentParent;
use domain::findings::{Finding, any_blocking};
use domain::refusal::Refusal;
use domain::report::{ReportPlace, ReportState};
use domain::scheme::{Reported, Scheme};
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::plan::Plan;
use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::application::ApplicationKey;
use crate::call::{pinned_rules, visible};
use crate::document::ParentKey;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Delivers a report when its turn has come: the scheme's report rules are run. The grant must run;
/// its last report makes it reported.
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
        let grant = before.grant.clone();
        let reported = grant.report(before.report.last, record.clone())?;
        let mut after = before.clone();
        after.report = after.report.submit(Vec::new(), record.clone())?;
        let plan = Plan::read(context.db, &before.report).await?;
        let mut findings = findings::<S>(context, &before, &plan.place(&before.report)).await?;
        findings.extend(before_its_turn(&plan, context.actor.today()));
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

/// Returns the finding on a report whose turn has not come: those before it are delivered first,
/// and the last day of the one before it has passed, or it is accepted.
fn before_its_turn<I>(plan: &Plan<I>, today: NaiveDate) -> Option<Finding> {
    let last = plan.earlier.last().filter(|report| {
        let passed = report.due.is_some_and(|due| due < today);
        !passed && !matches!(report.state, ReportState::Accepted { .. })
    });
    let before = plan.not_delivered().or(last)?;
    let finding = Finding::blocking("REPORT_BEFORE_ITS_TURN", "configurable");
    let finding = finding.with("before", before.id.as_str());
    Some(match before.due {
        Some(due) => finding.with("due", due),
        None => finding.with("due", ""),
    })
}

/// Runs the scheme's rules on a report; one in which nothing is written is empty.
async fn findings<S: Scheme>(
    context: &mut Context<'_>,
    whole: &ReportOfGrant<S::Indicators>,
    place: &ReportPlace,
) -> Result<Vec<Finding>, CaseError> {
    let grant = &whole.grant;
    let Some(content) = &whole.report.content else {
        return Ok(vec![Finding::blocking(
            "REPORT_EMPTY",
            "Helsedirektoratet, tilskuddsprosessen",
        )]);
    };
    let call = visible(context.db, context.actor, &grant.call).await?;
    let application = crate::application::rows::of_grant::<S::Form>(context.db, grant).await?;
    let of = ParentKey {
        case: ApplicationKey {
            call: grant.call.clone(),
            application: grant.id,
        },
        parent: DocumentParent::Report(whole.report.id.clone()),
    };
    let documents = crate::document::rows::of_parent(context.db, &of).await?;
    let reported = Reported {
        call: &call,
        application: &application,
        grant,
        place,
        content,
        documents: &documents,
        today: context.actor.today(),
    };
    Ok(S::report_findings(&reported, &pinned_rules::<S>(&call)?)?)
}
