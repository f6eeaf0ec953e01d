//! Duties to repay (tilbakebetalingsplikt) that outlive the payment: one for each thing that a
//! grant paid for, with its write-off, its breach and its release.
//!
//! A duty is planned with the decision, begins when the grant is paid, and ends when its years are
//! complete. A breach on the way claims what is left on that day.

#[cfg(test)]
mod tests;
mod write_off;

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::calendar::{add_years, completed_years};
use crate::findings::FindingValue;
use crate::identifiers::DocumentId;
use crate::money::Money;
use crate::step::StepRecord;

pub use write_off::{WriteOff, basis_points};

crate::coded! {
    /// A breach that makes what is left of a duty due.
    pub BreachKind {
        /// It was sold.
        Sale = "sale",
        /// It is not used for those it was meant for.
        WrongUse = "wrong_use",
        /// It is used against the law.
        LawBreach = "law_breach",
        /// The application gave wrong information.
        WrongInformation = "wrong_information",
    }
}

/// A duty to repay as the decision plans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedObligation {
    /// The kind of thing: its title is the message `obligation-<code>` of the scheme.
    pub code: &'static str,
    /// The values in the title.
    pub args: Vec<(&'static str, FindingValue)>,
    /// Its part of the grant.
    pub amount: Money,
    /// The write-off.
    pub plan: WriteOff,
}

/// A breach of duties, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// Numbers of the duties, each once.
    pub numbers: Vec<i32>,
    /// The kind.
    pub kind: BreachKind,
    /// The day.
    pub on: NaiveDate,
    /// Documents of the grant that prove it, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
}

/// The claim of what was left on the day of a breach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The breach.
    pub breach: BreachKind,
    /// The day of the breach.
    pub on: NaiveDate,
    /// Years that were complete on that day.
    pub completed_years: u32,
    /// The amount: what was left on that day.
    pub amount: Money,
    /// Documents of the grant that prove it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
    /// The person who recorded it, when and why.
    pub record: StepRecord,
}

/// State of a duty; each state carries its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ObligationState {
    /// Waits for the payment.
    Planned,
    /// Runs.
    Running {
        /// The day of the payment.
        began: NaiveDate,
    },
    /// Its years are complete.
    Ended {
        /// The day of the payment.
        began: NaiveDate,
        /// The day its years were complete.
        on: NaiveDate,
    },
    /// It was broken.
    Claimed {
        /// The day of the payment.
        began: NaiveDate,
        /// The claim.
        claim: Claim,
    },
}

impl ObligationState {
    /// The name in the database and in filters.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running { .. } => "running",
            Self::Ended { .. } => "ended",
            Self::Claimed { .. } => "claimed",
        }
    }
}

/// The release of the encumbrance (heftelse) that secured a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The reference in the land register.
    pub reference: String,
    /// The person who recorded it, when and why.
    pub record: StepRecord,
}

/// A duty to repay a part of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// Number among the grant's duties, from 1.
    pub number: i32,
    /// The kind of thing: its title is the message `obligation-<code>` of the scheme.
    pub code: Cow<'static, str>,
    /// The values in the title.
    pub args: Vec<(Cow<'static, str>, FindingValue)>,
    /// Its part of the grant, as decided.
    pub planned: Money,
    /// Its part of what was paid; as decided before the payment.
    pub amount: Money,
    /// The sum of the parts before it: the balances of all parts come to that of the whole, to the
    /// øre.
    pub before: Money,
    /// The write-off.
    pub plan: WriteOff,
    /// Completed years whose write-off is posted.
    pub posted: u32,
    /// Its state.
    pub state: ObligationState,
    /// The release of the encumbrance; none before it.
    pub release: Option<Release>,
}

/// The write-off of one completed year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WrittenOff {
    /// Number of the duty.
    pub number: i32,
    /// The year of the duty, from 1.
    pub year: u32,
    /// The day it was complete.
    pub completed: NaiveDate,
    /// The amount that was written off.
    pub amount: Money,
    /// The amount that is left.
    pub left: Money,
}

/// Returns what is left of all duties together after each number of completed years, from none to
/// all; nothing where there are no duties.
#[must_use]
pub fn repayment_table(duties: &[Obligation]) -> Vec<(u32, Money)> {
    let Some(years) = duties.iter().map(|one| one.plan.years).max() else {
        return Vec::new();
    };
    let left = |year| Money::saturating_sum(duties.iter().map(|one| one.left(year)));
    (0..=years).map(|year| (year, left(year))).collect()
}

impl PlannedObligation {
    /// A duty for a thing of a kind: the values in its title, its part of the grant, its write-off.
    #[must_use]
    pub const fn new(
        code: &'static str,
        args: Vec<(&'static str, FindingValue)>,
        amount: Money,
        plan: WriteOff,
    ) -> Self {
        Self {
            code,
            args,
            amount,
            plan,
        }
    }
}

impl Obligation {
    /// The duties of a decision, numbered in its order.
    #[must_use]
    pub fn plan(planned: Vec<PlannedObligation>) -> Vec<Self> {
        let mut before = Money::ZERO;
        let mut all = Vec::with_capacity(planned.len());
        for (number, one) in (1..).zip(planned) {
            let values = one.args.into_iter();
            all.push(Self {
                number,
                code: Cow::Borrowed(one.code),
                args: values
                    .map(|(name, value)| (Cow::Borrowed(name), value))
                    .collect(),
                planned: one.amount,
                amount: one.amount,
                before,
                plan: one.plan,
                posted: 0,
                state: ObligationState::Planned,
                release: None,
            });
            before = Money::saturating_sum([before, one.amount]);
        }
        all
    }

