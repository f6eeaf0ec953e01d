//! The rest of the year: what is due is paid, what is due is reported and accepted, and the results
//! are collected.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{NaiveDate, TimeDelta};
use contract::{pack_indicators, v1};
use domain::calendar::{Clock, local_date, start_of_day};
use domain::scheme::Scheme;

use super::{FormOf, Play, Written, each, told};
use crate::client::{state_aid, titles};
use crate::demo::course::Course;
use crate::demo::year::{Planned, Year};
use crate::export::ore;
use crate::pages;
use crate::session::Session;

/// Share that underspenders spend of their budget, in per cent.
const UNDERSPENT_PER_CENT: i64 = 80;
/// The groups of `indicators.csv`.
pub const INDICATORS_BY: v1::IndicatorGrouping = v1::IndicatorGrouping::TargetGroup;
/// Days between two looks at what is due.
const ROUND_DAYS: i64 = 31;

/// What was planned, by the name of its application.
pub(super) type PlannedByName<'a, Y> = BTreeMap<&'a str, &'a Planned<FormOf<Y>>>;

impl<Y: Year> Play<Y> {
    /// Goes through the days on which something is due, to the call's last day to report. What is
    /// due later, such as the yearly reports on homes bound for decades, is left open.
    pub(super) async fn pay_and_report(
        &mut self,
        last_day: NaiveDate,
        written: &[Written<Y>],
        grants: BTreeMap<String, v1::Grant>,
    ) -> anyhow::Result<()> {
        let planned: PlannedByName<'_, Y> = written
            .iter()
            .map(|(planned, name)| (name.as_str(), planned))
            .collect();
        let reports = self.reports(&[v1::ReportState::Open]).await?;
        let mut days: BTreeSet<NaiveDate> = BTreeSet::new();
        let instalments = grants.values().flat_map(|grant| &grant.instalments);
        days.extend(
            instalments.filter_map(|instalment| instalment.due_date.parse::<NaiveDate>().ok()),
        );
        days.extend(
            reports
                .iter()
                .filter_map(|report| report.due_date.parse::<NaiveDate>().ok()),
        );
        days.retain(|day| *day <= last_day);
        let mut looked = local_date(self.clock.now());
        let last = days.iter().next_back().copied();
        for day in days {
            // Finance looks once a month, not at every single date.
            if day > looked + TimeDelta::days(ROUND_DAYS) || Some(day) == last {
                let now = start_of_day(day) + TimeDelta::hours(12);
                self.clock.set(now.max(self.clock.now()));
                looked = day;
                // What is settled before payment is reported first.
                let whole = (&planned, &grants);
                self.report_what_is_due(whole, day, true).await?;
                self.pay_what_is_due().await?;
                self.report_what_is_due(whole, day, false).await?;
            }
        }
        self.pay_what_is_due().await
    }

