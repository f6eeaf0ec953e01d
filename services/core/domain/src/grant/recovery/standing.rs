//! The amounts of recoveries on a day: claimed, come in, left, and the interest.

use chrono::{DateTime, NaiveDate, Utc};

use super::{ArrangementPlan, ArrangementState, InterestRules, Recovery, RecoveryNumber};
use crate::calendar::local_date;
use crate::grant::Grant;
use crate::money::Money;

/// The amounts of one recovery on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecoveryStanding {
    /// The amount that was claimed and neither came in nor was remitted.
    pub left: Money,
    /// The interest so far that neither came in nor was remitted; none where a rate is missing.
    pub interest: Option<Money>,
}

/// An amount that lowers what is claimed: the moment it was recorded, and its day.
struct Lowering {
    at: DateTime<Utc>,
    day: NaiveDate,
    amount: i64,
}

impl Recovery {
    /// The amounts of it that were remitted, with the moment of the approval.
    fn remitted(&self) -> impl Iterator<Item = (DateTime<Utc>, Money, Money)> {
        self.approved().filter_map(|one| match &one.plan {
            ArrangementPlan::Remission { amount, interest } => {
                Some((one.answered.as_ref()?.at, *amount, *interest))
            }
            _ => None,
        })
    }
}

impl Grant {
    /// The sum that was remitted: it need not be repaid.
    #[must_use]
    pub fn remitted(&self) -> Money {
        let remitted = self.recoveries.iter().flat_map(Recovery::remitted);
        Money::saturating_sum(remitted.map(|(_, amount, _)| amount))
    }

    /// Returns where a recovery stands on a day.
    #[must_use]
    pub fn recovery_standing(
        &self,
        number: RecoveryNumber,
        rules: &InterestRules,
        today: NaiveDate,
    ) -> RecoveryStanding {
        let lowered = self.lowered();
        let lefts = self.lefts(&lowered);
        let mut all = self.recoveries.iter().zip(&lowered).zip(lefts);
        let Some(((recovery, lowered), left)) = all.find(|((one, _), _)| one.number == number)
        else {
            return RecoveryStanding::default();
        };
        let Some(claim) = &recovery.claim else {
            return RecoveryStanding {
                left: Money::ZERO,
                interest: Some(Money::ZERO),
            };
        };
        let interest = match claim.interest_from {
            None => Some(Money::ZERO),
            Some(from) => rules.on(claim.amount, (from, today), lowered),
        };
        let paid = recovery.interest_paid.iter().map(|one| one.amount);
        let remitted = recovery.remitted().map(|(.., interest)| interest);
        let gone = Money::saturating_sum(paid.chain(remitted));
        let gone = gone.ore() - claim.interest_back().ore();
        let still = |sum: Money| Money::from_ore((sum.ore() - gone).max(0));
        RecoveryStanding {
            left,
            interest: interest.map(still),
        }
    }

    /// Returns the interest on a claim that came in beyond what is owed on a day; none where a rate
    /// is missing.
    pub(super) fn interest_beyond(
        &self,
        number: RecoveryNumber,
        (rules, today): (&InterestRules, NaiveDate),
    ) -> Option<Money> {
        let lowered = self.lowered();
        let mut all = self.recoveries.iter().zip(&lowered);
        let (recovery, lowered) = all.find(|(one, _)| one.number == number)?;
        let claim = recovery.claim.as_ref()?;
        let owed = match claim.interest_from {
            None => Money::ZERO,
            Some(from) => rules.on(claim.amount, (from, today), lowered)?,
        };
        let paid = recovery.interest_paid.iter().map(|one| one.amount);
        let paid = Money::saturating_sum(paid).ore() - claim.interest_back().ore();
        Some(Money::from_ore((paid - owed.ore()).max(0)))
    }

    /// Returns what must be repaid and no claim asks for.
    #[must_use]
    pub fn unclaimed(&self) -> Money {
        let claimed = Money::saturating_sum(self.lefts(&self.lowered()));
        Money::from_ore((self.repayable().ore() - claimed.ore()).max(0))
    }

    /// Returns what is left of the claim of each recovery, in their order, after what lowered it. A
    /// payment that came back leaves less to repay than was claimed: the oldest claim falls by it
    /// first.
    fn lefts(&self, lowered: &[Vec<(NaiveDate, Money)>]) -> Vec<Money> {
        let all = self.recoveries.iter().zip(lowered);
        let lefts: Vec<i64> = all
            .map(|(one, parts)| {
                let gone: i64 = parts.iter().map(|(_, amount)| amount.ore()).sum();
                (amount_of(one) - gone).max(0)
            })
            .collect();
        let mut beyond = (lefts.iter().sum::<i64>() - self.repayable().ore()).max(0);
        let fallen = lefts.into_iter().map(|left| {
            let falls = left.min(beyond);
            beyond -= falls;
            Money::from_ore(left - falls)
        });
        fallen.collect()
    }

    /// Returns what lowered each claim and on which day, in the order of the recoveries. Each
    /// amount lowers the oldest claim that was made before it and that is left.
    fn lowered(&self) -> Vec<Vec<(NaiveDate, Money)>> {
        let repaid = self.repayments.iter().map(|one| Lowering {
            at: one.recorded.at,
            day: one.received.booked,
            amount: one.received.amount.ore(),
        });
        let remitted = self.recoveries.iter().flat_map(Recovery::remitted);
        let remitted = remitted.map(|(at, amount, _)| Lowering {
            at,
            day: local_date(at),
            amount: amount.ore(),
        });
        let mut lowerings: Vec<Lowering> = repaid.chain(remitted).collect();
        lowerings.sort_by_key(|one| one.at);
        let mut lefts: Vec<i64> = self.recoveries.iter().map(amount_of).collect();
        let mut lowered = vec![Vec::new(); lefts.len()];
        for one in lowerings {
            let mut amount = one.amount;
            let claims = self.recoveries.iter().zip(&mut lefts).zip(&mut lowered);
            for ((recovery, left), parts) in claims {
                let claim = recovery.claim.as_ref();
                let before = claim.is_some_and(|claim| claim.record.at <= one.at);
                let part = if before { amount.min(*left) } else { 0 };
                if part > 0 {
                    *left -= part;
                    amount -= part;
                    parts.push((one.day, Money::from_ore(part)));
                }
            }
        }
        lowered
    }

    /// Returns true if money is claimed back that is neither paid in parts nor come in: nothing
    /// else is paid to the recipient meanwhile.
    #[must_use]
    pub fn has_debt(&self) -> bool {
        let lefts = self.lefts(&self.lowered());
        let mut all = self.recoveries.iter().zip(lefts);
        all.any(|(one, left)| !one.is_in_parts() && left.is_positive())
    }

    /// Returns true if an arrangement of any of its recoveries waits.
    #[must_use]
    pub fn arrangement_waits(&self) -> bool {
        let all = self.recoveries.iter().flat_map(|one| &one.arrangements);
        all.into_iter()
            .any(|one| one.state == ArrangementState::Proposed)
    }
}

/// The amount that a recovery claimed, in øre.
fn amount_of(recovery: &Recovery) -> i64 {
    let claim = recovery.claim.as_ref();
    claim.map_or(0, |claim| claim.amount.ore())
}
