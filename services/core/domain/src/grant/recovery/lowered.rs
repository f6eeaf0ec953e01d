//! Claims that fall after an appeal, and what is paid back of what came in for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::claim::fault;
use super::{InterestRules, Recovery, RecoveryClaim, RecoveryNumber};
use crate::decision::DecisionNumber;
use crate::grant::{Grant, Instalment, InstalmentSource, InstalmentState, PlannedInstalment};
use crate::money::Money;
use crate::refusal::Refusal;
use crate::step::StepRecord;

/// A claim that an appeal lowered, or annulled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLowered {
    /// The decision on the appeal.
    pub decision: DecisionNumber,
    /// The amount that was claimed before.
    pub before: Money,
    /// The interest that came in and is not owed on what is claimed now.
    pub interest_back: Money,
    /// The person who decided, when and why.
    pub record: StepRecord,
}

/// A grant whose claim was lowered.
#[derive(Debug, Clone)]
pub struct Lowered {
    /// The grant.
    pub grant: Grant,
    /// The recovery.
    pub recovery: Recovery,
    /// The instalments that changed.
    pub changed: Vec<Instalment>,
    /// The instalments that pay back what came in beyond.
    pub added: Vec<Instalment>,
}

impl RecoveryClaim {
    /// The amount that was claimed first.
    #[must_use]
    pub fn first_claimed(&self) -> Money {
        self.lowered.first().map_or(self.amount, |one| one.before)
    }

    /// The interest that came in and is not owed any more.
    #[must_use]
    pub fn interest_back(&self) -> Money {
        Money::saturating_sum(self.lowered.iter().map(|one| one.interest_back))
    }
}

impl Instalment {
    /// Returns true if it pays back what was repaid and was not owed.
    #[must_use]
    pub fn is_paid_back(&self) -> bool {
        self.source == InstalmentSource::Repaid
    }
}

impl Grant {
    /// The recovery that a decision claims.
    #[must_use]
    pub fn recovery_of(&self, decision: DecisionNumber) -> Option<&Recovery> {
        let mut all = self.recoveries.iter();
        all.find(|one| one.claim.as_ref().is_some_and(|it| it.decision == decision))
    }

    /// The sum that was claimed, and is not after appeals: it may be kept.
    #[must_use]
    pub fn annulled(&self) -> Money {
        let claims = self.recoveries.iter().filter_map(|one| one.claim.as_ref());
        let annulled = claims.map(|one| one.first_claimed().ore() - one.amount.ore());
        Money::from_ore(annulled.sum())
    }

    /// The sum that was repaid, less what is paid back of it.
    pub(in crate::grant) fn repaid_for_good(&self) -> Money {
        let back: i64 = self.paid_back_by_year().values().sum();
        Money::from_ore(self.repaid().ore() - back)
    }

    fn paid_back_by_year(&self) -> BTreeMap<i32, i64> {
        let mut years = BTreeMap::new();
        for one in self.instalments.iter().filter(|one| one.is_paid_back()) {
            if one.state != InstalmentState::Cancelled {
                *years.entry(one.year).or_default() += one.amount.ore();
            }
        }
        years
    }

    /// Lowers a claim after an appeal. What need not be repaid may be kept; what came in beyond
    /// what is owed is paid back, by an instalment for each budget year that it was repaid for.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::RulesNotMet`] unless it is less than is claimed, and where
    /// a rate of interest is missing.
    pub fn lower_claim(
        mut self,
        number: RecoveryNumber,
        (decision, amount): (DecisionNumber, Money),
        (rules, today): (&InterestRules, NaiveDate),
        step: StepRecord,
    ) -> Result<Lowered, Refusal> {
        let claimed = self.recovery(number)?.claim.as_ref();
        let before = claimed.map_or(Money::ZERO, |claim| claim.amount);
        if amount >= before {
            let not_less = fault("APPEAL_NOT_LESS").on("amount");
            let not_less = not_less.with("amount", amount).with("claimed", before);
            return Err(Refusal::RulesNotMet(vec![not_less]));
        }
        self.with_recovery(number, |one| {
            if let Some(claim) = &mut one.claim {
                claim.amount = amount;
                claim.lowered.push(ClaimLowered {
                    decision,
                    before,
                    interest_back: Money::ZERO,
                    record: step.clone(),
                });
            }
        });
        let Some(back) = self.interest_beyond(number, (rules, today)) else {
            let missing = fault("RECOVERY_RATE_MISSING").with("date", today);
            return Err(Refusal::RulesNotMet(vec![missing]));
        };
        self.with_recovery(number, |one| {
            let claim = one.claim.as_mut();
            if let Some(last) = claim.and_then(|claim| claim.lowered.last_mut()) {
                last.interest_back = back;
            }
        });
        let added = self.pay_back(today);
        let mut changed = self.change_instalments(&[]);
        // Those that are new are written as new rows.
        changed.retain(|one| added.iter().all(|new| new.number != one.number));
        let recovery = self.recovery(number)?.clone();
        Ok(Lowered {
            grant: self.stamped(step),
            recovery,
            changed,
            added,
        })
    }

    /// Adds the instalments that pay back what came in beyond what is owed.
    fn pay_back(&mut self, today: NaiveDate) -> Vec<Instalment> {
        let plan = self.instalments.iter();
        let alive =
            plan.filter(|one| one.state != InstalmentState::Cancelled && !one.is_paid_back());
        let alive: i64 = alive.map(|one| one.amount.ore()).sum();
        let kept = self.kept().unwrap_or(self.granted);
        let there = self.repaid_for_good();
        let beyond = kept.ore() + there.ore() + self.remitted().ore() - alive;
        let mut left = beyond.clamp(0, there.ore());
        let mut years: BTreeMap<i32, i64> = BTreeMap::new();
        for (year, amount) in self.repayments.iter().flat_map(|one| &one.years) {
            *years.entry(*year).or_default() += amount.ore();
        }
        for (year, back) in self.paid_back_by_year() {
            *years.entry(year).or_default() -= back;
        }
        let last = self.instalments.iter().map(|one| one.number).max();
        let mut number = last.unwrap_or(0);
        let mut added = Vec::new();
        // The last year's payments are repaid first, so that the first year's are paid back first.
        for (year, held) in years {
            let part = held.min(left);
            if part > 0 {
                left -= part;
                number += 1;
                let planned = PlannedInstalment {
                    due: today,
                    year,
                    amount: Money::from_ore(part),
                };
                added.push(Instalment {
                    source: InstalmentSource::Repaid,
                    ..Instalment::planned(number, planned)
                });
            }
        }
        self.instalments.extend_from_slice(&added);
        added
    }
}
