//! Arrangements that are proposed, rejected or taken back, and interest that comes in.

use chrono::NaiveDate;

use super::claim::fault;
use super::{
    Arrangement, ArrangementPlan, ArrangementState, DuePart, InterestPaid, InterestRules, Recovery,
    RecoveryNumber,
};
use crate::findings::Finding;
use crate::grant::Grant;
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::StepRecord;

impl Grant {
    /// Proposes an arrangement. One of a grant waits at a time.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::RulesNotMet`] with everything that stands in the way.
    pub fn propose_arrangement(
        mut self,
        number: RecoveryNumber,
        plan: ArrangementPlan,
        (rules, today): (&InterestRules, NaiveDate),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let recovery = self.recovery(number)?;
        let mut faults = Vec::new();
        if self.arrangement_waits() {
            faults.push(fault("ARRANGEMENT_WAITS"));
        }
        faults.extend(self.plan_faults(recovery, &plan, (rules, today)));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let place = recovery.arrangements.last().map_or(1, |one| one.number + 1);
        let proposed = step.clone();
        self.with_recovery(number, |one| {
            one.arrangements.push(Arrangement {
                number: place,
                plan,
                proposed,
                state: ArrangementState::Proposed,
                answered: None,
            });
        });
        Ok(self.stamped(step))
    }

    /// Rejects the arrangement that waits, or takes it back.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such recovery, and when none waits.
    pub fn reject_arrangement(
        mut self,
        number: RecoveryNumber,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.arrangement_to_answer(number)?;
        self.answer_arrangement(number, ArrangementState::Rejected, &step);
        Ok(self.stamped(step))
    }

    /// Records interest that came in.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::RulesNotMet`] when more came in than is owed on the day it
    /// was booked, on a day to come, and where a rate is missing.
    pub fn record_interest(
        mut self,
        number: RecoveryNumber,
        (amount, booked, reference): (Money, NaiveDate, String),
        (rules, today): (&InterestRules, NaiveDate),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.recovery(number)?;
        let mut faults = Vec::new();
        if booked > today {
            let future = fault("REPAYMENT_IN_FUTURE").on("booked_date");
            faults.push(future.with("date", booked));
        }
        match self.recovery_standing(number, rules, booked).interest {
            None => faults.push(fault("RECOVERY_RATE_MISSING").with("date", booked)),
            Some(owed) if amount > owed => {
                let above = fault("INTEREST_ABOVE_REST").on("amount");
                faults.push(above.with("amount", amount).with("left", owed));
            }
            Some(_) => {}
        }
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let paid = InterestPaid {
            amount,
            booked,
            reference,
            record: step.clone(),
        };
        self.with_recovery(number, |one| one.interest_paid.push(paid));
        Ok(self.stamped(step))
    }

    /// Returns the arrangement of a recovery that waits.
    pub(super) fn arrangement_to_answer(
        &self,
        number: RecoveryNumber,
    ) -> Result<&Arrangement, Refusal> {
        let waiting = self.recovery(number)?.waiting();
        waiting.ok_or_else(|| Refusal::NotFound {
            resource: format!(
                "{}/arrangements/-",
                names::recovery(&self.call, self.id, number)
            ),
        })
    }

    /// Answers the arrangement that waits.
    pub(super) fn answer_arrangement(
        &mut self,
        number: RecoveryNumber,
        state: ArrangementState,
        step: &StepRecord,
    ) {
        self.with_recovery(number, |one| {
            let mut all = one.arrangements.iter_mut();
            if let Some(waits) = all.find(|one| one.state == ArrangementState::Proposed) {
                waits.state = state;
                waits.answered = Some(step.clone());
            }
        });
    }

    /// Everything that is wrong with an arrangement today. What another grant has to say of a
    /// set-off is asked there.
    pub(super) fn plan_faults(
        &self,
        recovery: &Recovery,
        plan: &ArrangementPlan,
        (rules, today): (&InterestRules, NaiveDate),
    ) -> Vec<Finding> {
        let standing = self.recovery_standing(recovery.number, rules, today);
        let noticed = recovery.claim.is_none();
        // What a notice tells of can be remitted before it is claimed.
        let left = match (noticed, plan) {
            (true, ArrangementPlan::Remission { .. }) => self.unclaimed(),
            _ => standing.left,
        };
        let mut faults = Vec::new();
        if noticed && !matches!(plan, ArrangementPlan::Remission { .. }) {
            faults.push(fault("RECOVERY_NOT_CLAIMED"));
            return faults;
        }
        match plan {
            ArrangementPlan::SetOff { amount, .. } => faults.extend(above(*amount, left)),
            ArrangementPlan::Instalments { parts } => {
                faults.extend(part_faults(parts, left, today));
            }
            ArrangementPlan::Collection { .. } => {
                if !left.is_positive() {
                    faults.push(fault("RECOVERY_NOTHING_LEFT"));
                }
            }
            ArrangementPlan::Remission { amount, interest } => {
                faults.extend(above(*amount, left));
                if *interest > standing.interest.unwrap_or_default() {
                    let owed = standing.interest.unwrap_or_default();
                    let above = fault("INTEREST_ABOVE_REST").on("interest");
                    faults.push(above.with("amount", *interest).with("left", owed));
                }
            }
        }
        faults
    }
}

fn above(amount: Money, left: Money) -> Option<Finding> {
    (amount > left).then(|| {
        let above = fault("RECOVERY_ABOVE_REST").on("amount");
        above.with("amount", amount).with("left", left)
    })
}

/// Everything that is wrong with the parts that a claim is paid in.
fn part_faults(parts: &[DuePart], left: Money, today: NaiveDate) -> Vec<Finding> {
    let mut faults = Vec::new();
    let sum = Money::saturating_sum(parts.iter().map(|one| one.amount));
    if sum != left {
        let other = fault("ARRANGEMENT_SUM").on("parts");
        faults.push(other.with("amount", sum).with("left", left));
    }
    let mut days = parts.iter().map(|one| one.pay_by);
    if let Some(past) = days.find(|day| *day < today) {
        faults.push(fault("ARRANGEMENT_IN_PAST").on("parts").with("date", past));
    }
    let unordered = parts.windows(2).find(|two| two[1].pay_by <= two[0].pay_by);
    faults.extend(unordered.map(|two| {
        let order = fault("ARRANGEMENT_ORDER").on("parts");
        order.with("date", two[1].pay_by)
    }));
    faults
}
