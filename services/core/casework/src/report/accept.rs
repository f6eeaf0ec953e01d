use domain::call::Call;
use domain::findings::Finding;
use domain::grant::{Grant, Settlement};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::report::{LineVerdict, Report, accepted_lines, parked};
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::plan::Plan;
use super::resource::{ReportKey, ReportOfGrant, ReportView};
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::grant::put_instalments;
use crate::ledger::{WithFrames, WithLeft};
use crate::resource::Change;
use crate::step::{Context, Step};

/// Accepts a report with an assessment of goal attainment, and judges its lines: each is accepted,
/// parked until a later report, or not accepted. Where the grant is large, another person has
/// recommended just that. The last one with accounts settles the grant: what is not kept is not
/// paid, and what was paid beyond it is to be paid back. The last one of all ends the grant.
///
/// # Errors
/// [`Refusal::WrongState`] unless submitted; [`Refusal::InvalidFields`] with every fault of the
/// verdicts; [`Refusal::FourEyes`] to the person who recommended it; [`Refusal::RulesNotMet`] when
/// it must be recommended and is not, or not so, while an earlier report is not accepted, while a
/// change waits and the report settles or ends the grant, when lines are parked that no later
/// report takes up, and while areas that settle the grant are not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accept {
    /// The report.
    pub key: ReportKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// Account of the attainment of the goals.
    pub goal_assessment: String,
    /// The verdicts on lines; a line without one is accepted as a whole.
    pub lines: Vec<LineVerdict>,
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
        let call = visible(context.db, context.actor, &grant.call).await?;
        let rules = pinned_rules::<S>(&call)?;
        if let Some(missing) = report.recommendation_missing(grant.granted, &rules)? {
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![missing])));
        }
        let plan = Plan::read(context.db, &report).await?;
        let record = context.record("");
        let report = report.accept(
            self.goal_assessment.clone(),
            &self.lines,
            (&parked(&plan.earlier), plan.accounts_later),
            record.clone(),
        )?;
        if let Some(open) = plan.not_accepted() {
            let finding = Finding::blocking("REPORT_EARLIER_NOT_ACCEPTED", "configurable");
            let finding = finding.with("before", open.id.as_str());
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
        }
        let settles = plan.settles(&report);
        let waiting = grant.waiting_change();
        if let Some(change) = waiting.filter(|_| settles || report.last) {
            let finding = Finding::blocking("REPORT_CHANGE_WAITS", "configurable");
            let finding = finding.with("number", i64::from(change.number.get()));
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
        }
        let mut reports = plan.earlier;
        reports.push(report.clone());
        let mut after = ReportOfGrant { report, grant };
        let mut moved = after.grant.clone();
        if settles {
            moved = settle::<S>(context, (&call, &rules), moved, &reports).await?;
        }
        if after.report.last {
            moved = moved.finish(record)?;
        }
        let showing = |after: WithFrames<ReportOfGrant<S::Indicators>>| {
            Change::showing(after, |after| &after.0.report.state)
        };
        if !settles && !after.report.last {
            return Ok(showing(WithFrames(after)));
        }
        // Settled and ended in one step, the grant changes once.
        moved.revision = after.grant.revision.next();
        let of_grant = after.update_grant(context, moved.clone()).await?;
        Ok(showing(WithFrames(after)).with(of_grant).moving(moved))
    }
}

/// Settles a grant by its accepted reports; stores the instalments that change.
async fn settle<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules): (&Call, &RuleValues),
    grant: Grant,
    reports: &[Report<S::Indicators>],
) -> Result<Grant, CaseError> {
    if let Some(missing) = grant.areas_missing() {
        return Err(CaseError::Refused(Refusal::RulesNotMet(vec![missing])));
    }
    let application = crate::application::rows::of_grant::<S::Form>(context.db, &grant).await?;
    let decided = Decided {
        call,
        application: &application,
        granted: grant.granted,
        date: domain::calendar::local_date(grant.decided),
    };
    let rule = S::settlement_rule(&decided, rules)?.with_areas(&grant);
    let contents = reports.iter().filter_map(|report| report.content.as_ref());
    let equity = Money::saturating_sum(contents.map(|content| content.moved_to_equity));
    let budget = grant.approved_budget();
    let settlement = Settlement::of(&rule, budget, &accepted_lines(reports), equity);
    let (after, changed) = grant.settle(settlement, context.record(""))?;
    put_instalments(context.db, &after, &changed).await?;
    Ok(after)
}
