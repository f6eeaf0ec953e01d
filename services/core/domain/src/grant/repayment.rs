//! Repayments (tilbakebetaling): money that came back from the recipient, booked when it was
//! received.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Grant, GrantState, InstalmentState, SetOff};
use crate::event::Hash;
use crate::findings::Finding;
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::{StepName, StepRecord};

/// Money that came in, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The amount.
    pub amount: Money,
    /// The day it was booked.
    pub booked: NaiveDate,
    /// The reference, such as that of the voucher.
    pub reference: String,
    /// The bank's entry that tells of it: its file, and its number there. None where the bank's
    /// files have none.
    pub entry: Option<(Hash, i32)>,
}

/// One repayment of a grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repayment {
    /// Number among the grant's repayments, from 1.
    pub number: i32,
    /// The money.
    #[serde(flatten)]
    pub received: Received,
    /// The payment that was kept for it; none where money came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_off: Option<SetOff>,
    /// The parts of it, by the budget year that the payment was charged to.
    pub years: BTreeMap<i32, Money>,
    /// The person who recorded it, and the time.
    pub recorded: StepRecord,
}

impl Grant {
    /// The sum that was repaid.
    #[must_use]
    pub fn repaid(&self) -> Money {
        let amounts = self.repayments.iter().map(|one| one.received.amount.ore());
        Money::from_ore(amounts.sum())
    }

    /// Returns the most that can be repaid now: what remains to repay, as far as it was paid.
    #[must_use]
    pub fn repayable(&self) -> Money {
        match &self.state {
            GrantState::Recovery { to_repay, .. } => {
                let held = self.paid().ore() - self.repaid().ore();
                (*to_repay).min(Money::from_ore(held.max(0)))
            }
            _ => Money::ZERO,
        }
    }

    /// Returns true if all that was repaid was paid, in each budget year.
    #[must_use]
    pub fn repaid_was_paid(&self) -> bool {
        self.held().values().all(|ore| *ore >= 0)
    }

    /// Returns what the recipient holds, in øre, by the budget year that it was charged to.
    fn held(&self) -> BTreeMap<i32, i64> {
        let mut held: BTreeMap<i32, i64> = BTreeMap::new();
        for one in &self.instalments {
            if let InstalmentState::Paid { .. } = one.state {
                *held.entry(one.year).or_default() += one.amount.ore();
            }
        }
        for (year, amount) in self.repayments.iter().flat_map(|one| &one.years) {
            *held.entry(*year).or_default() -= amount.ore();
        }
        held
    }

    /// Records a repayment. It lowers what remains to repay, and closes the grant when nothing
    /// does. The payments of the last budget year are repaid first: what is beyond the amount that
    /// may be kept was paid last. `faults` are those of the bank's entry.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless in recovery; [`Refusal::RulesNotMet`] with every fault.
    pub fn repay(
        mut self,
        received: Received,
        (today, mut faults): (NaiveDate, Vec<Finding>),
        step: StepRecord,
    ) -> Result<(Self, Repayment), Refusal> {
        let GrantState::Recovery { .. } = self.state else {
            return Err(self.wrong_state(StepName::RecordRepayment));
        };
        faults.extend(self.repayment_faults(&received, today));
        if !faults.is_empty() {
            return Err(Refusal::RulesNotMet(faults));
        }
        let repayment = self.book(received, None, &step);
        Ok((self.stamped(step), repayment))
    }

    /// Books a repayment that was judged.
    pub(super) fn book(
        &mut self,
        received: Received,
        set_off: Option<SetOff>,
        step: &StepRecord,
    ) -> Repayment {
        let mut left = received.amount.ore();
        let mut years = BTreeMap::new();
        for (year, held) in self.held().into_iter().rev() {
            let part = held.min(left);
            if part > 0 {
                years.insert(year, Money::from_ore(part));
                left -= part;
            }
        }
        let last = self.repayments.last().map_or(0, |last| last.number);
        let repayment = Repayment {
            number: last + 1,
            received,
            set_off,
            years,
            recorded: step.clone(),
        };
        self.repayments.push(repayment.clone());
        self.change_instalments(&[]);
        repayment
    }

    /// Everything that is wrong with money that came in.
    fn repayment_faults(&self, received: &Received, today: NaiveDate) -> Vec<Finding> {
        let mut faults = Vec::new();
        let fault = |code, field| Finding::blocking(code, "configurable").on(field);
        if received.amount > self.repayable() {
            let left = fault("REPAYMENT_TOO_MUCH", "amount").with("left", self.repayable());
            faults.push(left.with("amount", received.amount));
        }
        if received.booked > today {
            let future = fault("REPAYMENT_IN_FUTURE", "booked_date");
            faults.push(future.with("date", received.booked));
        }
        let paid = self.instalments.iter().filter_map(|one| match one.state {
            InstalmentState::Paid { booked, .. } => Some(booked),
            _ => None,
        });
        if let Some(first) = paid.min().filter(|first| received.booked < *first) {
            faults.push(fault("REPAYMENT_BEFORE_PAYMENT", "booked_date").with("date", first));
        }
        faults
    }
}
