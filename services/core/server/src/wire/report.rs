//! Reports, their sums, and the figures of fairness.

use casework::allocation::GetFairnessReport;
use casework::application::ApplicationKey;
use casework::ledger::WithLeft;
use casework::report::{
    Accept, Extend, Get, List, Recommend, Remind, Reminded, ReportKey, ReportView, SendBack,
    Submit, SumIndicators, Update,
};
use contract::fairness::fairness_report;
use contract::indicators::group_by;
use contract::names::{AllocationName, ReportName, ResourceName};
use contract::parents::{CallOrAll, ReportsOf};
use contract::report::{NARRATIVE_CHARACTERS_MAX, changed, state_name};
use contract::settlement::{returned, verdicts};
use contract::v1::reporting_service_server::ReportingService;
use contract::{Outward, SchemeContract, inward as read, page, v1};
use domain::allocation::fairness::FairnessReport;
use domain::identifiers::{CaseReference, ReportId};
use domain::page::Listed;
use domain::report::IndicatorSums;
use domain::violations::Violations;

use super::allocation::allocation_key;
use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] ReportingService for Handlers<S>, scheme S {
        get_report => casework::report::Get;
        list_reports => casework::report::List;
        update_report => casework::report::Update<S::Indicators>;
        submit_report => casework::report::Submit;
        return_report => casework::report::SendBack;
        recommend_report => casework::report::Recommend;
        accept_report => casework::report::Accept;
        extend_report => casework::report::Extend;
        remind_reports => casework::report::Remind;
        sum_indicators => casework::report::SumIndicators;
        get_fairness_report => casework::allocation::GetFairnessReport;
    }
}

/// The list, in page tokens.
const LIST: &str = "ListReports";

inward! {
    GetReportRequest => Get |from, faults| {
        key: key::<S>(faults, &from.name),
    }
    SubmitReportRequest => Submit |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
    }
    ReturnReportRequest => SendBack |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
        lines: returned(faults, from.lines),
    }
    RecommendReportRequest => Recommend |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        goal_assessment: goal_assessment(faults, &from.goal_assessment),
        lines: verdicts(faults, from.lines),
    }
    AcceptReportRequest => Accept |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        goal_assessment: goal_assessment(faults, &from.goal_assessment),
        lines: verdicts(faults, from.lines),
    }
    ExtendReportRequest => Extend |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        due: faults.date("due_date", &from.due_date),
        reason: read::reason(faults, "reason", &from.reason),
    }
    RemindReportsRequest => Remind |from, faults| {
        call: CallOrAll::read(faults, "parent", &from.parent, S::PROFILE.code)
            .map(CallOrAll::call),
        dry_run: Some(from.dry_run),
    }
    SumIndicatorsRequest => SumIndicators |from, faults| {
        call: CallOrAll::read(faults, "parent", &from.parent, S::PROFILE.code)
            .map(CallOrAll::call),
        by: read::choice(faults, "group_by", from.group_by, |by| Some(group_by(by))),
    }
    GetFairnessReportRequest => GetFairnessReport |from, faults| {
        key: AllocationName::read(faults, "name", &from.name, S::PROFILE.code).map(allocation_key),
        with_page: Some(from.with_page),
    }
}

respond! {
    |_step, view: ReportView<S::Indicators>, outward| { report: Some(outward.report(view.0)) }
    for Get => GetReportResponse,
        Update<S::Indicators> => UpdateReportResponse,
        Submit => SubmitReportResponse,
        SendBack => ReturnReportResponse,
        Recommend => RecommendReportResponse,
        Extend => ExtendReportResponse;

    |_step, accepted: WithLeft<ReportView<S::Indicators>>, outward| {
        report: Some(outward.report(accepted.answer.0)),
        left: accepted.frames.into_iter().map(Into::into).collect(),
    }
    for Accept => AcceptReportResponse;

    |step, report: FairnessReport, outward| {
        report: Some({
            let name = outward.allocation_name(&step.key.call, step.key.allocation);
            fairness_report(&name, &report)
        }),
        report_html: step.with_page.then(|| outward.fairness_page(&report)).flatten(),
    }
    for GetFairnessReport => GetFairnessReportResponse;
}

/// Reads the account of the attainment of the goals.
fn goal_assessment(faults: &mut Violations, text: &str) -> Option<String> {
    faults.text("goal_assessment", text, NARRATIVE_CHARACTERS_MAX)
}

impl<S: SchemeContract> Inward<S> for Update<S::Indicators> {
    type Message = v1::UpdateReportRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let read = changed::<S>(&mut faults, message.update_mask, message.report);
        faults.finish(read.map(|(name, revision, changes)| Self {
            key: report_key(name),
            revision,
            changes,
        }))
    }
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListReportsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = ReportsOf::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        if matches!(parent, Some(ReportsOf::Calls(CallOrAll::All(_)))) && !message.overdue {
            faults.add(
                "parent",
                "is all calls, which only the overdue reports are listed of; name a call, or set \
                 overdue",
            );
        }
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let states = read::choices(&mut faults, "states", &message.states, state_name);
        let read = (|| {
            let (call, grant) = parent?.parts();
            Some(Self {
                call,
                grant,
                page: page?,
                states: states?,
                overdue: message.overdue,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<ReportView<S::Indicators>, (CaseReference, ReportId)>;
    type Response = v1::ListReportsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|ReportView(report)| {
            let key = (report.case_reference.clone(), report.id.clone());
            (key, outward.report(report))
        });
        let parent = outward
            .reports_of(self.call.as_ref(), self.grant)
            .to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (reports, next_page_token) = page.answer(rows, more);
        Self::Response {
            reports,
            next_page_token,
        }
    }
}

impl<S: SchemeContract> Respond<S> for Remind {
    type Answer = Reminded;
    type Response = v1::RemindReportsResponse;

    fn respond(&self, reminded: Reminded, outward: &Outward<S>) -> Self::Response {
        let reminders = reminded.reminders.into_iter();
        let reminders = reminders.map(|of| v1::RemindedReport {
            report: outward
                .report_name(&of.call, of.grant, &of.report)
                .to_string(),
            case_reference: of.case_reference.to_string(),
            organisation_number: of.organisation.into(),
            organisation_name: of.organisation_name,
            reminder: Some(outward.reminder(&of.reminder)),
        });
        Self::Response {
            reminders: reminders.collect(),
            left_out: i32::try_from(reminded.left_out).unwrap_or(i32::MAX),
            more: reminded.more,
        }
    }
}

impl<S: SchemeContract> Respond<S> for SumIndicators {
    type Answer = IndicatorSums;
    type Response = v1::SumIndicatorsResponse;

    fn respond(&self, sums: IndicatorSums, outward: &Outward<S>) -> Self::Response {
        outward.indicator_sums(&sums)
    }
}

fn key<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<ReportKey> {
    ReportName::read(faults, "name", text, S::PROFILE.code).map(report_key)
}

fn report_key(name: ReportName) -> ReportKey {
    ReportKey {
        case: ApplicationKey {
            call: name.call,
            application: name.grant,
        },
        report: name.report,
    }
}
