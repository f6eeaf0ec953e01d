//! Reports on grants (rapportering).

mod accounts;
mod changes;
mod figures;
#[cfg(test)]
mod figures_tests;
mod late;
#[cfg(test)]
mod late_tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::findings::{Finding, FindingValue, Severity};
use crate::grant::Grant;
use crate::identifiers::{ApplicationId, CallId, CaseReference, ReportId};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use accounts::AccountLine;
pub use changes::ReportChanges;
pub use figures::{
    Figure, FullTimeEquivalents, GrantFigures, GroupBy, GroupSum, IndicatorProfile, IndicatorSums,
    IndicatorValue, Measured, present_number,
};

pub use late::{
    Blocked, Extension, OVERDUE_BLOCKS, REMINDER_DAYS_AFTER, REMINDER_DAYS_BEFORE, Reminder,
    ReminderSide, ReminderStep, ReminderSteps, reminder_notice,
};

/// One report of a grant's plan, before it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedReport {
    /// Id within the grant, `final` or `year-1`.
    pub id: ReportId,
    /// Last day.
    pub due: NaiveDate,
}

/// Plans the reports of a grant: the id of each and its last day.
#[must_use]
pub fn planned(
    reports: impl IntoIterator<Item = (impl AsRef<str>, NaiveDate)>,
) -> Vec<PlannedReport> {
    let mut planned = Vec::new();
    for (id, due) in reports {
        // Schemes write ids that are well formed.
        planned.extend(id.as_ref().parse().ok().map(|id| PlannedReport { id, due }));
    }
    planned
}

/// The recipient's report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportContent<I> {
    /// The scheme's indicators.
    pub indicators: I,
    /// Accounts, comparable with the budget line by line.
    pub accounts: Vec<AccountLine>,
    /// The amount moved to equity.
    pub moved_to_equity: Money,
    /// True if the auditor's confirmation is attached.
    pub auditor_confirmation: bool,
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
    },
    /// Sent back.
    Returned {
        /// Notices of the rules.
        notices: Vec<Finding>,
    },
    /// Accepted.
    Accepted {
        /// Notices of the rules.
        notices: Vec<Finding>,
        /// Account of the attainment of the goals. Never empty.
        goal_assessment: String,
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
    /// Last day.
    pub due: NaiveDate,
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
    /// [`Refusal::WrongState`] unless open or returned.
    pub fn update(mut self, content: ReportContent<I>, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            ReportState::Open | ReportState::Returned { .. } => {
                self.content = Some(content);
                Ok(self.stamped(step))
            }
            ReportState::Submitted { .. } | ReportState::Accepted { .. } => {
                Err(self.wrong_state(StepName::UpdateReport))
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
                self.state = ReportState::Submitted { notices };
                Ok(self.stamped(step))
            }
            ReportState::Submitted { .. } | ReportState::Accepted { .. } => {
                Err(self.wrong_state(StepName::SubmitReport))
            }
        }
    }

    /// Sends the report back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted.
    pub fn return_to_recipient(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ReportState::Submitted { notices } => ReportState::Returned { notices },
            _ => return Err(self.wrong_state(StepName::ReturnReport)),
        };
        Ok(self.stamped(step))
    }

    /// Accepts the report, with the authority's assessment of goal attainment.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless submitted.
    pub fn accept(mut self, goal_assessment: String, step: StepRecord) -> Result<Self, Refusal> {
        self.state = match self.state {
            ReportState::Submitted { notices } => ReportState::Accepted {
                notices,
                goal_assessment,
            },
            _ => return Err(self.wrong_state(StepName::AcceptReport)),
        };
        Ok(self.stamped(step))
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

/// Returns what every scheme asks of a report: accounts that add up, an auditor from the threshold
/// on, nothing moved to equity.
///
/// `auditor_threshold` is the scheme's rule value; `None` where the scheme's rules ask for the
/// auditor in every case.
#[must_use]
pub fn common_findings<I>(
    grant: &Grant,
    content: &ReportContent<I>,
    auditor_threshold: Option<Money>,
    citation: &str,
) -> Vec<Finding> {
    let granted = grant.granted;
    let mut findings = Vec::new();
    if content.narrative.trim().is_empty() {
        findings.push(
            Finding::new(
                "REPORT_NARRATIVE_MISSING",
                Severity::Blocking,
                "Helsedirektoratet, tilskuddsprosessen",
            )
            .on("narrative"),
        );
    }
    if content.accounts.is_empty() {
        findings.push(
            Finding::new(
                "REPORT_ACCOUNTS_MISSING",
                Severity::Blocking,
                citation.to_owned(),
            )
            .on("accounts"),
        );
    }
    if auditor_threshold.is_none_or(|threshold| granted >= threshold)
        && !content.auditor_confirmation
    {
        findings.push(
            Finding::new(
                "REPORT_AUDITOR_MISSING",
                Severity::Blocking,
                citation.to_owned(),
            )
            .on("auditor_confirmation")
            .with("granted", FindingValue::Money(granted)),
        );
    }
    if content.moved_to_equity > Money::ZERO {
        findings.push(
            Finding::new(
                "REPORT_MOVED_TO_EQUITY",
                Severity::Notice,
                "Riksrevisjonen 2022/23",
            )
            .on("moved_to_equity")
            .with("amount", FindingValue::Money(content.moved_to_equity)),
        );
    }
    let approved = content.approved(grant.approved_budget());
    if content.actual() < approved {
        findings.push(
            Finding::new("REPORT_LOWER_COST", Severity::Notice, citation.to_owned())
                .on("accounts")
                .with("budget", FindingValue::Money(approved))
                .with("actual", FindingValue::Money(content.actual())),
        );
    }
    findings
}
