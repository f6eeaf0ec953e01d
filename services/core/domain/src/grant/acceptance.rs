//! An offer and its end: accepted or declined in time, accepted late by leave, or lapsed after a
//! notice (forhåndsvarsel).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Grant, GrantState, Notice, TermsVersion};
use crate::findings::Finding;
use crate::identifiers::AccountNumber;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// The rule value with the days that a recipient has to accept, in calls that name no others.
pub const ACCEPTANCE_DAYS: &str = "acceptance.days";

/// The rule value with the days that a recipient has to answer a notice that its offer will lapse.
pub const LAPSE_NOTICE_DAYS: &str = "lapse.notice_days";

/// Leave to accept an offer after its last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateAcceptance {
    /// The person who gave it, the time and the reason.
    pub record: StepRecord,
    /// The last day to accept now.
    pub accept_by: NaiveDate,
    /// The terms that were in force when it was given; none where it is older than versions of
    /// terms.
    #[serde(default)]
    pub terms: Option<TermsVersion>,
}

/// A notice that an offer will lapse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LapseNotice {
    /// The person who gave it, the time, and the way in which the recipient was told.
    pub record: StepRecord,
    /// The last day to answer it.
    pub answer_by: NaiveDate,
    /// The notice as it was written.
    pub notice: Notice,
}

impl Grant {
    /// Returns the last day to accept the offer: the letter's, or a later one that was admitted or
    /// that the answer to a revised budget gave.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let late = self.late_acceptance.as_ref();
        let told = late.map_or(self.accept_by, |late| late.accept_by);
        let revised = self.budget.as_ref().and_then(|of| of.revised.as_ref());
        let answered = revised.and_then(|revised| revised.accept_by);
        answered.map_or(told, |answered| answered.max(told))
    }

    /// Accepts the offer and its terms. `today` is the Norwegian date.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::OtherTerms`] unless these are the terms
    /// that were sent last; [`Refusal::RulesNotMet`] before any were sent, after the last day, and
    /// before a partial grant has the revised budget that it needs.
    pub fn accept(
        mut self,
        (account, terms): (AccountNumber, TermsVersion),
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.require_offered(StepName::AcceptGrant)?;
        self.require_terms(&terms)?;
        let mut findings: Vec<Finding> = self.budget_finding().into_iter().collect();
        // A recipient whose budget waits is not late.
        if today > self.last_day() && !self.budget_waits() {
            findings.push(finding("GRANT_ACCEPTANCE_LATE", self.last_day()));
        }
        if !findings.is_empty() {
            return Err(Refusal::RulesNotMet(findings));
        }
        self.state = GrantState::Accepted { account };
        self.accepted_terms = Some(terms);
        Ok(self.stamped(step))
    }

    /// Declines the offer; the money returns to the frame.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered.
    pub fn decline(mut self, step: StepRecord) -> Result<Self, Refusal> {
        self.require_offered(StepName::DeclineGrant)?;
        self.state = GrantState::Declined;
        Ok(self.stamped(step))
    }

    /// Lets the recipient accept after the last day, until another. A notice that the offer will
    /// lapse falls away.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::OtherTerms`] unless these are the terms
    /// that were sent last; [`Refusal::RulesNotMet`] before any were sent, before the last day is
    /// over, while a revised budget waits, or when the new day is over.
    pub fn admit_late_acceptance(
        mut self,
        (accept_by, terms): (NaiveDate, TermsVersion),
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let name = StepName::AdmitLateAcceptance;
        self.require_offered(name)?;
        self.require_terms(&terms)?;
        self.require_over(name, "GRANT_ACCEPTANCE_NOT_LATE", today)?;
        if accept_by < today {
            return Err(refused("GRANT_LATE_DAY_OVER", accept_by));
        }
        let record = step.clone();
        self.late_acceptance = Some(LateAcceptance {
            record,
            accept_by,
            terms: Some(terms),
        });
        self.lapse_notice = None;
        Ok(self.stamped(step))
    }

    /// Gives the recipient until a later day to accept. A notice that the offer will lapse falls
    /// away.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered.
    pub fn accept_later(mut self, until: NaiveDate, step: StepRecord) -> Result<Self, Refusal> {
        self.require_offered(StepName::MoveDeadlines)?;
        self.late_acceptance = Some(LateAcceptance {
            record: step.clone(),
            accept_by: until,
            terms: self.terms.clone(),
        });
        self.lapse_notice = None;
        Ok(self.stamped(step))
    }

    /// Gives notice that the offer will lapse.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] before the last day is
    /// over, while a revised budget waits, before a letter is sent, and when notice is given.
    pub fn notice_lapse(
        mut self,
        (answer_by, notice): (NaiveDate, Notice),
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.require_over(StepName::NoticeLapse, "GRANT_STILL_OPEN", today)?;
        // A recipient that was never told has not been silent.
        self.sent_terms()?;
        if let Some(given) = &self.lapse_notice {
            return Err(refused("GRANT_LAPSE_NOTICED", given.answer_by));
        }
        self.lapse_notice = Some(LapseNotice {
            record: step.clone(),
            answer_by,
            notice,
        });
        Ok(self.stamped(step))
    }

    /// Records that the offer lapsed; the money returns to the frame. Returns the notice that came
    /// before.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] before the last day is
    /// over, while a revised budget waits, without a notice, or before the days to answer it are
    /// over.
    pub fn lapse(
        mut self,
        today: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, LapseNotice), Refusal> {
        self.require_over(StepName::LapseGrant, "GRANT_STILL_OPEN", today)?;
        let Some(notice) = self.lapse_notice.clone() else {
            return Err(refused("GRANT_LAPSE_NOT_NOTICED", self.last_day()));
        };
        if today <= notice.answer_by {
            return Err(refused("GRANT_LAPSE_NOTICED", notice.answer_by));
        }
        self.state = GrantState::Lapsed;
        Ok((self.stamped(step), notice))
    }

    pub(super) fn require_offered(&self, step: StepName) -> Result<(), Refusal> {
        if self.state == GrantState::Offered {
            return Ok(());
        }
        Err(self.wrong_state(step))
    }

    /// Requires an offer whose last day is over, and whose recipient waits for no answer.
    fn require_over(
        &self,
        step: StepName,
        code: &'static str,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        self.require_offered(step)?;
        if today <= self.last_day() {
            return Err(refused(code, self.last_day()));
        }
        if self.budget_waits() {
            let finding = Finding::blocking("GRANT_BUDGET_WAITS", "configurable");
            return Err(Refusal::RulesNotMet(vec![finding]));
        }
        Ok(())
    }
}

fn finding(code: &'static str, date: NaiveDate) -> Finding {
    Finding::blocking(code, "configurable").with("date", date)
}

pub(super) fn refused(code: &'static str, date: NaiveDate) -> Refusal {
    Refusal::RulesNotMet(vec![finding(code, date)])
}
