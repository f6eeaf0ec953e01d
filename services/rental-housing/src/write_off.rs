//! The write-off of the duty to repay (*avskrivning*): a share of the grant for every completed
//! year after payment.
//!
//! The regulation of 2011 writes off 5 % a year over 20 years, and a grant below 40 000 kroner at
//! once; the guide of 2023 3.3 % over 30 years. Thirty times 3.3 is 99: the last per cent, of which
//! no source speaks, is gone when the years are complete (`write_off.left_at_end`). A grant paid on
//! 29 February completes its year on 28 February where there is no 29th (see
//! [`domain::calendar::add_years`]).

use chrono::NaiveDate;
use domain::calendar::completed_years;
use domain::money::{Money, Rounding};
use domain::rules::{IfInForce, RuleError, RuleValues};
use rust_decimal::Decimal;

/// The plan a grant is written off by: the rule values of its call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteOff {
    share_per_year: Decimal,
    years: u32,
    at_once_below: Option<Money>,
    left_at_end: Money,
}

impl WriteOff {
    /// The plan of the rule values.
    ///
    /// # Errors
    /// [`RuleError`] when a value is not in force.
    pub fn from_rules(rules: &RuleValues) -> Result<WriteOff, RuleError> {
        let at_once_below = rules.money("write_off.at_once_below").if_in_force()?;
        Ok(WriteOff {
            share_per_year: rules.share("write_off.percent_per_year")?.value,
            years: rules.count("write_off.years")?.value,
            at_once_below: at_once_below.map(|limit| limit.value),
            left_at_end: rules.money("write_off.left_at_end")?.value,
        })
    }

    /// The years that the duty to repay runs.
    #[must_use]
    pub const fn years(&self) -> u32 {
        self.years
    }

    /// Share of the grant that is written off each year, of one.
    #[must_use]
    pub const fn share_per_year(&self) -> Decimal {
        self.share_per_year
    }

    /// Returns whether a grant is so small that it is never repaid.
    #[must_use]
    pub fn is_at_once(&self, granted: Money) -> bool {
        self.at_once_below.is_some_and(|limit| granted < limit)
    }

    /// The amount left to repay after a number of completed years: rounded down to the øre, the
    /// recipient's way.
    #[must_use]
    pub fn left(&self, granted: Money, completed_years: u32) -> Money {
        if self.is_at_once(granted) {
            return Money::ZERO;
        }
        if completed_years >= self.years {
            return self.left_at_end.min(granted);
        }
        let written_off = self.share_per_year * Decimal::from(completed_years);
        let share_left = (Decimal::ONE - written_off).max(Decimal::ZERO);
        // A share of at most one of an amount that fits, fits.
        granted.times(share_left, Rounding::Down).unwrap_or(granted)
    }

    /// The amount left to repay of a grant paid on one day and breached on another.
    #[must_use]
    pub fn left_on(&self, granted: Money, paid: NaiveDate, breached: NaiveDate) -> Money {
        self.left(granted, completed_years(paid, breached))
    }

    /// The whole plan: completed years and what is left after each, from none to all.
    pub fn table(&self, granted: Money) -> impl Iterator<Item = (u32, Money)> + '_ {
        (0..=self.years).map(move |year| (year, self.left(granted, year)))
    }
}
