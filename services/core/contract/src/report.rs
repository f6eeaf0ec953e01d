//! Reports (rapporter) and the sums of their indicators.

use std::collections::BTreeSet;

use domain::identifiers::{CaseReference, ReportId};
use domain::page::Page;
use domain::report::ReportChanges;
use domain::report::{AccountLine, IndicatorSums, Report, ReportState};
use domain::step::Revision;
use domain::violations::Violations;

use crate::inward::{self, Inward, Mask, request};
use crate::names::{CallName, CallOrGrant, ReportName, ResourceName};
use crate::outward::{Outward, count};
use crate::scheme::{pack_indicators, unpack_indicators};
use crate::{SchemeContract, money, page, v1};

/// Fields that an update of a report can name.
const CHANGEABLE: [&str; 5] = [
    "indicators",
    "accounts",
    "moved_to_equity",
    "auditor_confirmation",
    "narrative",
];

/// The longest narrative or assessment of goal attainment.
const NARRATIVE_CHARACTERS_MAX: usize = 20_000;

/// The most lines of the accounts.
const ACCOUNT_LINES_MAX: usize = 500;

/// Change a report.
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateReport<I> {
    /// Which.
    pub name: ReportName,
    /// The revision last read.
    pub revision: Revision,
    /// New values for the fields the mask names.
    pub changes: ReportChanges<I>,
}

request! {
    /// Read a report.
    GetReport from GetReportRequest |from, faults, scheme| {
        /// Which.
        name: ReportName = ReportName::read(faults, "name", &from.name, scheme),
    }
}

request! {
    /// List the reports of a call or of a grant.
    ListReports from ListReportsRequest |from, faults, scheme| {
        /// The call or the grant.
        parent: CallOrGrant = CallOrGrant::read(faults, "parent", &from.parent, scheme),
        /// Which page, by case reference and report.
        page: Page<(CaseReference, ReportId)> = page::read(faults, ListReports::LIST,
            parent.as_ref(), from.page_size, &from.page_token),
        /// Only those in these states, by the domain's names; all when empty.
        states: Vec<&'static str> = inward::choices(faults, "states", &from.states, state_name),
    }
}

request! {
    /// Deliver a report.
    SubmitReport from SubmitReportRequest |from, faults, scheme| {
        /// Which.
        name: ReportName = ReportName::read(faults, "name", &from.name, scheme),
        /// The revision last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
    }
}

request! {
    /// Send a report back.
    ReturnReport from ReturnReportRequest |from, faults, scheme| {
        /// Which.
        name: ReportName = ReportName::read(faults, "name", &from.name, scheme),
        /// The revision last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
        /// The missing parts.
        reason: String = inward::reason(faults, "reason", &from.reason),
    }
}

request! {
    /// Accept a report.
    AcceptReport from AcceptReportRequest |from, faults, scheme| {
        /// Which.
        name: ReportName = ReportName::read(faults, "name", &from.name, scheme),
        /// The revision last read.
        revision: Revision = inward::etag(faults, "etag", &from.etag),
        /// Account of the attainment of the goals.
        goal_assessment: String = faults.text("goal_assessment", &from.goal_assessment,
            NARRATIVE_CHARACTERS_MAX),
    }
}

request! {
    /// Sum the indicators of a call.
    SumIndicators from SumIndicatorsRequest |from, faults, scheme| {
        /// The call.
        parent: CallName = CallName::read(faults, "parent", &from.parent, scheme),
    }
}

impl ListReports {
    /// The list, in page tokens.
    pub const LIST: &str = "ListReports";
}

impl<S: SchemeContract> Inward<S> for UpdateReport<S::Indicators> {
    type Message = v1::UpdateReportRequest;

    fn inward(from: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let mask = Mask::read(&mut faults, from.update_mask, &CHANGEABLE);
        let report = faults.required("report", from.report);
        let read = report.and_then(|from| {
            faults.within("report", |faults| {
                let name = ReportName::read(faults, "name", &from.name, S::PROFILE.code);
                let revision = inward::etag(faults, "etag", &from.etag);
                let indicators = mask.field("indicators", || {
                    unpack_indicators::<S>(faults, "indicators", from.indicators)
                });
                let accounts = mask.field("accounts", || accounts(faults, from.accounts));
                let moved_to_equity = mask.field("moved_to_equity", || {
                    money::required(faults, "moved_to_equity", from.moved_to_equity)
                });
                let auditor_confirmation =
                    mask.field("auditor_confirmation", || Some(from.auditor_confirmation));
                let narrative = mask.field("narrative", || {
                    faults.optional_text("narrative", &from.narrative, NARRATIVE_CHARACTERS_MAX)
                });
                let changes = ReportChanges {
                    indicators: indicators?,
                    accounts: accounts?,
                    moved_to_equity: moved_to_equity?,
                    auditor_confirmation: auditor_confirmation?,
                    narrative: narrative?,
                };
                Some(UpdateReport {
                    name: name?,
                    revision: revision?,
                    changes,
                })
            })
        });
        faults.finish(read)
    }
}

