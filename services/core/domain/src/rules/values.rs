//! The values of one date, read by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::entry::{RuleData, RuleEntry};
use super::hash::RuleHash;
use crate::money::{Money, Rounding};

/// The rule values that hold on one date. Cheap to clone; a case keeps the one it was decided
/// under.
#[derive(Debug, Clone)]
pub struct RuleValues {
    date: NaiveDate,
    by_id: BTreeMap<String, Arc<RuleEntry>>,
}

/// Why a rule value could not be read. Any of these is a fault in the rule book or in the code that
/// asks, never the applicant's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Nothing by that id holds on the date.
    #[error("rule {id} has no value on {date}")]
    NoValue {
        /// The id asked for.
        id: String,
        /// The date of the values.
        date: NaiveDate,
    },
    /// The value is of another kind.
    #[error("rule {id} on {date} is {found} in {unit}, not {wanted}")]
    WrongKind {
        /// The id asked for.
        id: String,
        /// The date of the values.
        date: NaiveDate,
        /// What was asked for.
        wanted: &'static str,
        /// What it is.
        found: &'static str,
        /// The unit it is in.
        unit: String,
    },
    /// A table has no such row.
    #[error("rule {id} on {date} has no row {key:?}")]
    NoRow {
        /// The id asked for.
        id: String,
        /// The date of the values.
        date: NaiveDate,
        /// The row asked for.
        key: String,
    },
}

impl RuleValues {
    pub(super) fn new(
        date: NaiveDate,
        entries: impl Iterator<Item = Arc<RuleEntry>>,
    ) -> RuleValues {
        RuleValues {
            date,
            by_id: entries.map(|entry| (entry.id.clone(), entry)).collect(),
        }
    }

    /// The date they hold on.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// All of them, in order of id, for showing.
    pub fn iter(&self) -> impl Iterator<Item = &RuleEntry> {
        self.by_id.values().map(AsRef::as_ref)
    }

