//! Recoveries (tilbakekreving): the way of money that a grant must pay back, from the notice over
//! the claim to the day that nothing remains.
//!
//! A grant can have several, one after the other; a later one claims what no earlier one claims.
//! Money that comes in is held against the oldest claim first, and against its amount before its
//! interest.

mod approve;
mod arrangement;
mod claim;
mod interest;
mod lowered;
mod standing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Grant;
use crate::decision::DecisionNumber;
use crate::identifiers::{ApplicationId, CallId, serial_number};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::StepRecord;

pub use approve::{Approved, KeptOf, SetOff};
pub use claim::Claiming;
pub use interest::{InterestFrom, InterestRate, InterestRules};
pub use lowered::{ClaimLowered, Lowered};
pub use standing::RecoveryStanding;

serial_number!(
    /// Number of a recovery among those of its grant, from 1.
    RecoveryNumber
);

crate::coded! {
    /// The fault of the recipient in what it must pay back.
    pub FaultClass {
        /// It did not know, and had no reason to know.
        GoodFaith = "good_faith",
        /// It ought to have known.
        Negligence = "negligence",
        /// It knew, or was grossly negligent.
        GrossNegligence = "gross_negligence",
    }
}

/// The notice that money will be claimed back (forhåndsvarsel).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryNotice {
    /// The amount that is to be claimed.
    pub amount: Money,
    /// The last day to answer.
    pub answer_by: NaiveDate,
    /// Numbers of the duties whose breach it tells of; none where a settlement or a decision
    /// lowered the grant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<i32>,
    /// The fault of the recipient in a breach as the notice has it; the claim says what holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<FaultClass>,
    /// The person who gave it, when and why.
    pub record: StepRecord,
}

/// The claim (tilbakebetalingskrav).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryClaim {
    /// The decision that claims it.
    pub decision: DecisionNumber,
    /// The amount, as it is claimed now.
    pub amount: Money,
    /// The fault of the recipient.
    pub fault: FaultClass,
    /// The last day to pay it back.
    pub pay_by: NaiveDate,
    /// The first day with interest; none without interest.
    pub interest_from: Option<NaiveDate>,
    /// The person who decided, when and why.
    pub record: StepRecord,
    /// The appeals that lowered it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lowered: Vec<ClaimLowered>,
}

/// A part of a claim, and the last day to pay it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuePart {
    /// The last day.
    pub pay_by: NaiveDate,
    /// The amount.
    pub amount: Money,
}

/// A way to settle what is claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ArrangementPlan {
    /// A later payment to the recipient is kept for it (motregning).
    SetOff {
        /// The call of the other grant.
        call: CallId,
        /// The other grant.
        grant: ApplicationId,
        /// The instalment that is kept, as a whole or in part.
        instalment: i32,
        /// The amount.
        amount: Money,
    },
    /// It is paid in parts (avdrag).
    Instalments {
        /// The parts, by their days. They come to the whole.
        parts: Vec<DuePart>,
    },
    /// A collector takes it over (innkreving).
    Collection {
        /// The collector's reference.
        reference: String,
    },
    /// It is not claimed any more (ettergivelse).
    Remission {
        /// Of the amount.
        amount: Money,
        /// Of its interest.
        interest: Money,
    },
}

/// State of an arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrangementState {
    /// Waits for another person.
    Proposed,
    /// Approved, and in force.
    Approved,
    /// Rejected, or taken back.
    Rejected,
}

/// An arrangement: proposed by one person, approved by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Number among the recovery's arrangements, from 1.
    pub number: i32,
    /// The arrangement.
    pub plan: ArrangementPlan,
    /// The person who proposed it, when and why.
    pub proposed: StepRecord,
    /// Its state.
    pub state: ArrangementState,
    /// The answer; none before it.
    pub answered: Option<StepRecord>,
}

/// Interest that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterestPaid {
    /// The amount.
    pub amount: Money,
    /// The day it was booked.
    pub booked: NaiveDate,
    /// The reference, such as that of the voucher.
    pub reference: String,
    /// The person who recorded it, and the time.
    pub record: StepRecord,
}

/// A recovery. It is kept for ever, whatever became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Number among the grant's recoveries.
    pub number: RecoveryNumber,
    /// The notice; none in recoveries from before breaches had one.
    pub notice: Option<RecoveryNotice>,
    /// The recipient's answer: its reason is the answer.
    pub answer: Option<StepRecord>,
    /// The claim; none before it.
    pub claim: Option<RecoveryClaim>,
    /// Every arrangement, in order.
    pub arrangements: Vec<Arrangement>,
    /// Interest that came in, in order.
    pub interest_paid: Vec<InterestPaid>,
}

impl Recovery {
    /// The arrangement that waits for another person.
    #[must_use]
    pub fn waiting(&self) -> Option<&Arrangement> {
        let mut all = self.arrangements.iter();
        all.find(|one| one.state == ArrangementState::Proposed)
    }

    /// The approved arrangements.
    pub fn approved(&self) -> impl DoubleEndedIterator<Item = &Arrangement> {
        let all = self.arrangements.iter();
        all.filter(|one| one.state == ArrangementState::Approved)
    }

    /// The plan that says how what remains is to come in: the last such that was approved.
    #[must_use]
    pub fn binding(&self) -> Option<&ArrangementPlan> {
        let mut plans = self.approved().rev().map(|one| &one.plan);
        plans.find(|plan| plan.binds())
    }

    /// Returns true if it is paid in parts.
    #[must_use]
    pub fn is_in_parts(&self) -> bool {
        matches!(self.binding(), Some(ArrangementPlan::Instalments { .. }))
    }

    /// The records of the people in it.
    pub fn records_mut(&mut self) -> impl Iterator<Item = &mut StepRecord> {
        let notice = self.notice.iter_mut().map(|notice| &mut notice.record);
        let claim = self.claim.iter_mut().flat_map(|claim| {
            let lowered = claim.lowered.iter_mut().map(|one| &mut one.record);
            lowered.chain([&mut claim.record])
        });
        let arrangements = self.arrangements.iter_mut();
        let arrangements =
            arrangements.flat_map(|one| one.answered.iter_mut().chain([&mut one.proposed]));
        let interest = self.interest_paid.iter_mut().map(|one| &mut one.record);
        let answer = self.answer.iter_mut();
        notice
            .chain(answer)
            .chain(claim)
            .chain(arrangements)
            .chain(interest)
    }
}

impl ArrangementPlan {
    /// Returns true if it says how what remains is to come in, until another does.
    const fn binds(&self) -> bool {
        match self {
            Self::Instalments { .. } | Self::Collection { .. } => true,
            Self::SetOff { .. } | Self::Remission { .. } => false,
        }
    }
}

impl Grant {
    /// Returns the recovery of a number.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is none with the number.
    pub fn recovery(&self, number: RecoveryNumber) -> Result<&Recovery, Refusal> {
        let mut all = self.recoveries.iter();
        let found = all.find(|one| one.number == number);
        found.ok_or_else(|| Refusal::NotFound {
            resource: names::recovery(&self.call, self.id, number),
        })
    }

    /// The number of the next recovery.
    fn next_recovery(&self) -> RecoveryNumber {
        let last = self.recoveries.last();
        last.map_or(RecoveryNumber::FIRST, |last| last.number.next())
    }

    /// Changes the recovery of a number.
    fn with_recovery(&mut self, number: RecoveryNumber, change: impl FnOnce(&mut Recovery)) {
        let mut all = self.recoveries.iter_mut();
        if let Some(found) = all.find(|one| one.number == number) {
            change(found);
        }
    }
}