fn accounts(faults: &mut Violations, lines: Vec<v1::AccountLine>) -> Option<Vec<AccountLine>> {
    faults.list_size("accounts", lines.len(), 0..=ACCOUNT_LINES_MAX)?;
    let mut known = BTreeSet::new();
    faults.each("accounts", lines, |faults, from| {
        let line = faults.line("line", &from.line, 60);
        if !known.insert(from.line) {
            faults.add("line", "stands in the accounts already; sum the two lines");
        }
        let budget = money::required(faults, "budget", from.budget);
        let actual = money::required(faults, "actual", from.actual);
        Some(AccountLine {
            line: line?,
            budget: budget?,
            actual: actual?,
        })
    })
}

/// The domain's name of a state, by which lists are filtered.
fn state_name(state: v1::ReportState) -> Option<&'static str> {
    match state {
        v1::ReportState::Unspecified => None,
        v1::ReportState::Open => Some("open"),
        v1::ReportState::Submitted => Some("submitted"),
        v1::ReportState::Returned => Some("returned"),
        v1::ReportState::Accepted => Some("accepted"),
    }
}

impl From<&ReportState> for v1::ReportState {
    fn from(state: &ReportState) -> Self {
        match state {
            ReportState::Open => v1::ReportState::Open,
            ReportState::Submitted { .. } => v1::ReportState::Submitted,
            ReportState::Returned { .. } => v1::ReportState::Returned,
            ReportState::Accepted { .. } => v1::ReportState::Accepted,
        }
    }
}

impl From<AccountLine> for v1::AccountLine {
    fn from(line: AccountLine) -> Self {
        v1::AccountLine {
            line: line.line,
            budget: Some(line.budget.into()),
            actual: Some(line.actual.into()),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A report.
    #[must_use]
    pub fn report(&self, report: Report<S::Indicators>) -> v1::Report {
        let name = ReportName {
            scheme: self.scheme(),
            call: report.call,
            grant: report.grant,
            report: report.id,
        };
        let (notices, goal_assessment) = match &report.state {
            ReportState::Open => (self.findings(&[]), ""),
            ReportState::Submitted { notices } | ReportState::Returned { notices } => {
                (self.findings(notices), "")
            }
            ReportState::Accepted {
                notices,
                goal_assessment,
            } => (self.findings(notices), goal_assessment.as_str()),
        };
        let by_staff = !matches!(report.state, ReportState::Submitted { .. });
        let blank = v1::Report {
            name: name.to_string(),
            case_reference: report.case_reference.to_string(),
            due_date: report.due.to_string(),
            state: v1::ReportState::from(&report.state).into(),
            last_step: Some(self.step(&report.last_step, by_staff)),
            goal_assessment: goal_assessment.to_owned(),
            notices,
            etag: report.revision.etag(),
            ..v1::Report::default()
        };
        let Some(content) = report.content else {
            return blank;
        };
        v1::Report {
            indicators: Some(pack_indicators::<S>(content.indicators)),
            accounts: content.accounts.into_iter().map(Into::into).collect(),
            moved_to_equity: Some(content.moved_to_equity.into()),
            auditor_confirmation: content.auditor_confirmation,
            narrative: content.narrative,
            ..blank
        }
    }

    /// The sums of a call's indicators, with titles and units.
    #[must_use]
    pub fn indicator_sums(&self, sums: &IndicatorSums) -> v1::SumIndicatorsResponse {
        let unit = |code: &str| {
            S::PROFILE
                .indicators
                .iter()
                .find(|indicator| indicator.code == code)
                .map_or("", |indicator| indicator.unit)
        };
        v1::SumIndicatorsResponse {
            sums: sums
                .sums
                .iter()
                .map(|sum| v1::IndicatorSum {
                    code: sum.code.to_owned(),
                    title: self.code_title("indicator-", sum.code),
                    unit: unit(sum.code).to_owned(),
                    value: sum.value,
                })
                .collect(),
            reports: count(sums.reports),
            missing_reports: count(sums.missing),
        }
    }
}
