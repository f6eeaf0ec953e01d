//! Interest on what is claimed back, to the øre, by rates that change with the days.

use chrono::NaiveDate;

use super::FaultClass;
use crate::money::Money;

/// A rate of interest and the days on which it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterestRate {
    /// First day.
    pub from: NaiveDate,
    /// Last day; none while it holds.
    pub to: Option<NaiveDate>,
    /// The rate for a year, in basis points.
    pub basis_points: i64,
}

crate::coded! {
    /// The first day with interest.
    pub InterestFrom {
        /// There is no interest.
        Never = "never",
        /// The day of the claim.
        Claim = "claim",
        /// The day of the last payment.
        Payment = "payment",
    }
}

/// The rules about interest on what is claimed back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestRules {
    /// The first day with interest, by the fault.
    pub from: Vec<(FaultClass, InterestFrom)>,
    /// Every rate, by its days.
    pub rates: Vec<InterestRate>,
    /// The days that a year's rate is divided by.
    pub days_in_year: u32,
}

impl InterestRules {
    /// Returns the first day with interest on a claim of a day; none without interest.
    pub(super) fn begins(
        &self,
        fault: FaultClass,
        (claimed, paid): (NaiveDate, Option<NaiveDate>),
    ) -> Option<NaiveDate> {
        let mut all = self.from.iter();
        let (_, from) = all.find(|(class, _)| *class == fault)?;
        match from {
            InterestFrom::Never => None,
            InterestFrom::Claim => Some(claimed),
            InterestFrom::Payment => Some(paid.unwrap_or(claimed)),
        }
    }

    /// Returns the first day of a time that no rate is known for.
    pub(super) fn first_gap(&self, from: NaiveDate, until: NaiveDate) -> Option<NaiveDate> {
        let mut day = from;
        while day < until {
            let Some(rate) = self.rate_on(day) else {
                return Some(day);
            };
            day = rate.to.and_then(|to| to.succ_opt()).unwrap_or(until);
        }
        None
    }

    fn rate_on(&self, day: NaiveDate) -> Option<&InterestRate> {
        let mut rates = self.rates.iter();
        rates.find(|rate| rate.from <= day && rate.to.is_none_or(|to| day <= to))
    }

    /// Returns the interest on an amount from a day until another, which bears none itself, less
    /// what came in between: each amount stops bearing interest on its day. Rounded to the øre
    /// once, half up; none where a rate is missing.
    pub(super) fn on(
        &self,
        amount: Money,
        (from, until): (NaiveDate, NaiveDate),
        received: &[(NaiveDate, Money)],
    ) -> Option<Money> {
        if self.first_gap(from, until).is_some() {
            return None;
        }
        let mut sum = 0_i128;
        let mut day = from;
        while day < until {
            let rate = self.rate_on(day)?;
            let rate_ends = rate.to.and_then(|to| to.succ_opt()).unwrap_or(until);
            let next = received.iter().map(|(on, _)| *on).filter(|on| *on > day);
            let end = next.chain([rate_ends, until]).min()?;
            let gone = received.iter().filter(|(on, _)| *on <= day);
            let gone: i64 = gone.map(|(_, amount)| amount.ore()).sum();
            let left = (amount.ore() - gone).max(0);
            let days = (end - day).num_days();
            sum += i128::from(left) * i128::from(days) * i128::from(rate.basis_points);
            day = end;
        }
        let whole = 10_000 * i128::from(self.days_in_year);
        i64::try_from((2 * sum + whole) / (2 * whole))
            .ok()
            .map(Money::from_ore)
    }
}
