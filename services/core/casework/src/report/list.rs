use std::collections::BTreeMap;

use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId, CaseReference, ReportId};
use domain::page::{Listed, Page};
use domain::report::Report;
use domain::scheme::Scheme;
use domain::step::StepName;

use super::resource::ReportView;
use super::rows::{self, ReportFilter};
use crate::call::visible;
use crate::error::CaseError;
use crate::grant::rows::GrantFilter;
use crate::paging::{listed, one_more};
use crate::step::{Context, Query};

/// Lists the reports of a call, of one grant, or of every call, by case reference and report.
/// Recipients see their own; staff all but those of cases they have declared an interest in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call; `None` for every call.
    pub call: Option<CallId>,
    /// Only this grant's.
    pub grant: Option<ApplicationId>,
    /// The page.
    pub page: Page<(CaseReference, ReportId)>,
    /// Only those in these states, by [`ReportState::name`](domain::report::ReportState::name); all
    /// when empty.
    pub states: Vec<&'static str>,
    /// Only those that are not delivered after their last day.
    pub overdue: bool,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListReports;
    type Answer = Listed<ReportView<S::Indicators>, (CaseReference, ReportId)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let actor = context.actor;
        if let Some(call) = &self.call {
            visible(context.db, actor, call).await?;
        }
        let filter = ReportFilter {
            after: self.page.after.as_ref(),
            grant: self.grant,
            report: None,
            organisation: actor.caller.organisation(),
            without_interests_of: Some(&actor.caller.subject),
            states: &self.states,
            overdue_on: self.overdue.then(|| actor.today()),
            limit: Some(one_more(&self.page)),
        };
        let found = rows::page(context.db, self.call.as_ref(), filter).await?;
        let found = held_against(context, found).await?;
        let key = |last: &Report<S::Indicators>| (last.case_reference.clone(), last.id.clone());
        let Listed { rows, next } = listed(found, &self.page, key);
        let show = |report| ReportView::of(report, actor);
        Ok(Listed {
            rows: rows.into_iter().map(show).collect(),
            next,
        })
    }
}

/// Returns reports with the budgets of their grants in the accounts.
async fn held_against<I>(
    context: &mut Context<'_>,
    reports: Vec<Report<I>>,
) -> Result<Vec<Report<I>>, CaseError> {
    let mut of_calls: BTreeMap<CallId, Vec<ApplicationId>> = BTreeMap::new();
    for report in &reports {
        let ids = of_calls.entry(report.call.clone()).or_default();
        ids.push(report.grant);
    }
    let mut grants: BTreeMap<ApplicationId, Grant> = BTreeMap::new();
    for (call, ids) in &of_calls {
        let filter = GrantFilter {
            ids,
            ..GrantFilter::default()
        };
        let found = crate::grant::rows::page(context.db, call, filter).await?;
        grants.extend(found.into_iter().map(|grant| (grant.id, grant)));
    }
    let held = reports
        .into_iter()
        .map(|report| match grants.get(&report.grant) {
            Some(grant) => report.held_against(grant),
            None => report,
        });
    Ok(held.collect())
}
