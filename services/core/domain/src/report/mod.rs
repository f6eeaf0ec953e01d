//! Reports on grants (rapportering).

mod accounts;
mod certificate;
mod changes;
mod figures;
#[cfg(test)]
mod figures_tests;
mod late;
#[cfg(test)]
mod late_tests;
mod plan;
mod recommended;
mod returned;
#[cfg(test)]
mod tests_support;
mod verdicts;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::findings::Finding;
use crate::grant::Grant;
use crate::identifiers::{ApplicationId, CallId, CaseReference, ReportId};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use accounts::{AccountLine, FundingLine};
pub use certificate::{AuditorKind, Certificate};
pub use changes::ReportChanges;
pub use figures::{
    Figure, FullTimeEquivalents, GrantFigures, GroupBy, GroupSum, IndicatorProfile, IndicatorSums,
    IndicatorValue, Measured, present_number,
};
pub use late::{
    Blocked, Extension, OVERDUE_BLOCKS, REMINDER_DAYS_AFTER, REMINDER_DAYS_BEFORE, Reminder,
    ReminderSide, ReminderStep, ReminderSteps, reminder_notice,
};
pub use plan::{PlannedReport, ReportDue, ReportKind, ReportPlace, planned};
pub use recommended::Recommendation;
pub use returned::ReturnedLine;
pub use verdicts::{LineVerdict, accepted_lines, parked};

/// The recipient's report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportContent<I> {
    /// The scheme's indicators; none where the report asks for none.
    pub indicators: Option<I>,
    /// Accounts, comparable with the budget line by line.
    pub accounts: Vec<AccountLine>,
    /// The sources of the money for the actual cost; none where the scheme does not ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub financing: Vec<FundingLine>,
    /// The amount moved to equity.
    pub moved_to_equity: Money,
    /// The auditor's certificate on the accounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    /// True on reports from before certificates were objects, whose recipient said that the
    /// auditor's confirmation was attached. It counts for nothing any more.
    #[serde(
        default,
        rename = "auditor_confirmation",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub said_confirmed: bool,
    /// An account of the work.
    pub narrative: String,
}

/// State of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ReportState {
    /// To be written.
    Open,
    /// Delivered.
    Submitted {
        /// Notices of the rules.
        notices: Vec<Finding>,
        /// The acceptance that one person recommends and another takes; none before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommended: Option<Recommendation>,
    },
    /// Sent back.
    Returned {
        /// Notices of the rules.
        notices: Vec<Finding>,
        /// The lines of the accounts that it is sent back for; none when for the whole. While some
        /// are named, the others stay as they are.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<ReturnedLine>,
    },
    /// Accepted.
    Accepted {
        /// Notices of the rules.
        notices: Vec<Finding>,
        /// Account of the attainment of the goals. Never empty.
        goal_assessment: String,
        /// The verdict on each line; none where there are no accounts, and on reports that were
        /// accepted before lines were: all of those counts.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        verdicts: Vec<LineVerdict>,
    },
}

impl ReportState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted { .. } => "submitted",
            Self::Returned { .. } => "returned",
            Self::Accepted { .. } => "accepted",
        }
    }

    /// Returns true from the delivery on, unless it is sent back.
    #[must_use]
    pub const fn is_delivered(&self) -> bool {
        matches!(self, Self::Submitted { .. } | Self::Accepted { .. })
    }
}

/// A report on a grant.
#[derive(Debug, Clone, PartialEq)]
pub struct Report<I> {
    /// The grant.
    pub grant: ApplicationId,
    /// Id within the grant.
    pub id: ReportId,
    /// The call.
    pub call: CallId,
    /// The case reference, the name people use.
    pub case_reference: CaseReference,
    /// Number in the grant's plan, from 1: reports are delivered and accepted in this order.
    pub number: i32,
    /// The kind.
    pub kind: ReportKind,
    /// Last day; none before the payment that it follows.
    pub due: Option<NaiveDate>,
    /// The years from the last payment to the last day; none where the day is fixed.
    pub years_after_payment: Option<u32>,
    /// True if it is the plan's last: it ends the grant.
    pub last: bool,
    /// The recipient's report; `None` while nothing is written.
    pub content: Option<ReportContent<I>>,
    /// Its state.
    pub state: ReportState,
    /// The step that brought it there.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
    /// Later last days that were given, in order.
    pub extensions: Vec<Extension>,
    /// Reminders that were sent, in order.
    pub reminders: Vec<Reminder>,
}

