//! The write-off of a duty to repay (avskrivning): a share of the money for every completed year.
//!
//! A duty that begins on 29 February completes its year on 28 February where there is no 29th (see
//! [`add_years`](crate::calendar::add_years)).

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::calendar::completed_years;
use crate::money::{Money, Rounding};

/// Returns a share of one in hundredths of a per cent. Rules have no finer ones.
#[must_use]
pub fn basis_points(share: Decimal) -> i32 {
    (share * Decimal::from(10_000)).to_i32().unwrap_or(i32::MAX)
}

/// The plan that a duty to repay is written off by: values of the rules of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOff {
    /// Share that is written off for each completed year, of one.
    pub share_per_year: Decimal,
    /// The years that the duty runs.
    pub years: u32,
    /// A grant below this amount is never repaid; none where the rules know no such limit.
    pub at_once_below: Option<Money>,
    /// The amount that is left when the years are complete.
    pub left_at_end: Money,
}

impl WriteOff {
    /// Returns whether a grant is so small that it is never repaid.
    #[must_use]
    pub fn is_at_once(&self, granted: Money) -> bool {
        self.at_once_below.is_some_and(|limit| granted < limit)
    }

    /// Returns the amount that is left of a grant after a number of completed years: rounded down
    /// to the øre, the recipient's way.
    #[must_use]
    pub fn left(&self, granted: Money, completed_years: u32) -> Money {
        if self.is_at_once(granted) {
            return Money::ZERO;
        }
        self.left_of(granted, completed_years)
    }

    /// Returns the amount that is left of a grant that was paid on one day and breached on another.
    #[must_use]
    pub fn left_on(&self, granted: Money, paid: NaiveDate, breached: NaiveDate) -> Money {
        self.left(granted, completed_years(paid, breached))
    }

    /// The whole plan: completed years and what is left after each, from none to all.
    pub fn table(&self, granted: Money) -> impl Iterator<Item = (u32, Money)> + '_ {
        (0..=self.years).map(move |year| (year, self.left(granted, year)))
    }

    /// Returns the share that is left after a number of completed years, of one.
    #[must_use]
    pub fn share_left(&self, completed_years: u32) -> Decimal {
        let written_off = self.share_per_year * Decimal::from(completed_years);
        (Decimal::ONE - written_off).max(Decimal::ZERO)
    }

    /// Returns the amount that is left of money whose duty runs: the limit of small grants is
    /// judged when the grant is decided, and not again for a part of it.
    pub(super) fn left_of(&self, amount: Money, completed_years: u32) -> Money {
        if completed_years >= self.years {
            return self.left_at_end.min(amount);
        }
        // A share of at most one of an amount that fits, fits.
        let share = self.share_left(completed_years);
        amount.times(share, Rounding::Down).unwrap_or(amount)
    }
}
