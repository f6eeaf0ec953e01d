//! A rule value read as a type.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::entry::{RuleData, RuleEntry};
use crate::money::{Money, Rounding};

/// A rule value with its citation: one look-up gives both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited<'r, T> {
    /// The value.
    pub value: T,
    entry: &'r RuleEntry,
}

impl<'r, T> Cited<'r, T> {
    pub(super) const fn new(value: T, entry: &'r RuleEntry) -> Self {
        Self { value, entry }
    }

    /// The place of publication; `configurable` where there is none.
    #[must_use]
    pub fn citation(&self) -> String {
        self.entry.source.to_string()
    }
}

/// A finding or a condition takes a cited value as its citation.
impl<T> From<&Cited<'_, T>> for Cow<'static, str> {
    fn from(cited: &Cited<'_, T>) -> Self {
        Cow::Owned(cited.citation())
    }
}

/// The type a rule value is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleType {
    /// Kroner, in `NOK` or `NOK/…`.
    Money,
    /// Kroner by row.
    MoneyTable,
    /// A number, whole or decimal.
    Decimal,
    /// A whole number.
    Integer,
    /// A whole number, not negative.
    Count,
    /// A share of one, in `share`, `percent` or `basis_points`.
    Share,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// A date.
    Date,
    /// True or false.
    Flag,
    /// A list.
    List,
    /// A table.
    Table,
    /// Any type: the value is cited, never calculated with.
    Source,
}

/// The words for a type, used in faults.
type Wanted = &'static str;

impl RuleType {
    /// Checks that an entry can be read as the type; the error says what was wanted.
    pub(super) fn check(self, entry: &RuleEntry) -> Result<(), Wanted> {
        match self {
            Self::Money => entry.money(&entry.value).map(drop),
            Self::MoneyTable => entry
                .table()?
                .values()
                .try_for_each(|row| entry.money(row).map(drop)),
            Self::Decimal => entry.decimal().map(drop),
            Self::Integer => entry.integer().map(drop),
            Self::Count => entry.count().map(drop),
            Self::Share => entry.share().map(drop),
            Self::Text => entry.text().map(drop),
            Self::Texts => entry.texts().map(drop),
            Self::Date => entry.date_value().map(drop),
            Self::Flag => entry.flag().map(drop),
            Self::List => entry.list().map(drop),
            Self::Table => entry.table().map(drop),
            Self::Source => Ok(()),
        }
    }
}

impl RuleEntry {
    /// Reads an amount of the entry, which is its value or a row of it.
    pub(super) fn money(&self, value: &RuleData) -> Result<Money, Wanted> {
        let in_kroner = self.unit == "NOK" || self.unit.starts_with("NOK/");
        value
            .as_decimal()
            .filter(|kroner| in_kroner && kroner.normalize().scale() <= 2)
            .and_then(|kroner| Money::from_kroner_decimal(kroner, Rounding::Down).ok())
            .ok_or("an amount in NOK")
    }

    pub(super) fn decimal(&self) -> Result<Decimal, Wanted> {
        self.value.as_decimal().ok_or("a number")
    }

    pub(super) fn integer(&self) -> Result<i64, Wanted> {
        if let RuleData::Integer(number) = self.value {
            Ok(number)
        } else {
            Err("a whole number")
        }
    }

    pub(super) fn count(&self) -> Result<u32, Wanted> {
        u32::try_from(self.integer()?).map_err(|_| "a count")
    }

    pub(super) fn basis_points(&self) -> Result<i64, Wanted> {
        let points = self.share()? * Decimal::from(10_000);
        let whole = points
            .is_integer()
            .then(|| i64::try_from(points).ok())
            .flatten();
        whole.ok_or("a whole number of basis points")
    }

    pub(super) fn share(&self) -> Result<Decimal, Wanted> {
        let scale = match self.unit.as_str() {
            "share" => 0,
            "percent" => 2,
            "basis_points" => 4,
            _ => return Err("a share (in share, percent or basis_points)"),
        };
        // Multiplication by 0.01 moves the decimal point; a division could have no last digit.
        self.decimal()?
            .checked_mul(Decimal::new(1, scale))
            .ok_or("a share")
    }

    pub(super) fn text(&self) -> Result<&str, Wanted> {
        self.value.as_text().ok_or("text")
    }

    pub(super) fn date_value(&self) -> Result<NaiveDate, Wanted> {
        if let RuleData::Date(date) = self.value {
            Ok(date)
        } else {
            Err("a date")
        }
    }

    pub(super) fn flag(&self) -> Result<bool, Wanted> {
        if let RuleData::Flag(flag) = self.value {
            Ok(flag)
        } else {
            Err("true or false")
        }
    }

    pub(super) fn list(&self) -> Result<&[RuleData], Wanted> {
        if let RuleData::List(items) = &self.value {
            Ok(items)
        } else {
            Err("a list")
        }
    }

    pub(super) fn texts(&self) -> Result<Vec<&str>, Wanted> {
        self.list()?
            .iter()
            .map(RuleData::as_text)
            .collect::<Option<Vec<_>>>()
            .ok_or("a list of texts")
    }

    pub(super) fn table(&self) -> Result<&BTreeMap<String, RuleData>, Wanted> {
        if let RuleData::Table(rows) = &self.value {
            Ok(rows)
        } else {
            Err("a table")
        }
    }
}
