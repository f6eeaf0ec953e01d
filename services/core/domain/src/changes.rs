//! What a partial update changes: a value for each field the client named, nothing for the others.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::application::{Applicant, Draft};
use crate::call::{CallTerms, TailRule};
use crate::identifiers::{CallId, ChapterPost};
use crate::money::Money;
use crate::report::{AccountLine, ReportContent};

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
    /// What happens at the end of a ranked list.
    pub tail_rule: Option<TailRule>,
    /// The call of the round before; the inner `None` takes it away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_call: Option<Option<CallId>>,
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
        }
    }
}

/// New values for what an applicant wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftChanges<F> {
    /// Who applies.
    pub applicant: Option<Applicant>,
    /// What is applied for.
    pub requested: Option<Money>,
    /// What the applicant got the year before; the inner `None` takes it away.
    pub last_year: Option<Option<Money>>,
    /// The scheme's form, as a whole.
    pub form: Option<F>,
}

impl<F> DraftChanges<F> {
    /// What the applicant wrote, with the changes in it.
    #[must_use]
    pub fn apply(self, draft: Draft<F>) -> Draft<F> {
        Draft {
            applicant: self.applicant.unwrap_or(draft.applicant),
            requested: self.requested.unwrap_or(draft.requested),
            last_year: self.last_year.unwrap_or(draft.last_year),
            form: self.form.unwrap_or(draft.form),
        }
    }
}

/// New values for what a recipient reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportChanges<I> {
    /// The scheme's indicators, as a whole.
    pub indicators: Option<I>,
    /// The accounts, as a whole.
    pub accounts: Option<Vec<AccountLine>>,
    /// What was moved to equity.
    pub moved_to_equity: Option<Money>,
    /// Whether the auditor's confirmation is attached.
    pub auditor_confirmation: Option<bool>,
    /// What was done, in words.
    pub narrative: Option<String>,
}

impl<I> ReportChanges<I> {
    /// What the recipient reports, with the changes in it; `None` when nothing was written before
    /// and the changes hold no indicators, which a report cannot be without.
    #[must_use]
    pub fn apply(self, content: Option<ReportContent<I>>) -> Option<ReportContent<I>> {
        Some(match content {
            Some(content) => ReportContent {
                indicators: self.indicators.unwrap_or(content.indicators),
                accounts: self.accounts.unwrap_or(content.accounts),
                moved_to_equity: self.moved_to_equity.unwrap_or(content.moved_to_equity),
                auditor_confirmation: self
                    .auditor_confirmation
                    .unwrap_or(content.auditor_confirmation),
                narrative: self.narrative.unwrap_or(content.narrative),
            },
            None => ReportContent {
                indicators: self.indicators?,
                accounts: self.accounts.unwrap_or_default(),
                moved_to_equity: self.moved_to_equity.unwrap_or_default(),
                auditor_confirmation: self.auditor_confirmation.unwrap_or_default(),
                narrative: self.narrative.unwrap_or_default(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: ReportChanges<u8> = ReportChanges {
        indicators: None,
        accounts: None,
        moved_to_equity: None,
        auditor_confirmation: None,
        narrative: None,
    };

    #[test]
    fn a_report_begins_with_its_indicators() {
        assert_eq!(NOTHING.apply(None), None);
        let first = ReportChanges {
            indicators: Some(7),
            ..NOTHING
        };
        let begun = first.apply(None).unwrap();
        assert_eq!(begun.moved_to_equity, Money::ZERO);
        let narrated = ReportChanges {
            narrative: Some("Ferdig.".to_owned()),
            ..NOTHING
        };
        let written = narrated.apply(Some(begun)).unwrap();
        assert_eq!(
            (written.indicators, written.narrative.as_str()),
            (7, "Ferdig."),
            "what was not named stays"
        );
    }

    #[test]
    fn last_year_can_be_taken_away_or_left() {
        let draft = Draft {
            applicant: Applicant {
                organisation: crate::identifiers::OrganisationNumber::invented(1),
                name: "Klepp".to_owned(),
                kind: crate::organisation::ApplicantKind::Municipality,
                municipality: "1120".parse().unwrap(),
                invented_number: true,
            },
            requested: Money::kroner(5),
            last_year: Some(Money::kroner(4)),
            form: (),
        };
        let changes = |last_year| DraftChanges {
            applicant: None,
            requested: None,
            last_year,
            form: None,
        };
        assert_eq!(changes(None).apply(draft.clone()), draft);
        assert_eq!(changes(Some(None)).apply(draft).last_year, None);
    }
}
