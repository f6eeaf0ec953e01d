//! A scheme's plan for one sub-frame.

use chrono::NaiveDate;

use super::{Division, PlanRule};

/// A sub-frame with its division, its classes and its release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFramePlan {
    /// Code. Its title is the message `sub-frame-<code>`.
    pub code: &'static str,
    /// Its division.
    pub division: Division,
    /// Priority classes in order. Each title is the message `class-<code>`. Empty: all stand equal,
    /// in class 1.
    pub priority_classes: &'static [&'static str],
    /// The release of what no applicant here can use to another sub-frame.
    pub release: Option<Release>,
}

impl SubFramePlan {
    /// A sub-frame divided by a rule and nothing else: all equal, nothing released.
    #[must_use]
    pub const fn by(code: &'static str, rule: PlanRule) -> Self {
        Self {
            code,
            division: Division::by(rule),
            priority_classes: &[],
            release: None,
        }
    }

    /// The same, with priority classes.
    #[must_use]
    pub const fn in_classes(mut self, classes: &'static [&'static str]) -> Self {
        self.priority_classes = classes;
        self
    }

    /// Returns how many priority classes there are: one where all stand equal.
    #[must_use]
    pub fn classes(&self) -> u32 {
        u32::try_from(self.priority_classes.len().max(1)).unwrap_or(u32::MAX)
    }
}

/// A sub-frame that is kept for its own applicants until a day of the grant year, and then open to
/// another's (frigis).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Code of the sub-frame that what is left goes to.
    pub to: &'static str,
    /// Month of the last day it is kept.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
}

impl Release {
    /// Returns true if it is open to all on a day: the day after the last, in the grant year, and
    /// from then on. A day that the year lacks has not come.
    #[must_use]
    pub fn has_come(&self, grant_year: i32, today: NaiveDate) -> bool {
        NaiveDate::from_ymd_opt(grant_year, self.month, self.day).is_some_and(|last| today > last)
    }
}