impl<I> Report<I> {
    /// The report with the budget of its grant in the accounts. An accepted report keeps the one
    /// that it was settled by.
    #[must_use]
    pub fn held_against(mut self, grant: &Grant) -> Self {
        let accepted = matches!(self.state, ReportState::Accepted { .. });
        let budget = grant.approved_budget().filter(|_| !accepted);
        if let (Some(content), Some(budget)) = (&mut self.content, budget) {
            content.fill(budget);
        }
        self
    }

    /// Replaces what the recipient wrote.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless open or returned; [`Refusal::InvalidFields`] when lines
    /// change that were not sent back.
    pub fn update(mut self, content: ReportContent<I>, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            ReportState::Open | ReportState::Returned { .. } => {
                self.keeps_other_lines(&content)?;
                self.content = Some(content);
                Ok(self.stamped(step))
            }
            ReportState::Submitted { .. } | ReportState::Accepted { .. } => {
                Err(self.wrong_state(StepName::UpdateReport))
            }
        }
    }

    /// Judges whether it takes documents: while it is written.
    ///
    /// # Errors
    /// [`Refusal::WrongState`].
    pub fn takes_documents(&self) -> Result<(), Refusal> {
        match self.state {
            ReportState::Open | ReportState::Returned { .. } => Ok(()),
            ReportState::Submitted { .. } | ReportState::Accepted { .. } => {
                Err(self.wrong_state(StepName::UploadDocument))
            }
        }
    }

    /// Delivers the report.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless open or returned.
    pub fn submit(mut self, notices: Vec<Finding>, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            ReportState::Open | ReportState::Returned { .. } => {
                self.state = ReportState::Submitted {
                    notices,
                    recommended: None,
                };
                Ok(self.stamped(step))
            }
            ReportState::Submitted { .. } | ReportState::Accepted { .. } => {
                Err(self.wrong_state(StepName::SubmitReport))
            }
        }
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::report(&self.call, self.grant, &self.id),
            state: self.state.name(),
            step,
        }
    }

    fn stamped(mut self, step: StepRecord) -> Self {
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}

/// Returns what every scheme asks of a report beside the auditor's certificate: all that its kind
/// asks for, accounts of approved lines, nothing moved to equity.
#[must_use]
pub fn common_findings<I>(
    grant: &Grant,
    place: &ReportPlace,
    content: &ReportContent<I>,
    citation: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if place.kind.asks_for_results() {
        findings.extend(results_findings(content));
    }
    if !place.kind.asks_for_accounts() {
        return findings;
    }
    if content.accounts.is_empty() {
        let missing = Finding::blocking("REPORT_ACCOUNTS_MISSING", citation.to_owned());
        findings.push(missing.on("accounts"));
    }
    if let Some(budget) = grant.approved_budget() {
        findings.extend(content.unapproved_lines(budget));
    }
    if content.moved_to_equity > Money::ZERO {
        findings.push(
            Finding::notice("REPORT_MOVED_TO_EQUITY", "Riksrevisjonen 2022/23")
                .on("moved_to_equity")
                .with("amount", content.moved_to_equity),
        );
    }
    if place.settles {
        findings.extend(grant.areas_missing());
    }
    let approved = content.approved(grant.approved_budget());
    let actual = place.actual_with(content);
    if place.settles && actual > approved {
        findings.push(
            Finding::notice("REPORT_HIGHER_COST", citation.to_owned())
                .on("accounts")
                .with("budget", approved)
                .with("actual", actual),
        );
    }
    if place.settles && actual < approved {
        findings.push(
            Finding::notice("REPORT_LOWER_COST", citation.to_owned())
                .on("accounts")
                .with("budget", approved)
                .with("actual", actual),
        );
    }
    findings
}

fn results_findings<I>(content: &ReportContent<I>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if content.indicators.is_none() {
        let missing = Finding::blocking("REPORT_INDICATORS_MISSING", "configurable");
        findings.push(missing.on("indicators"));
    }
    if content.narrative.trim().is_empty() {
        let missing = Finding::blocking(
            "REPORT_NARRATIVE_MISSING",
            "Helsedirektoratet, tilskuddsprosessen",
        );
        findings.push(missing.on("narrative"));
    }
    findings
}
