//! Reconciliation (avstemming): what was approved, sent and answered in a month, and what stands in
//! the ledger.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::identifiers::BatchId;
use crate::money::Money;

/// A month of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month with this year and number; `None` where there is none.
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1).map(|first| Self { first })
    }

    /// The month that a text such as `2026-06` names.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let month = Self::new(year.parse().ok()?, number.parse().ok()?)?;
        (month.name() == text).then_some(month)
    }

    /// The month as `2026-06`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{:04}-{:02}", self.first.year(), self.first.month())
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The first day of the month after it.
    #[must_use]
    pub fn next(self) -> NaiveDate {
        let next = self.first.checked_add_months(Months::new(1));
        next.unwrap_or(NaiveDate::MAX)
    }
}

/// A column of a reconciliation. Each amount falls in the month of its own day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Approved for payment.
    Approved,
    /// Exported for the bank.
    Sent,
    /// Accepted by the bank.
    Accepted,
    /// Rejected by the bank.
    Rejected,
    /// Booked by the bank, by its day of booking; open entries too.
    Booked,
    /// Returned, by the bank's day of booking; open entries too.
    Returned,
    /// Paid in the ledger, less what came back.
    Ledger,
    /// Credited by the bank and recorded as repaid, by its day of booking.
    Received,
    /// Repaid in the ledger, by the day it was booked.
    Repaid,
}

/// The amounts of a batch in a month, in øre.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts(BTreeMap<Column, i64>);

impl Amounts {
    /// Adds an amount to a column.
    pub fn add(&mut self, column: Column, ore: i64) {
        *self.0.entry(column).or_default() += ore;
    }

    /// The amount of a column.
    #[must_use]
    pub fn at(&self, column: Column) -> Money {
        Money::from_ore(self.0.get(&column).copied().unwrap_or(0))
    }

    /// Returns the sum booked, less what came back and was repaid, and less what the ledger has of
    /// it: zero when all is well.
    #[must_use]
    pub fn difference(&self) -> Money {
        let at = |column| self.at(column).ore();
        let bank = at(Column::Booked) - at(Column::Returned) - at(Column::Received);
        Money::from_ore(bank - (at(Column::Ledger) - at(Column::Repaid)))
    }
}

/// A month of a call, by batch. What belongs to no batch stands under none: repayments, and
/// receipts of a paying system that is not a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    /// The month.
    pub month: Month,
    /// The amounts, by batch.
    pub batches: BTreeMap<Option<BatchId>, Amounts>,
}

impl Reconciliation {
    /// The sums over all batches.
    #[must_use]
    pub fn total(&self) -> Amounts {
        let mut total = Amounts::default();
        for (column, ore) in self.batches.values().flat_map(|amounts| &amounts.0) {
            total.add(*column, *ore);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_one_spelling() {
        let month = Month::read("2026-12").unwrap();
        assert_eq!(month.next(), NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
        for wrong in [
            "",
            "2026",
            "2026-13",
            "2026-1",
            "26-01",
            "2026-06-01",
            "+2026-06",
        ] {
            assert_eq!(Month::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_ore_that_is_missing_is_a_difference() {
        let mut amounts = Amounts::default();
        amounts.add(Column::Booked, 300);
        amounts.add(Column::Returned, 100);
        amounts.add(Column::Ledger, 200);
        assert_eq!(amounts.difference(), Money::ZERO);
        amounts.add(Column::Received, 50);
        assert_eq!(amounts.difference(), Money::from_ore(-50));
        amounts.add(Column::Repaid, 50);
        assert_eq!(amounts.difference(), Money::ZERO);
        amounts.add(Column::Ledger, -1);
        assert_eq!(amounts.difference(), Money::from_ore(1));
    }
}
