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

/// Lists the reports of a call or of one grant, by case reference and report. Recipients see their
/// own; staff all but those of cases they have declared an interest in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The call.
    pub call: CallId,
    /// Only this grant's.
    pub grant: Option<ApplicationId>,
    /// The page.
    pub page: Page<(CaseReference, ReportId)>,
    /// Only those in these states, by [`ReportState::name`](domain::report::ReportState::name); all
    /// when empty.
    pub states: Vec<&'static str>,
}

impl<S: Scheme> Query<S> for List {
    const STEP: StepName = StepName::ListReports;
    type Answer = Listed<ReportView<S::Indicators>, (CaseReference, ReportId)>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let actor = context.actor;
        visible(context.db, actor, &self.call).await?;
        let filter = ReportFilter {
            after: self.page.after.as_ref(),
            grant: self.grant,
            report: None,
            organisation: actor.caller.organisation(),
            without_interests_of: Some(&actor.caller.subject),
            states: &self.states,
            limit: Some(one_more(&self.page)),
        };
        let found = rows::page(context.db, &self.call, filter).await?;
        let found = held_against(context, &self.call, found).await?;
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
    call: &CallId,
    reports: Vec<Report<I>>,
) -> Result<Vec<Report<I>>, CaseError> {
    let ids: Vec<ApplicationId> = reports.iter().map(|report| report.grant).collect();
    if ids.is_empty() {
        // An empty list would ask for all.
        return Ok(reports);
    }
    let filter = GrantFilter {
        ids: &ids,
        ..GrantFilter::default()
    };
    let grants = crate::grant::rows::page(context.db, call, filter).await?;
    let grants: BTreeMap<ApplicationId, Grant> =
        grants.into_iter().map(|grant| (grant.id, grant)).collect();
    let held = reports
        .into_iter()
        .map(|report| match grants.get(&report.grant) {
            Some(grant) => report.held_against(grant),
            None => report,
        });
    Ok(held.collect())
}
