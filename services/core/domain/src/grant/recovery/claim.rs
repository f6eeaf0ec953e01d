//! Notice, answer and claim.

use chrono::NaiveDate;

use super::{FaultClass, InterestRules, Recovery, RecoveryClaim, RecoveryNotice, RecoveryNumber};
use crate::calendar::local_date;
use crate::decision::DecisionNumber;
use crate::findings::Finding;
use crate::grant::{Grant, GrantState, InstalmentState};
use crate::money::Money;
use crate::names;
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
        let amount = self.unclaimed();
        let mut faults = Vec::new();
        if !amount.is_positive() {
            faults.push(fault("RECOVERY_NOTHING_LEFT"));
        }
        let waits = self.recoveries.iter().find(|one| one.claim.is_none());
        if let (true, Some(waits)) = (amount.is_positive(), waits) {
            let number = i64::from(waits.number.get());
            faults.push(fault("RECOVERY_NOTICED").with("number", number));
        }
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let recovery = Recovery {
            number: self.next_recovery(),
            notice: Some(RecoveryNotice {
                amount,
                answer_by,
                record: step.clone(),
            }),
            answer: None,
            claim: None,
            arrangements: Vec::new(),
            interest_paid: Vec::new(),
        };
        self.recoveries.push(recovery.clone());
        Ok((self.stamped(step), recovery))
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
        let unclaimed = self.unclaimed();
        if claiming.amount > unclaimed {
            let left = fault("RECOVERY_ABOVE_REST").on("amount");
            faults.push(left.with("amount", claiming.amount).with("left", unclaimed));
        }
        let interest_from = rules.begins(claiming.fault, (today, self.last_payment()));
        let gap = interest_from.and_then(|from| rules.first_gap(from, today.max(next(from))));
        faults.extend(gap.map(|day| fault("RECOVERY_RATE_MISSING").with("date", day)));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let claim = claim_of(claiming, interest_from, &step);
        self.with_recovery(number, |one| one.claim = Some(claim));
        Ok(self.stamped(step))
    }

    /// Adds the claim of a breach of duties, which needs no notice of its own. Gives the recovery.
    pub fn claim_breach(
        &mut self,
        claiming: Claiming,
        rules: &InterestRules,
        step: &StepRecord,
    ) -> Recovery {
        let day = local_date(step.at);
        let interest_from = rules.begins(claiming.fault, (day, self.last_payment()));
        let recovery = Recovery {
            number: self.next_recovery(),
            notice: None,
            answer: None,
            claim: Some(claim_of(claiming, interest_from, step)),
            arrangements: Vec::new(),
            interest_paid: Vec::new(),
        };
        self.recoveries.push(recovery.clone());
        recovery
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

fn claim_of(
    claiming: Claiming,
    interest_from: Option<NaiveDate>,
    step: &StepRecord,
) -> RecoveryClaim {
    RecoveryClaim {
        decision: claiming.decision,
        amount: claiming.amount,
        fault: claiming.fault,
        pay_by: claiming.pay_by,
        interest_from,
        record: step.clone(),
    }
}

/// The day after; a first day has a rate of its own.
fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

pub(super) fn fault(code: &'static str) -> Finding {
    Finding::blocking(code, "configurable")
}