    /// The entry with its unit and source, when there is one: a rule that only some versions have,
    /// or one to be cited.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&RuleEntry> {
        self.by_id.get(id).map(AsRef::as_ref)
    }

    /// The entry with its unit and source.
    ///
    /// # Errors
    /// [`RuleError::NoValue`].
    pub fn entry(&self, id: &str) -> Result<&RuleEntry, RuleError> {
        self.get(id).ok_or_else(|| RuleError::NoValue {
            id: id.to_owned(),
            date: self.date,
        })
    }

    /// Where the value is published, to cite in a finding or a letter; `configurable` when nowhere.
    ///
    /// # Errors
    /// [`RuleError::NoValue`].
    pub fn citation(&self, id: &str) -> Result<String, RuleError> {
        self.entry(id).map(|entry| entry.source.to_string())
    }

    /// An amount: kroner, in `NOK` or `NOK/…`.
    ///
    /// # Errors
    /// [`RuleError`]; also when it has more than two decimals or is larger than money can be.
    pub fn money(&self, id: &str) -> Result<Money, RuleError> {
        let entry = self.entry(id)?;
        self.money_of(entry, &entry.value)
    }

    /// A number, whole or decimal.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn decimal(&self, id: &str) -> Result<Decimal, RuleError> {
        let entry = self.entry(id)?;
        entry
            .value
            .as_decimal()
            .ok_or_else(|| self.wrong(entry, "a number"))
    }

    /// A whole number.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn integer(&self, id: &str) -> Result<i64, RuleError> {
        let entry = self.entry(id)?;
        if let RuleData::Integer(number) = entry.value {
            Ok(number)
        } else {
            Err(self.wrong(entry, "a whole number"))
        }
    }

    /// A whole number of years, months, weeks, days or things: not negative.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn count(&self, id: &str) -> Result<u32, RuleError> {
        let number = self.integer(id)?;
        u32::try_from(number).or_else(|_| Err(self.wrong(self.entry(id)?, "a count")))
    }

    /// A share in basis points (1/10 000), from a value in `basis_points`, `percent` or `share`.
    ///
    /// # Errors
    /// [`RuleError`]; also when it is finer than a basis point (use [`RuleValues::share`]).
    pub fn basis_points(&self, id: &str) -> Result<i64, RuleError> {
        let points = self.share(id)? * Decimal::from(10_000);
        let whole = points
            .is_integer()
            .then(|| i64::try_from(points).ok())
            .flatten();
        whole.map_or_else(
            || Err(self.wrong(self.entry(id)?, "a whole number of basis points")),
            Ok,
        )
    }

    /// A share of one (0.4 for 40 %), exact, from a value in `basis_points`, `percent` or `share`.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn share(&self, id: &str) -> Result<Decimal, RuleError> {
        let entry = self.entry(id)?;
        let scale = match entry.unit.as_str() {
            "share" => 0,
            "percent" => 2,
            "basis_points" => 4,
            _ => return Err(self.wrong(entry, "a share (in share, percent or basis_points)")),
        };
        let number = entry
            .value
            .as_decimal()
            .ok_or_else(|| self.wrong(entry, "a number"))?;
        // Multiplication by 0.01 moves the decimal point; division could run on for ever.
        number
            .checked_mul(Decimal::new(1, scale))
            .ok_or_else(|| self.wrong(entry, "a share"))
    }

    /// A text.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn text(&self, id: &str) -> Result<&str, RuleError> {
        let entry = self.entry(id)?;
        entry
            .value
            .as_text()
            .ok_or_else(|| self.wrong(entry, "text"))
    }

    /// A date.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn on_date(&self, id: &str) -> Result<NaiveDate, RuleError> {
        let entry = self.entry(id)?;
        if let RuleData::Date(date) = entry.value {
            Ok(date)
        } else {
            Err(self.wrong(entry, "a date"))
        }
    }

    /// True or false.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn flag(&self, id: &str) -> Result<bool, RuleError> {
        let entry = self.entry(id)?;
        if let RuleData::Flag(flag) = entry.value {
            Ok(flag)
        } else {
            Err(self.wrong(entry, "true or false"))
        }
    }

    /// A list.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn list(&self, id: &str) -> Result<&[RuleData], RuleError> {
        let entry = self.entry(id)?;
        if let RuleData::List(items) = &entry.value {
            Ok(items)
        } else {
            Err(self.wrong(entry, "a list"))
        }
    }

    /// A list of texts: codes, names, municipality numbers.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn texts(&self, id: &str) -> Result<Vec<&str>, RuleError> {
        let texts = self
            .list(id)?
            .iter()
            .map(RuleData::as_text)
            .collect::<Option<Vec<_>>>();
        texts.map_or_else(|| Err(self.wrong(self.entry(id)?, "a list of texts")), Ok)
    }

    /// A table.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn table(&self, id: &str) -> Result<&BTreeMap<String, RuleData>, RuleError> {
        let entry = self.entry(id)?;
        if let RuleData::Table(rows) = &entry.value {
            Ok(rows)
        } else {
            Err(self.wrong(entry, "a table"))
        }
    }

    /// One row of a table.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn row(&self, id: &str, key: &str) -> Result<&RuleData, RuleError> {
        let no_row = || RuleError::NoRow {
            id: id.to_owned(),
            date: self.date,
            key: key.to_owned(),
        };
        self.table(id)?.get(key).ok_or_else(no_row)
    }

    /// One row of a table of amounts: a rate by group, a ceiling by year.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn money_row(&self, id: &str, key: &str) -> Result<Money, RuleError> {
        self.money_of(self.entry(id)?, self.row(id, key)?)
    }

    /// The values with their ids and units as canonical JSON: what the hash is taken over, and what
    /// a case stores.
    ///
    /// Sources and notes are left out: a mended citation does not make another rule.
    #[must_use]
    pub fn canonical(&self) -> String {
        #[derive(Serialize)]
        struct Hashed<'a> {
            id: &'a str,
            unit: &'a str,
            value: &'a RuleData,
        }
        let values: Vec<_> = self
            .iter()
            .map(|entry| Hashed {
                id: &entry.id,
                unit: &entry.unit,
                value: &entry.value,
            })
            .collect();
        // Text, integers, lists and tables with text keys: none of them can fail to become JSON.
        serde_json::to_string(&values).expect("rule data is always JSON")
    }

    /// SHA-256 of [`RuleValues::canonical`]: two dates with the same values have the same hash.
    #[must_use]
    pub fn hash(&self) -> RuleHash {
        RuleHash::from(<[u8; 32]>::from(Sha256::digest(self.canonical())))
    }

    fn money_of(&self, entry: &RuleEntry, value: &RuleData) -> Result<Money, RuleError> {
        let in_kroner = entry.unit == "NOK" || entry.unit.starts_with("NOK/");
        value
            .as_decimal()
            .filter(|kroner| in_kroner && kroner.normalize().scale() <= 2)
            .and_then(|kroner| Money::from_kroner_decimal(kroner, Rounding::Down).ok())
            .ok_or_else(|| self.wrong(entry, "an amount in NOK"))
    }

    fn wrong(&self, entry: &RuleEntry, wanted: &'static str) -> RuleError {
        let (id, unit) = (entry.id.clone(), entry.unit.clone());
        RuleError::WrongKind {
            id,
            date: self.date,
            wanted,
            found: entry.value.kind(),
            unit,
        }
    }
}
