//! Duties of a grant that outlive its payment: they begin with it, are written off year by year,
//! are broken, and are released.

use super::{Grant, GrantState, InstalmentState};
use crate::findings::{Finding, when};
use crate::identifiers::DocumentId;
use crate::money::Money;
use crate::obligation::{Breach, Obligation, ObligationState, Release, WrittenOff};
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};
use chrono::NaiveDate;

impl Grant {
    /// Returns whether a duty runs or waits for the payment.
    #[must_use]
    pub fn has_open_duty(&self) -> bool {
        let waits = |one: &Obligation| one.state == ObligationState::Planned;
        self.has_running_duty() || self.obligations.iter().any(waits)
    }

    /// Returns whether a duty runs.
    #[must_use]
    pub fn has_running_duty(&self) -> bool {
        self.obligations.iter().any(Obligation::runs)
    }

    /// The sum of what was claimed after breaches.
    #[must_use]
    pub fn claimed(&self) -> Money {
        let claims = self.obligations.iter().filter_map(Obligation::claim);
        Money::saturating_sum(claims.map(|claim| claim.amount))
    }

    /// Returns the day of the last payment, once all that is to be paid is paid; none before that.
    #[must_use]
    pub fn paid_on(&self) -> Option<NaiveDate> {
        let mut last = None;
        for one in &self.instalments {
            match one.state {
                InstalmentState::Paid { booked, .. } => last = last.max(Some(booked)),
                InstalmentState::Cancelled => {}
                InstalmentState::Planned
                | InstalmentState::Attested { .. }
                | InstalmentState::Approved { .. } => return None,
            }
        }
        last
    }

    /// Lets duties follow the payments: they begin when all is paid, on what may be kept of it, and
    /// return to the plan when a payment comes back. A duty that anything else has happened to
    /// stays as it is.
    pub(super) fn follow_payments(&mut self) {
        if !self.obligations.iter().all(Obligation::is_untouched) {
            return;
        }
        let planned: Vec<Money> = self.obligations.iter().map(|one| one.planned).collect();
        let began = self.paid_on();
        let amounts = match began {
            Some(_) => self
                .paid()
                .min(self.kept().unwrap_or(self.granted))
                .split(&planned),
            None => planned,
        };
        let mut before = Money::ZERO;
        for (one, amount) in self.obligations.iter_mut().zip(amounts) {
            one.follow(began, (amount, before));
            before = Money::saturating_sum([before, amount]);
        }
    }

    /// Writes off the years that are complete on a day, and closes the grant when it owes nothing
    /// more. Gives the grant as it is then, and what was written off.
    #[must_use]
    pub fn walk(
        mut self,
        day: NaiveDate,
        owes_report: bool,
        step: StepRecord,
    ) -> (Self, Vec<WrittenOff>) {
        let duties = self.obligations.iter_mut();
        let written_off = duties.flat_map(|one| one.walk(day)).collect();
        self.end_when_done(owes_report);
        (self.stamped(step), written_off)
    }

    /// Closes the grant when it owes nothing more: no duty runs, no report is owed. One in recovery
    /// is closed when it is repaid.
    pub fn end_when_done(&mut self, owes_report: bool) {
        if owes_report || self.has_open_duty() {
            return;
        }
        self.state = match self.state.clone() {
            GrantState::Active { account } => GrantState::Closed { account },
            GrantState::Recovery {
                account, to_repay, ..
            } => GrantState::Recovery {
                account,
                to_repay,
                ended: true,
            },
            other => other,
        };
    }

