//! Reports (rapporter) and the sums of their indicators.

use std::collections::BTreeSet;

use domain::identifiers::{ApplicationId, CallId, ReportId};
use domain::report::{
    AccountLine, FundingLine, Recommendation, Report, ReportChanges, ReportKind, ReportState,
};
use domain::step::Revision;
use domain::violations::Violations;

use crate::certificate::certificate;
use crate::grant_budget::LINE_CODE_MAX;
use crate::inward::{self, Mask};
use crate::names::{ReportName, ResourceName, SchemeName};
use crate::outward::{Outward, day};
use crate::parents::{CallOrAll, ReportsOf};
use crate::scheme::{pack_indicators, unpack_indicators};
use crate::{SchemeContract, money, v1};

/// Fields that an update of a report can name.
const CHANGEABLE: [&str; 6] = [
    "indicators",
    "accounts",
    "financing",
    "moved_to_equity",
    "certificate",
    "narrative",
];

/// The longest narrative or assessment of goal attainment.
pub const NARRATIVE_CHARACTERS_MAX: usize = 20_000;

/// The most lines of the accounts.
const ACCOUNT_LINES_MAX: usize = 500;

/// Reads a change of a report: its name, the revision last read, and new values for the fields that
/// the mask names.
pub fn changed<S: SchemeContract>(
    faults: &mut Violations,
    mask: Option<prost_types::FieldMask>,
    report: Option<v1::Report>,
) -> Option<(ReportName, Revision, ReportChanges<S::Indicators>)> {
    let mask = Mask::read(faults, mask, &CHANGEABLE);
    let from = faults.required("report", report)?;
    faults.within("report", |faults| {
        let name = ReportName::read(faults, "name", &from.name, S::PROFILE.code);
        let revision = inward::etag(faults, "etag", &from.etag);
        let indicators = mask.field("indicators", || {
            unpack_indicators::<S>(faults, "indicators", from.indicators)
        });
        let accounts = mask.field("accounts", || accounts(faults, from.accounts));
        let financing = mask.field("financing", || {
            financing(faults, from.financing, S::PROFILE.funding_sources)
        });
        let moved_to_equity = mask.field("moved_to_equity", || {
            money::required(faults, "moved_to_equity", from.moved_to_equity)
        });
        let certificate = mask.field("certificate", || {
            certificate(faults, from.certificate, name.as_ref())
        });
        let narrative = mask.field("narrative", || {
            faults.optional_text("narrative", &from.narrative, NARRATIVE_CHARACTERS_MAX)
        });
        let changes = ReportChanges {
            indicators: indicators?,
            accounts: accounts?,
            financing: financing?,
            moved_to_equity: moved_to_equity?,
            certificate: certificate?,
            narrative: narrative?,
        };
        Some((name?, revision?, changes))
    })
}

fn accounts(faults: &mut Violations, lines: Vec<v1::AccountLine>) -> Option<Vec<AccountLine>> {
    faults.list_size("accounts", lines.len(), 0..=ACCOUNT_LINES_MAX)?;
    let mut known = BTreeSet::new();
    faults.each("accounts", lines, |faults, from| {
        let line = faults.line("line", &from.line, LINE_CODE_MAX);
        if !known.insert(from.line) {
            faults.add("line", "stands in the accounts already; sum the two lines");
        }
        let budget = money::optional(faults, "budget", from.budget);
        let actual = money::required(faults, "actual", from.actual);
        Some(AccountLine {
            line: line?,
            budget: budget?.unwrap_or_default(),
            actual: actual?,
        })
    })
}

fn financing(
    faults: &mut Violations,
    lines: Vec<v1::FundingLine>,
    sources: &'static [&'static str],
) -> Option<Vec<FundingLine>> {
    faults.list_size("financing", lines.len(), 0..=sources.len())?;
    let mut known = BTreeSet::new();
    faults.each("financing", lines, |faults, from| {
        let is_source = sources.contains(&from.source.as_str());
        if !is_source {
            let problem = format_args!("is no source of money; use one of {}", sources.join(", "));
            faults.add("source", problem);
        } else if !known.insert(from.source.clone()) {
            faults.add("source", "stands in the list already; sum the two lines");
        }
        let amount = money::required(faults, "amount", from.amount);
        Some(FundingLine {
            source: is_source.then_some(from.source)?,
            amount: amount?,
        })
    })
}