    pub(super) async fn report_what_is_due(
        &mut self,
        (planned, grants): (&PlannedByName<'_, Y>, &BTreeMap<String, v1::Grant>),
        day: NaiveDate,
        before_payment: bool,
    ) -> anyhow::Result<()> {
        let mut due = self.reports(&[v1::ReportState::Open]).await?;
        due.retain(|report| {
            let accounts = report.kind() == v1::ReportKind::Accounts;
            let last = report.due_date.parse::<NaiveDate>();
            accounts == before_payment && last.is_ok_and(|last| last <= day)
        });
        // A grant's reports come one after the other.
        due.sort_by_key(|report| report.number);
        let mut content = Vec::new();
        for report in due {
            let application = report.name.replace("/grants/", "/applications/");
            let application = application
                .split("/reports/")
                .next()
                .unwrap_or_default()
                .to_owned();
            let (Some(planned), Some(grant)) =
                (planned.get(application.as_str()), grants.get(&application))
            else {
                continue;
            };
            let indicators = self.year.indicators(planned, &mut self.world);
            content.push((
                report,
                *planned,
                grant.budget.clone(),
                pack_indicators::<Y::Scheme>(indicators),
            ));
        }
        let this = &*self;
        let accepted = each(content, |(report, planned, budget, indicators)| {
            this.report(report, planned, budget, indicators)
        })
        .await?;
        self.played.reports_accepted += accepted.len();
        Ok(())
    }

    async fn report(
        &self,
        report: v1::Report,
        planned: &Planned<FormOf<Y>>,
        budget: Vec<v1::GrantBudgetLine>,
        indicators: prost_types::Any,
    ) -> anyhow::Result<()> {
        let portal = self.portal(&planned.applicant.organisation);
        let name = report.name.clone();
        let (with_accounts, with_results) = match report.kind() {
            v1::ReportKind::Accounts => (true, false),
            v1::ReportKind::Results => (false, true),
            v1::ReportKind::Whole | v1::ReportKind::Unspecified => (true, true),
        };
        let accounts = with_accounts.then(|| accounts(planned.course, &budget));
        let accounts = accounts.unwrap_or_default();
        self.results(&portal, &name, with_results).await?;
        let financing = financing(Y::Scheme::PROFILE.funding_sources, &accounts);
        let certificate = if with_accounts {
            Some(self.certificate(&portal, planned, &name, &accounts).await?)
        } else {
            None
        };
        let content = v1::Report {
            name: name.clone(),
            etag: report.etag,
            indicators: with_results.then_some(indicators),
            accounts,
            financing,
            moved_to_equity: Some(v1::Money { ore: 0 }),
            certificate,
            narrative: "Tiltaket er gjennomført som planlagt. Generert til demonstrasjonen."
                .to_owned(),
            ..v1::Report::default()
        };
        let asked = [
            ("indicators", with_results),
            ("accounts", with_accounts),
            ("financing", with_accounts),
            ("moved_to_equity", with_accounts),
            ("certificate", with_accounts),
            ("narrative", with_results),
        ];
        let paths = asked.iter().filter(|(_, asked)| *asked);
        let update_mask = prost_types::FieldMask {
            paths: paths.map(|(path, _)| (*path).to_owned()).collect(),
        };
        let etag = written(&portal, content, update_mask).await?;
        let request = v1::SubmitReportRequest {
            name: name.clone(),
            etag,
        };
        let submitted = portal
            .reporting()
            .submit_report(request)
            .await
            .map_err(told);
        let submitted = submitted.with_context(|| name.clone())?.into_inner();
        let etag = submitted.report.context("no report in the answer")?.etag;
        self.accept_report(name.clone(), etag).await.context(name)
    }

    /// The days on which open reports are due, in order.
    pub(super) async fn open_report_days(&self) -> anyhow::Result<Vec<NaiveDate>> {
        let open = self.reports(&[v1::ReportState::Open]).await?;
        let days = open
            .iter()
            .filter_map(|report| report.due_date.parse().ok());
        let mut days: Vec<NaiveDate> = days.collect();
        days.sort_unstable();
        Ok(days)
    }

    async fn reports(&self, states: &[v1::ReportState]) -> anyhow::Result<Vec<v1::Report>> {
        pages::all(async |page_token| {
            let request = v1::ListReportsRequest {
                parent: self.call.clone(),
                page_size: pages::PAGE_SIZE,
                page_token,
                states: states.iter().map(|state| i32::from(*state)).collect(),
                overdue: false,
            };
            let answer = self.handler.reporting().list_reports(request).await;
            let page = answer.map_err(told)?.into_inner();
            Ok((page.reports, page.next_page_token))
        })
        .await
    }

    /// Sums the money that went back to the frame and was not passed on, øre: of offers that ended,
    /// and of grants that were settled lower. Of offers that ended before the waiting list was
    /// divided, the export says nothing any more.
    async fn returned(&self) -> anyhow::Result<i64> {
        let ended = self
            .grants(&[v1::GrantState::Declined, v1::GrantState::Lapsed])
            .await?;
        let awards = self.played.awards.iter();
        let still: BTreeMap<&str, i64> = awards
            .map(|award| (award.application.as_str(), ore(award.amount)))
            .collect();
        let ended = ended.iter();
        let ended = ended.filter_map(|grant| still.get(grant.application.as_str()));
        // Homes are settled before they are paid for, and their grants go on for decades.
        let settled = self
            .grants(&[
                v1::GrantState::Active,
                v1::GrantState::Closed,
                v1::GrantState::Recovery,
            ])
            .await?;
        let settled = settled.iter().map(|grant| {
            let plan = grant.instalments.iter();
            let live = plan.filter(|one| one.state() != v1::InstalmentState::Cancelled);
            ore(grant.granted) - live.map(|one| ore(one.amount)).sum::<i64>()
        });
        Ok(ended.sum::<i64>() + settled.sum::<i64>())
    }

    /// Reads back what was decided, paid and reached.
    pub(super) async fn collect(&mut self, allocation: &str) -> anyhow::Result<()> {
        let parent = self.call.clone();
        let request = v1::ExportAwardsRequest {
            parent: parent.clone(),
            sums_only: false,
        };
        let mut stream = self
            .finance
            .finance()
            .export_awards(request)
            .await
            .map_err(told)?
            .into_inner();
        while let Some(message) = stream.message().await.map_err(told)? {
            self.played.awards.extend(message.awards);
            self.played.money.extend(message.money);
        }
        self.played.returned_ore = self.returned().await?;
        let applications: Vec<String> = self
            .played
            .awards
            .iter()
            .map(|award| award.application.clone())
            .collect();
        let this = &*self;
        let unexplained = each(applications, |application| async move {
            let request = v1::ExplainAwardRequest {
                name: allocation.to_owned(),
                application: application.clone(),
            };
            let answer = this
                .handler
                .allocations()
                .explain_award(request)
                .await
                .map_err(told)?
                .into_inner();
            let explained = !answer.explanation.is_empty() && !answer.claim_steps.is_empty();
            Ok((!explained).then_some(application))
        })
        .await?;
        self.played.unexplained = unexplained.into_iter().flatten().collect();
        self.played.payments = self.payments(true).await?;
        self.played.indicators = self.indicators().await?;
        let request = v1::GetBudgetRequest {
            parent,
            ..v1::GetBudgetRequest::default()
        };
        let budget = self
            .finance
            .finance()
            .get_budget(request)
            .await
            .map_err(told)?
            .into_inner();
        self.played.budget_ore = budget.lines.iter().map(|line| ore(line.budget)).sum();
        self.played.committed_ore = budget.lines.iter().map(|line| ore(line.committed)).sum();
        self.played.budget = budget;
        self.collect_postings().await
    }

    /// Sums the indicators of the accepted reports.
    async fn indicators(&self) -> anyhow::Result<v1::SumIndicatorsResponse> {
        let request = v1::SumIndicatorsRequest {
            parent: self.call.clone(),
            group_by: INDICATORS_BY.into(),
        };
        let sums = self.handler.reporting().sum_indicators(request).await;
        Ok(sums.map_err(told)?.into_inner())
    }

    /// Collects the ledger's postings that touch the call, the sums by tag, and the titles that
    /// files name.
    async fn collect_postings(&mut self) -> anyhow::Result<()> {
        let request = v1::ExportPostingsRequest {
            parent: self.call.clone(),
        };
        let stream = self.finance.finance().export_postings(request).await;
        let mut stream = stream.map_err(told)?.into_inner();
        while let Some(message) = stream.message().await.map_err(told)? {
            self.played.postings.extend(message.postings);
        }
        let request = v1::SummarizeTagsRequest {
            parent: self.call.clone(),
            ..v1::SummarizeTagsRequest::default()
        };
        let tags = self.finance.finance().summarize_tags(request).await;
        self.played.tags = tags.map_err(told)?.into_inner();
        self.played.state_aid = state_aid::read(&self.finance, &self.call).await?;
        self.played.titles = titles(&self.handler, &self.call).await?;
        Ok(())
    }
}

/// Writes a report; returns its revision.
async fn written(
    portal: &Session,
    report: v1::Report,
    update_mask: prost_types::FieldMask,
) -> anyhow::Result<String> {
    let request = v1::UpdateReportRequest {
        report: Some(report),
        update_mask: Some(update_mask),
    };
    let answer = portal.reporting().update_report(request).await;
    let report = answer.map_err(told)?.into_inner().report;
    Ok(report.context("no report in the answer")?.etag)
}

/// Accounts against the grant's budget, line by line: as budgeted, or a fifth below.
fn accounts(course: Course, budget: &[v1::GrantBudgetLine]) -> Vec<v1::AccountLine> {
    let account = |line: &v1::GrantBudgetLine| {
        let budgeted = ore(line.amount);
        let actual = match course {
            Course::Underspends => budgeted / 100 * UNDERSPENT_PER_CENT,
            _ => budgeted,
        };
        v1::AccountLine {
            line: line.code.clone(),
            budget: None,
            actual: Some(v1::Money { ore: actual }),
        }
    };
    budget.iter().map(account).collect()
}

/// The whole cost brought in by the first of the sources, where reports tell of any.
fn financing(sources: &[&str], accounts: &[v1::AccountLine]) -> Vec<v1::FundingLine> {
    let actual = accounts.iter().map(|line| ore(line.actual)).sum();
    let first = sources.first().into_iter();
    first
        .map(|source| v1::FundingLine {
            source: (*source).to_owned(),
            amount: Some(v1::Money { ore: actual }),
        })
        .collect()
}
