//! A partial update of a call: a value for each field the client named.

use allocation::Tail;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::CallTerms;
use crate::appeal::AppealMoney;
use crate::identifiers::{CallId, ChapterPost};
use crate::money::Money;

/// New values for a call's terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CallChanges {
    /// Title.
    pub title: Option<String>,
    /// The year the grants are for.
    pub grant_year: Option<i32>,
    /// Chapter and post of the state budget.
    pub chapter_post: Option<ChapterPost>,
    /// Last moment an application is in time.
    pub deadline: Option<DateTime<Utc>>,
    /// The day whose rule values apply.
    pub rules_date: Option<NaiveDate>,
    /// Budget by sub-frame: code and amount.
    pub sub_frames: Option<Vec<(String, Money)>>,
    /// Days to accept an offer.
    pub acceptance_days: Option<u16>,
    /// Last day to report.
    pub report_due: Option<NaiveDate>,
    /// The rule for the end of a ranked list.
    pub tail_rule: Option<Tail>,
    /// The call of the round before; the inner `None` takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_call: Option<Option<CallId>>,
    /// The sources of the money of upheld appeals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeal_money: Option<Vec<AppealMoney>>,
}

impl CallChanges {
    /// The terms with the changes in them. [`CallTerms::faults`] says whether the two together
    /// hold.
    #[must_use]
    pub fn apply(self, terms: CallTerms) -> CallTerms {
        CallTerms {
            title: self.title.unwrap_or(terms.title),
            grant_year: self.grant_year.unwrap_or(terms.grant_year),
            chapter_post: self.chapter_post.unwrap_or(terms.chapter_post),
            deadline: self.deadline.unwrap_or(terms.deadline),
            rules_date: self.rules_date.unwrap_or(terms.rules_date),
            sub_frames: self.sub_frames.unwrap_or(terms.sub_frames),
            acceptance_days: self.acceptance_days.unwrap_or(terms.acceptance_days),
            report_due: self.report_due.unwrap_or(terms.report_due),
            tail_rule: self.tail_rule.unwrap_or(terms.tail_rule),
            previous_call: self.previous_call.unwrap_or(terms.previous_call),
            appeal_money: self.appeal_money.unwrap_or(terms.appeal_money),
        }
    }
}