    /// Claims what is left of duties on the day of a breach. What may be kept falls by it.
    /// `known` are the documents of the grant.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] while payments are stopped; [`Refusal::RulesNotMet`] with every
    /// fault.
    pub fn break_duties(
        mut self,
        breach: &Breach,
        (today, known): (NaiveDate, &[DocumentId]),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        if let GrantState::Paused { .. } = self.state {
            return Err(self.wrong_state(StepName::RecordBreach));
        }
        let mut faults = self.breach_faults(breach, today);
        let unknown = breach.documents.iter().filter(|one| !known.contains(one));
        faults.extend(unknown.map(|document| {
            Finding::blocking("BREACH_DOCUMENT_UNKNOWN", "configurable")
                .on("documents")
                .with("document", document.to_string())
        }));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        for one in &mut self.obligations {
            if breach.numbers.contains(&one.number) {
                one.break_on(breach, step.clone());
            }
        }
        self.change_instalments(&[]);
        Ok(self.stamped(step))
    }

    /// Everything that is wrong with a breach.
    fn breach_faults(&self, breach: &Breach, today: NaiveDate) -> Vec<Finding> {
        let mut faults = when(breach.on > today, || {
            Finding::blocking("BREACH_IN_FUTURE", "configurable")
                .on("breach_date")
                .with("date", breach.on)
        });
        let mut first = None;
        for number in &breach.numbers {
            let duty = self.duty(*number, &mut faults);
            faults.extend(duty.and_then(|one| breach_fault(one, breach.on)));
            let began = duty.and_then(Obligation::began);
            first = first.max(began.filter(|began| breach.on < *began));
        }
        if let Some(paid) = first {
            faults.push(
                Finding::blocking("BREACH_BEFORE_PAYMENT", "configurable")
                    .on("breach_date")
                    .with("date", breach.on)
                    .with("paid", paid),
            );
        }
        faults
    }

    /// Finds a duty by its number; a fault where there is none.
    fn duty(&self, number: i32, faults: &mut Vec<Finding>) -> Option<&Obligation> {
        let found = self.obligations.iter().find(|one| one.number == number);
        if found.is_none() {
            faults.push(fault("OBLIGATION_UNKNOWN", number));
        }
        found
    }

    /// Records that the encumbrance of duties is released: those whose years are complete, and
    /// those that were claimed and are repaid.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] with every fault.
    pub fn release_duties(
        mut self,
        (numbers, reference): (&[i32], &str),
        step: StepRecord,
    ) -> Result<Self, Refusal> {
        let owes = matches!(self.state, GrantState::Recovery { .. });
        let mut faults = Vec::new();
        for number in numbers {
            let Some(one) = self.duty(*number, &mut faults) else {
                continue;
            };
            let code = match &one.state {
                _ if one.release.is_some() => "OBLIGATION_RELEASED",
                ObligationState::Planned | ObligationState::Running { .. } => "OBLIGATION_RUNS",
                ObligationState::Claimed { .. } if owes => "OBLIGATION_NOT_REPAID",
                ObligationState::Ended { .. } | ObligationState::Claimed { .. } => continue,
            };
            faults.push(fault(code, *number));
        }
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        for one in &mut self.obligations {
            if numbers.contains(&one.number) {
                one.release = Some(Release {
                    reference: reference.to_owned(),
                    record: step.clone(),
                });
            }
        }
        Ok(self.stamped(step))
    }
}

fn fault(code: &'static str, number: i32) -> Finding {
    Finding::blocking(code, "configurable")
        .on("numbers")
        .with("number", i64::from(number))
}

/// The reason that a duty cannot be broken on a day; none when it runs then.
fn breach_fault(one: &Obligation, on: NaiveDate) -> Option<Finding> {
    match &one.state {
        ObligationState::Planned => Some(fault("OBLIGATION_NOT_PAID", one.number)),
        ObligationState::Running { .. } => one
            .ends_on()
            .filter(|end| *end <= on)
            .map(|end| fault("OBLIGATION_ENDED", one.number).with("date", end)),
        ObligationState::Ended { on, .. } => {
            Some(fault("OBLIGATION_ENDED", one.number).with("date", *on))
        }
        ObligationState::Claimed { claim, .. } => {
            Some(fault("OBLIGATION_CLAIMED", one.number).with("date", claim.on))
        }
    }
}
