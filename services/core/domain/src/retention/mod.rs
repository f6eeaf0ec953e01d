//! Retention (bevaring) of cases and their disposal (kassasjon): how long a case of each class is
//! kept, from when, and what stands in the way of its erasure.
//!
//! Times stand in the rules of each scheme. A class without one is kept for ever.

mod disposal;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use crate::calendar::local_date;
use crate::rules::{IfInForce, RuleError, RuleValues};
use crate::step::StepName;

pub use disposal::{
    CaseHold, DISPOSAL_MAX, Disposal, DisposalCase, ErasedCounts, Erasure, Outcome, RetainedCase,
};

/// Rule value: days that a draft is kept that was never submitted.
pub const DRAFT_DAYS: &str = "retention.draft_days";
/// Rule value: years that a case is kept that ended without a grant.
pub const WITHOUT_GRANT_YEARS: &str = "retention.without_grant_years";
/// Rule value: years that a case is kept whose grant has ended.
pub const GRANTED_YEARS: &str = "retention.granted_years";
/// Rule value: days from the announcement of a disposal to the day of erasure.
pub const NOTICE_DAYS: &str = "retention.notice_days";

crate::coded! {
    /// A class of cases that are kept equally long.
    pub RetentionClass {
        /// A draft that was never submitted, in a call that takes no more.
        Draft = "draft",
        /// Withdrawn, dismissed or refused, or an offer that was declined, lapsed or was reversed.
        WithoutGrant = "without_grant",
        /// A grant that has ended.
        Granted = "granted",
    }
}

impl RetentionClass {
    /// Returns the rule value that says how long it is kept.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Draft => DRAFT_DAYS,
            Self::WithoutGrant => WITHOUT_GRANT_YEARS,
            Self::Granted => GRANTED_YEARS,
        }
    }

    /// Returns the day that so many of the rule's days or years are over; none past the calendar.
    fn over(self, ended: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Self::Draft => ended.checked_add_days(Days::new(count.into())),
            Self::WithoutGrant | Self::Granted => {
                ended.checked_add_months(Months::new(count.checked_mul(12)?))
            }
        }
    }
}

crate::coded! {
    /// Why a case is kept.
    pub KeptReason {
        /// It is not decided.
        NotDecided = "not_decided",
        /// The call still takes applications.
        CallOpen = "call_open",
        /// Its grant has not ended.
        GrantRuns = "grant_runs",
        /// A payment of it is not made, or an answer of the bank about it is open.
        PaymentOpen = "payment_open",
        /// A decision about it is not sent.
        LetterNotSent = "letter_not_sent",
        /// An appeal runs.
        AppealRuns = "appeal_runs",
        /// A change that was asked for waits.
        ChangeWaits = "change_waits",
        /// A duty to repay runs.
        DutyRuns = "duty_runs",
        /// Money is being claimed back.
        MoneyOwed = "money_owed",
        /// The rules of the scheme name no time for its class.
        NoRule = "no_rule",
        /// Its time is not over.
        NotDue = "not_due",
        /// It is held.
        Held = "held",
    }
}

/// Steps in a case that its time is not counted from: they are about the case, and not in it.
pub const NOT_COUNTED: [StepName; 6] = [
    StepName::HoldCase,
    StepName::ReleaseCase,
    StepName::AnnounceDisposal,
    StepName::CarryOutDisposal,
    StepName::SetJournalTitles,
    StepName::DeclareInterest,
];

/// The facts of a case that its retention follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// State of the application, by its name.
    pub state: String,
    /// State of the grant, by its name; none where there is none.
    pub grant: Option<String>,
    /// The deadline of its call.
    pub deadline: DateTime<Utc>,
    /// The call takes applications, its deadline aside.
    pub call_open: bool,
    /// The last step in the case, apart from [`NOT_COUNTED`].
    pub last_step: DateTime<Utc>,
    /// What runs or waits in it.
    pub running: Vec<KeptReason>,
    /// It is held.
    pub held: bool,
}

/// Where a case stands in its retention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The class; none while it runs.
    pub class: Option<RetentionClass>,
    /// The day that its time is counted from; none while it runs.
    pub ended: Option<NaiveDate>,
    /// The day that its time is over; none while it runs, and where it is kept for ever.
    pub due: Option<NaiveDate>,
    /// The source of the rule value; empty where there is none.
    pub source: String,
    /// Why it is not erased, whatever the day; none where only the day matters.
    pub kept: Vec<KeptReason>,
}

impl Standing {
    /// Judges a case by the rules of a day.
    ///
    /// # Errors
    /// [`RuleError`] when a rule value is of the wrong type.
    pub fn of(
        facts: &CaseFacts,
        rules: &RuleValues,
        now: DateTime<Utc>,
    ) -> Result<Self, RuleError> {
        let mut kept = facts.running.clone();
        let class = match class_of(facts, now) {
            Ok(class) => Some(class),
            Err(reason) => {
                kept.insert(0, reason);
                None
            }
        };
        let class = class.filter(|_| kept.is_empty());
        let ended = class.map(|class| ended_on(class, facts));
        let rule = match class {
            Some(class) => rules.count(class.rule()).if_in_force()?,
            None => None,
        };
        let due = class.zip(ended).zip(rule.as_ref());
        let due = due.and_then(|((class, ended), rule)| class.over(ended, rule.value));
        if class.is_some() && due.is_none() {
            kept.push(KeptReason::NoRule);
        }
        if facts.held {
            kept.push(KeptReason::Held);
        }
        Ok(Self {
            class,
            ended,
            due,
            source: rule.map(|rule| rule.citation()).unwrap_or_default(),
            kept,
        })
    }

    /// Returns why it is not erased on a day; empty where it may be.
    #[must_use]
    pub fn kept_on(&self, day: NaiveDate) -> Vec<KeptReason> {
        let mut kept = self.kept.clone();
        if self.due.is_some_and(|due| due > day) {
            kept.push(KeptReason::NotDue);
        }
        kept
    }
}

/// The class of a case that has ended, by the state of its application and of its grant.
fn class_of(facts: &CaseFacts, now: DateTime<Utc>) -> Result<RetentionClass, KeptReason> {
    match (facts.state.as_str(), facts.grant.as_deref()) {
        ("draft", _) if facts.call_open && now <= facts.deadline => Err(KeptReason::CallOpen),
        ("draft", _) => Ok(RetentionClass::Draft),
        ("withdrawn" | "dismissed", _)
        | ("refused", None)
        | (_, Some("declined" | "lapsed" | "reversed")) => Ok(RetentionClass::WithoutGrant),
        (_, Some("closed")) => Ok(RetentionClass::Granted),
        (_, Some(_)) => Err(KeptReason::GrantRuns),
        (_, None) => Err(KeptReason::NotDecided),
    }
}

/// The day that the time of a case is counted from: its last step. A draft can be sent in until the
/// deadline of its call.
fn ended_on(class: RetentionClass, facts: &CaseFacts) -> NaiveDate {
    let last = local_date(facts.last_step);
    match class {
        RetentionClass::Draft => last.max(local_date(facts.deadline)),
        RetentionClass::WithoutGrant | RetentionClass::Granted => last,
    }
}
