//! Notice, answer and claim.

use chrono::NaiveDate;

use super::{FaultClass, InterestRules, Recovery, RecoveryClaim, RecoveryNotice, RecoveryNumber};
use crate::decision::DecisionNumber;
use crate::findings::Finding;
use crate::grant::{Grant, GrantState, InstalmentState};
use crate::money::Money;
use crate::names;
use crate::obligation::{Breach, Obligation};
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// A claim as it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claiming {
    /// The decision that claims it.
    pub decision: DecisionNumber,
    /// The amount.
    pub amount: Money,
    /// The fault of the recipient.
    pub fault: FaultClass,
    /// The last day to pay it back.
    pub pay_by: NaiveDate,
}

impl Grant {
    /// Gives notice that what must be repaid and is not claimed yet will be.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless in recovery; [`Refusal::RulesNotMet`] when all is claimed,
    /// and while another notice waits for its claim.
    pub fn notice_recovery(
        mut self,
        answer_by: NaiveDate,
        step: StepRecord,
    ) -> Result<(Self, Recovery), Refusal> {
        let GrantState::Recovery { .. } = self.state else {
            return Err(self.wrong_state(StepName::NoticeRecovery));
        };
        let amount = self.unnoticed();
        if !self.unclaimed().is_positive() {
            return Err(Refusal::RulesNotMet(vec![fault("RECOVERY_NOTHING_LEFT")]));
        }
        let waits = self.waiting_notices().find(|(_, notice)| {
            // A notice of a breach leaves room for one of the rest.
            notice.duties.is_empty() || !amount.is_positive()
        });
        if let Some((waits, _)) = waits {
            let number = i64::from(waits.get());
            let noticed = fault("RECOVERY_NOTICED").with("number", number);
            return Err(Refusal::RulesNotMet(vec![noticed]));
        }
        let recovery = self.add_notice(RecoveryNotice {
            amount,
            answer_by,
            duties: Vec::new(),
            fault: None,
            record: step.clone(),
        });
        Ok((self.stamped(step), recovery))
    }

    /// Gives notice that what is left of broken duties will be claimed, as far as it was paid and
    /// no other recovery asks for it; none when nothing is.
    pub fn notice_breach(
        &mut self,
        (breach, fault): (&Breach, FaultClass),
        answer_by: NaiveDate,
        step: &StepRecord,
    ) -> Option<Recovery> {
        let broken = self.broken(&breach.numbers);
        let claims = broken.into_iter().filter_map(Obligation::claim);
        let sum = Money::saturating_sum(claims.map(|claim| claim.amount));
        let amount = sum.min(self.unnoticed());
        amount.is_positive().then(|| {
            self.add_notice(RecoveryNotice {
                amount,
                answer_by,
                duties: breach.numbers.clone(),
                fault: Some(fault),
                record: step.clone(),
            })
        })
    }

    /// The duties of these numbers.
    #[must_use]
    pub fn broken(&self, numbers: &[i32]) -> Vec<&Obligation> {
        let duties = self.obligations.iter();
        duties.filter(|one| numbers.contains(&one.number)).collect()
    }

    /// Opens a recovery with a notice.
    fn add_notice(&mut self, notice: RecoveryNotice) -> Recovery {
        let recovery = Recovery {
            number: self.next_recovery(),
            notice: Some(notice),
            answer: None,
            claim: None,
            arrangements: Vec::new(),
            interest_paid: Vec::new(),
        };
        self.recoveries.push(recovery.clone());
        recovery
    }

    /// The notices whose claim is not made yet.
    fn waiting_notices(&self) -> impl Iterator<Item = (RecoveryNumber, &RecoveryNotice)> {
        let all = self.recoveries.iter().filter(|one| one.claim.is_none());
        all.filter_map(|one| Some((one.number, one.notice.as_ref()?)))
    }

    /// Returns what must be repaid and neither a claim nor a notice asks for.
    fn unnoticed(&self) -> Money {
        let noticed = self.waiting_notices().map(|(_, notice)| notice.amount);
        let noticed = Money::saturating_sum(noticed);
        Money::from_ore((self.unclaimed().ore() - noticed.ore()).max(0))
    }

    /// Records the recipient's answer to a notice, which is the step's reason. A later answer takes
    /// the place of the one before.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::WrongState`] once it is claimed.
    pub fn answer_recovery(
        mut self,
        number: RecoveryNumber,
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        self.noticed(number, StepName::AnswerRecovery)?;
        self.with_recovery(number, |one| one.answer = Some(step.clone()));
        Ok(self.stamped(step))
    }

    /// Claims money back after a notice: once the recipient answered, or the days to answer are
    /// over.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::WrongState`] once it is claimed; [`Refusal::FourEyes`] to
    /// the person who gave the notice; [`Refusal::RulesNotMet`] with everything that stands in the
    /// way: the days to answer, more than remains to repay, a rate of interest that is missing.
    pub fn claim_recovery(
        mut self,
        number: RecoveryNumber,
        claiming: Claiming,
        (rules, today): (&InterestRules, NaiveDate),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let recovery = self.noticed(number, StepName::ClaimRecovery)?;
        let mut faults = Vec::new();
        if let Some(notice) = &recovery.notice {
            if notice.record.actor == step.actor {
                return Err(Refusal::FourEyes {
                    actor: step.actor,
                    other: StepName::NoticeRecovery,
                    step: StepName::ClaimRecovery,
                });
            }
            if recovery.answer.is_none() && today <= notice.answer_by {
                faults.push(fault("RECOVERY_ANSWER_WAITS").with("date", notice.answer_by));
            }
        }
        // Duties are broken for what is left of them, and for no more.
        let of_duties = recovery.notice.as_ref();
        let of_duties = of_duties.filter(|notice| !notice.duties.is_empty());
        let unclaimed = self.unclaimed();
        let left = of_duties.map_or(unclaimed, |notice| notice.amount.min(unclaimed));
        if claiming.amount > left {
            let above = fault("RECOVERY_ABOVE_REST").on("amount");
            faults.push(above.with("amount", claiming.amount).with("left", left));
        }
        let interest_from = rules.begins(claiming.fault, (today, self.last_payment()));
        let gap = interest_from.and_then(|from| rules.first_gap(from, today.max(next(from))));
        faults.extend(gap.map(|day| fault("RECOVERY_RATE_MISSING").with("date", day)));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let claim = RecoveryClaim {
            decision: claiming.decision,
            amount: claiming.amount,
            fault: claiming.fault,
            pay_by: claiming.pay_by,
            interest_from,
            record: step.clone(),
            lowered: Vec::new(),
        };
        self.with_recovery(number, |one| one.claim = Some(claim));
        Ok(self.stamped(step))
    }

    /// The day of the last payment.
    fn last_payment(&self) -> Option<NaiveDate> {
        let booked = self.instalments.iter().filter_map(|one| match one.state {
            InstalmentState::Paid { booked, .. } => Some(booked),
            _ => None,
        });
        booked.max()
    }

    /// Returns a recovery whose claim is not made yet.
    fn noticed(&self, number: RecoveryNumber, step: StepName) -> Result<&Recovery, Refusal> {
        let recovery = self.recovery(number)?;
        match recovery.claim {
            None => Ok(recovery),
            Some(_) => Err(Refusal::WrongState {
                resource: names::recovery(&self.call, self.id, number),
                state: "claimed",
                step,
            }),
        }
    }
}

/// The day after; a first day has a rate of its own.
fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

pub(super) fn fault(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}