/// Returns the domain's name of a state, by which lists are filtered.
#[must_use]
pub fn state_name(state: v1::ReportState) -> Option<&'static str> {
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

impl From<ReportKind> for v1::ReportKind {
    fn from(kind: ReportKind) -> Self {
        match kind {
            ReportKind::Whole => v1::ReportKind::Whole,
            ReportKind::Accounts => v1::ReportKind::Accounts,
            ReportKind::Results => v1::ReportKind::Results,
        }
    }
}

impl From<FundingLine> for v1::FundingLine {
    fn from(line: FundingLine) -> Self {
        v1::FundingLine {
            source: line.source,
            amount: Some(line.amount.into()),
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
    /// The name of a report.
    #[must_use]
    pub fn report_name(
        &self,
        call: &CallId,
        grant: ApplicationId,
        report: &ReportId,
    ) -> ReportName {
        ReportName {
            scheme: self.scheme(),
            call: call.clone(),
            grant,
            report: report.clone(),
        }
    }

    /// The parent of a list of reports.
    #[must_use]
    pub fn reports_of(&self, call: Option<&CallId>, grant: Option<ApplicationId>) -> ReportsOf {
        let scheme = self.scheme();
        match (call, grant) {
            (None, _) => ReportsOf::Calls(CallOrAll::All(SchemeName { scheme })),
            (Some(call), None) => ReportsOf::Calls(CallOrAll::Call(self.call_name(call))),
            (Some(call), Some(grant)) => ReportsOf::Grant(self.grant_name(call, grant)),
        }
    }

    fn recommendation(&self, recommended: &Recommendation) -> v1::ReportRecommendation {
        let verdicts = recommended.verdicts.iter().cloned();
        v1::ReportRecommendation {
            goal_assessment: recommended.goal_assessment.clone(),
            verdicts: verdicts.map(Into::into).collect(),
            record: Some(self.step(&recommended.record, true)),
        }
    }

    /// A report.
    #[must_use]
    pub fn report(&self, report: Report<S::Indicators>) -> v1::Report {
        let of = (&report.call, report.grant, &report.id);
        let certificate = report
            .content
            .as_ref()
            .and_then(|one| one.certificate.clone());
        let certificate = certificate.map(|one| self.certificate(of, one));
        let name = self.report_name(&report.call, report.grant, &report.id);
        let none = (&[][..], "", &[][..]);
        let (notices, goal_assessment, verdicts) = match &report.state {
            ReportState::Open => none,
            ReportState::Submitted { notices, .. } | ReportState::Returned { notices, .. } => {
                (&notices[..], none.1, none.2)
            }
            ReportState::Accepted {
                notices,
                goal_assessment,
                verdicts,
            } => (&notices[..], goal_assessment.as_str(), &verdicts[..]),
        };
        let returned_lines = match &report.state {
            ReportState::Returned { lines, .. } => lines.iter().cloned().map(Into::into).collect(),
            _ => Vec::new(),
        };
        let by_staff = !matches!(report.state, ReportState::Submitted { .. });
        let blank = v1::Report {
            name: name.to_string(),
            case_reference: report.case_reference.to_string(),
            due_date: day(report.due),
            kind: v1::ReportKind::from(report.kind).into(),
            number: report.number,
            state: v1::ReportState::from(&report.state).into(),
            last_step: Some(self.step(&report.last_step, by_staff)),
            goal_assessment: goal_assessment.to_owned(),
            notices: self.findings(notices),
            verdicts: verdicts.iter().cloned().map(Into::into).collect(),
            returned_lines,
            recommendation: report.recommendation().map(|one| self.recommendation(one)),
            etag: report.revision.etag(),
            extensions: report
                .extensions
                .iter()
                .map(|one| self.extension(one))
                .collect(),
            reminders: report
                .reminders
                .iter()
                .map(|one| self.reminder(one))
                .collect(),
            ..v1::Report::default()
        };
        let Some(content) = report.content else {
            return blank;
        };
        v1::Report {
            indicators: content.indicators.map(pack_indicators::<S>),
            accounts: content.accounts.into_iter().map(Into::into).collect(),
            financing: content.financing.into_iter().map(Into::into).collect(),
            moved_to_equity: Some(content.moved_to_equity.into()),
            certificate,
            said_confirmed: content.said_confirmed,
            narrative: content.narrative,
            ..blank
        }
    }
}
