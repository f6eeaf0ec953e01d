//! Reports that are late: reminders, extensions, and what an overdue report blocks.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use text::Catalogue;

use super::{Report, ReportState};
use crate::calendar::add_days;
use crate::coded;
use crate::findings::{Finding, FindingValue};
use crate::grant::{Notice, notice};
use crate::refusal::Refusal;
use crate::rules::{IfInForce, RuleData, RuleError, RuleValues};
use crate::step::{StepName, StepRecord};

/// The rule value with the days before the last day on which a recipient is reminded.
pub const REMINDER_DAYS_BEFORE: &str = "report.reminder_days_before";

/// The rule value with the days after the last day on which a recipient is reminded.
pub const REMINDER_DAYS_AFTER: &str = "report.reminder_days_after";

/// The rule value that lists what an overdue report blocks, in codes of [`Blocked`].
pub const OVERDUE_BLOCKS: &str = "report.overdue_blocks";

coded! {
    /// The things that an overdue report can block.
    pub Blocked {
        /// Payments of the grant.
        Payment = "payment",
        /// The decision on new applications of the recipient.
        Application = "application",
    }
}

impl Blocked {
    /// Returns the source of the rule, where an overdue report blocks this.
    ///
    /// # Errors
    /// [`RuleError`] when the value is no list of texts.
    pub fn by_overdue(self, rules: &RuleValues) -> Result<Option<String>, RuleError> {
        let blocks = rules.texts(OVERDUE_BLOCKS).if_in_force()?;
        let named = blocks.filter(|cited| cited.value.contains(&self.code()));
        Ok(named.map(|cited| cited.citation()))
    }
}

coded! {
    /// The side of the last day on which a reminder is sent.
    pub ReminderSide {
        /// Before it, or on it.
        Before = "before",
        /// After it.
        After = "after",
    }
}

/// The step of reminding: so many days before or after the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReminderStep {
    /// The side of the last day.
    pub side: ReminderSide,
    /// The days between.
    pub days: u32,
}

/// The steps of reminding that a call's rules name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReminderSteps {
    before: BTreeSet<u32>,
    after: BTreeSet<u32>,
}

impl ReminderSteps {
    /// Reads the steps; none where the rules name none.
    ///
    /// # Errors
    /// [`RuleError`] when a value is no list.
    pub fn of(rules: &RuleValues) -> Result<Self, RuleError> {
        Ok(Self {
            before: days(rules, REMINDER_DAYS_BEFORE)?,
            after: days(rules, REMINDER_DAYS_AFTER)?,
        })
    }

    /// Returns the step that a day has reached: before the last day the nearest one whose day has
    /// come, after it the furthest. A step whose days went by without a reminder is passed over for
    /// the next, so that a recipient does not get two reminders at once.
    #[must_use]
    pub fn reached(&self, due: NaiveDate, today: NaiveDate) -> Option<ReminderStep> {
        let left = (due - today).num_days();
        let distance = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
        let (side, days) = if left >= 0 {
            (ReminderSide::Before, self.before.range(distance..).next())
        } else {
            (
                ReminderSide::After,
                self.after.range(..=distance).next_back(),
            )
        };
        days.map(|days| ReminderStep { side, days: *days })
    }

    /// Returns the latest last day that anybody is reminded of today.
    #[must_use]
    pub fn last_day(&self, today: NaiveDate) -> NaiveDate {
        let most = self.before.last().copied().unwrap_or_default();
        add_days(today, most).unwrap_or(NaiveDate::MAX)
    }
}

fn days(rules: &RuleValues, id: &str) -> Result<BTreeSet<u32>, RuleError> {
    let whole = |item: &RuleData| match item {
        RuleData::Integer(days) => u32::try_from(*days).ok(),
        RuleData::Decimal(_)
        | RuleData::Text(_)
        | RuleData::Date(_)
        | RuleData::Flag(_)
        | RuleData::List(_)
        | RuleData::Table(_) => None,
    };
    let list = rules.list(id).if_in_force()?;
    Ok(list.map_or_else(BTreeSet::new, |list| {
        list.value.iter().filter_map(whole).collect()
    }))
}

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The last day that it reminds of.
    pub due: NaiveDate,
    /// The step.
    pub step: ReminderStep,
    /// When it was sent.
    pub at: DateTime<Utc>,
    /// The person who sent it.
    pub by: String,
    /// The notice as it was written.
    pub notice: Notice,
}

/// A later last day to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The last day before.
    pub from: NaiveDate,
    /// The last day since.
    pub due: NaiveDate,
    /// The person who gave it, the time and the reason.
    pub record: StepRecord,
    /// The notice as it was written.
    pub notice: Notice,
}

/// Writes the notice that reminds of a report. `messages` are the scheme's, read before the
/// domain's.
#[must_use]
pub fn reminder_notice(
    messages: &Catalogue,
    case_reference: &str,
    due: NaiveDate,
    step: ReminderStep,
) -> Notice {
    let values = [
        ("case", FindingValue::Text(case_reference.to_owned())),
        ("date", FindingValue::Date(due)),
    ];
    let id = match step.side {
        ReminderSide::Before => "notice-report-due",
        ReminderSide::After => "notice-report-overdue",
    };
    notice(messages, id, &values)
}

impl<I> Report<I> {
    /// Returns whether the report is not delivered on a day after its last.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due.is_some_and(|due| due < today) && self.is_undelivered()
    }

    /// Returns whether the report is not delivered.
    #[must_use]
    pub fn is_undelivered(&self) -> bool {
        matches!(self.state, ReportState::Open | ReportState::Returned { .. })
    }

    /// Gives the recipient until a later day. `messages` are the scheme's, read before the
    /// domain's.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] once delivered; [`Refusal::RulesNotMet`] for a day in the past, or
    /// not after the present last day, and before a report has one.
    pub fn extend(
        mut self,
        messages: &Catalogue,
        due: NaiveDate,
        today: NaiveDate,
        record: StepRecord,
    ) -> Result<Self, Refusal> {
        if !self.is_undelivered() {
            return Err(self.wrong_state(StepName::ExtendReport));
        }
        let Some(before) = self.due else {
            let finding = Finding::blocking("REPORT_EXTENSION_NO_DAY", "configurable");
            return Err(Refusal::RulesNotMet(vec![finding]));
        };
        let fault = |code| Finding::blocking(code, "configurable").on("due_date");
        let mut faults = Vec::new();
        if due <= before {
            faults.push(fault("REPORT_EXTENSION_NOT_LATER").with("date", before));
        }
        if due < today {
            faults.push(fault("REPORT_EXTENSION_PAST").with("date", due));
        }
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let values = [
            ("case", FindingValue::Text(self.case_reference.to_string())),
            ("from", FindingValue::Date(before)),
            ("date", FindingValue::Date(due)),
            ("reason", FindingValue::Text(record.reason.clone())),
        ];
        self.extensions.push(Extension {
            from: before,
            due,
            record: record.clone(),
            notice: notice(messages, "notice-report-extended", &values),
        });
        self.due = Some(due);
        Ok(self.stamped(record))
    }
}
