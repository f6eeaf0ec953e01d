//! Reports that are late: later last days and reminders.

use domain::grant::Notice;
use domain::report::{Extension, Reminder, ReminderSide};

use text::Language;

use crate::outward::{Outward, count, timestamp};
use crate::{SchemeContract, v1};

impl From<ReminderSide> for v1::ReminderSide {
    fn from(side: ReminderSide) -> Self {
        match side {
            ReminderSide::Before => Self::Before,
            ReminderSide::After => Self::After,
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// A later last day.
    pub(crate) fn extension(&self, extension: &Extension) -> v1::ReportExtension {
        v1::ReportExtension {
            from_date: extension.from.to_string(),
            due_date: extension.due.to_string(),
            step: Some(self.step(&extension.record, true)),
            notice: notice_text(&extension.notice, self.language),
        }
    }

    /// A reminder.
    #[must_use]
    pub fn reminder(&self, reminder: &Reminder) -> v1::ReportReminder {
        v1::ReportReminder {
            due_date: reminder.due.to_string(),
            side: v1::ReminderSide::from(reminder.step.side).into(),
            days: count(reminder.step.days),
            send_time: Some(timestamp(reminder.at)),
            sender: self.actor(&reminder.by, true),
            notice: notice_text(&reminder.notice, self.language),
        }
    }
}

fn notice_text(notice: &Notice, language: Language) -> String {
    notice.get(&language).cloned().unwrap_or_default()
}