    /// The day that the duty began; none before the payment.
    #[must_use]
    pub const fn began(&self) -> Option<NaiveDate> {
        match &self.state {
            ObligationState::Planned => None,
            ObligationState::Running { began }
            | ObligationState::Ended { began, .. }
            | ObligationState::Claimed { began, .. } => Some(*began),
        }
    }

    /// The claim of a breach, where there is one.
    #[must_use]
    pub const fn claim(&self) -> Option<&Claim> {
        match &self.state {
            ObligationState::Claimed { claim, .. } => Some(claim),
            ObligationState::Planned
            | ObligationState::Running { .. }
            | ObligationState::Ended { .. } => None,
        }
    }

    /// The records of the people who claimed and released it.
    pub fn records_mut(&mut self) -> impl Iterator<Item = &mut StepRecord> {
        let claim = match &mut self.state {
            ObligationState::Claimed { claim, .. } => Some(&mut claim.record),
            ObligationState::Planned
            | ObligationState::Running { .. }
            | ObligationState::Ended { .. } => None,
        };
        let release = self.release.as_mut().map(|release| &mut release.record);
        claim.into_iter().chain(release)
    }

    /// The name of where it stands, in lists: that of its state, or `released`.
    #[must_use]
    pub const fn state_name(&self) -> &'static str {
        match self.release {
            Some(_) => "released",
            None => self.state.name(),
        }
    }

    /// Returns whether the duty runs.
    #[must_use]
    pub const fn runs(&self) -> bool {
        matches!(self.state, ObligationState::Running { .. })
    }

    /// Returns whether nothing but the payment has happened to it.
    #[must_use]
    pub const fn is_untouched(&self) -> bool {
        let unbroken = matches!(
            self.state,
            ObligationState::Planned | ObligationState::Running { .. }
        );
        unbroken && self.posted == 0 && self.release.is_none()
    }

    /// Returns the amount that is left after a number of completed years.
    #[must_use]
    pub fn left(&self, completed_years: u32) -> Money {
        let to_here = Money::saturating_sum([self.before, self.amount]);
        let [to_here, before] =
            [to_here, self.before].map(|sum| self.plan.left_of(sum, completed_years).ore());
        Money::from_ore(to_here - before)
    }

    /// Returns the share that is left after a number of completed years, of one.
    #[must_use]
    pub fn share_left(&self, completed_years: u32) -> Decimal {
        if completed_years >= self.plan.years {
            return Decimal::ZERO;
        }
        self.plan.share_left(completed_years)
    }

    /// Returns the years that are complete on a day, none before the payment.
    #[must_use]
    pub fn completed_years(&self, day: NaiveDate) -> u32 {
        let years = self.began().map(|began| completed_years(began, day));
        years.unwrap_or(0).min(self.plan.years)
    }

    /// Returns what would be claimed on a day: nothing before the payment, after a claim, and when
    /// the years are complete.
    #[must_use]
    pub fn balance_on(&self, day: NaiveDate) -> Money {
        let broken = self.claim().is_some_and(|claim| day >= claim.on);
        match self.began() {
            Some(began) if began <= day && !broken => self.left(self.completed_years(day)),
            _ => Money::ZERO,
        }
    }

    /// Returns the day that its years are complete; none before the payment.
    #[must_use]
    pub fn ends_on(&self) -> Option<NaiveDate> {
        self.year_on(self.plan.years)
    }

    /// Returns the day that the next year is complete, while the duty runs.
    #[must_use]
    pub fn next_on(&self) -> Option<NaiveDate> {
        if self.runs() {
            self.year_on(self.posted + 1)
        } else {
            None
        }
    }

    fn year_on(&self, year: u32) -> Option<NaiveDate> {
        // A duty of decades does not reach the end of the calendar.
        self.began().and_then(|began| add_years(began, year).ok())
    }

    /// Begins the duty on the day of the payment, or takes it back to the plan.
    pub(crate) fn follow(&mut self, began: Option<NaiveDate>, (amount, before): (Money, Money)) {
        self.amount = amount;
        self.before = before;
        self.state = began.map_or(ObligationState::Planned, |began| ObligationState::Running {
            began,
        });
    }

    /// Writes off every year that is complete on a day, and ends the duty after the last. Gives
    /// what was written off now.
    pub fn walk(&mut self, day: NaiveDate) -> Vec<WrittenOff> {
        let ObligationState::Running { began } = self.state else {
            return Vec::new();
        };
        let complete = self.completed_years(day);
        let written_off = |year| {
            let left = self.left(year);
            Some(WrittenOff {
                number: self.number,
                year,
                completed: self.year_on(year)?,
                amount: Money::from_ore(self.left(year - 1).ore() - left.ore()),
                left,
            })
        };
        let posted: Vec<_> = (self.posted + 1..=complete)
            .filter_map(written_off)
            .collect();
        self.posted = self.posted.max(complete);
        if let Some(on) = self.ends_on().filter(|on| *on <= day) {
            self.state = ObligationState::Ended { began, on };
        }
        posted
    }

    /// Claims what is left on the day of a breach, while the duty runs.
    pub(crate) fn break_on(&mut self, breach: &Breach, record: StepRecord) {
        if let ObligationState::Running { began } = self.state {
            let claim = Claim {
                breach: breach.kind,
                on: breach.on,
                completed_years: self.completed_years(breach.on),
                amount: self.balance_on(breach.on),
                documents: breach.documents.clone(),
                record,
            };
            self.state = ObligationState::Claimed { began, claim };
        }
    }
}
