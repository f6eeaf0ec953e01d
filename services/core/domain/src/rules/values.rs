//! The values of one date, read by id.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::entry::{RuleData, RuleEntry};
use super::hash::RuleHash;
use super::typed::Cited;
use crate::money::Money;

/// The rule values that hold on one date. Cheap to clone: days between two changes of the book
/// share their values and their hash.
#[derive(Debug, Clone)]
pub struct RuleValues {
    date: NaiveDate,
    pub(super) version: Arc<Version>,
}

/// The values that hold from one change of the book to the next.
#[derive(Debug, Default)]
pub(super) struct Version {
    by_id: BTreeMap<String, Arc<RuleEntry>>,
    hash: OnceLock<RuleHash>,
}

impl Version {
    pub(super) fn new(entries: impl Iterator<Item = Arc<RuleEntry>>) -> Self {
        Self {
            by_id: entries.map(|entry| (entry.id.clone(), entry)).collect(),
            hash: OnceLock::new(),
        }
    }
}

/// The reason a rule value could not be read: a fault of the rule book or of the code that asks,
/// never of the applicant.
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
        /// The type asked for.
        wanted: &'static str,
        /// The type of the value.
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

/// A rule value that only some versions of the rules have.
pub trait IfInForce<T> {
    /// Turns "no value on this date" into `None`.
    ///
    /// # Errors
    /// Every other [`RuleError`].
    fn if_in_force(self) -> Result<Option<T>, RuleError>;
}

impl<T> IfInForce<T> for Result<T, RuleError> {
    fn if_in_force(self) -> Result<Option<T>, RuleError> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(RuleError::NoValue { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// Getters of one type: the value with its citation.
macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $of:ty;)+) => {
        $(
            $(#[$doc])*
            ///
            /// # Errors
            /// [`RuleError`].
            pub fn $name(&self, id: &str) -> Result<Cited<'_, $of>, RuleError> {
                self.read(id, RuleEntry::$name)
            }
        )+
    };
}

impl RuleValues {
    pub(super) const fn new(date: NaiveDate, version: Arc<Version>) -> RuleValues {
        RuleValues { date, version }
    }

    /// The date they hold on.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// All of them, in order of id, for showing.
    pub fn iter(&self) -> impl Iterator<Item = &RuleEntry> {
        self.version.by_id.values().map(AsRef::as_ref)
    }

    /// The entry with its unit and source, where there is one.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&RuleEntry> {
        self.version.by_id.get(id).map(AsRef::as_ref)
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

    /// The source alone, for a text that cites a rule value and states nothing of it.
    ///
    /// # Errors
    /// [`RuleError::NoValue`].
    pub fn source(&self, id: &str) -> Result<Cited<'_, ()>, RuleError> {
        self.entry(id).map(|entry| Cited::new((), entry))
    }

    getters! {
        /// A number, whole or decimal.
        decimal -> Decimal;
        /// A whole number.
        integer -> i64;
        /// A whole number of years, months, weeks, days or things: not negative.
        count -> u32;
        /// A share in basis points (1/10 000), from a value in `basis_points`, `percent` or
        /// `share`. A share finer than a basis point is an error; [`RuleValues::share`] reads it.
        basis_points -> i64;
        /// A share of one (0.4 for 40 %), exact, from a value in `basis_points`, `percent` or
        /// `share`.
        share -> Decimal;
        /// A date.
        date_value -> NaiveDate;
        /// True or false.
        flag -> bool;
    }

    /// An amount: kroner, in `NOK` or `NOK/…`.
    ///
    /// # Errors
    /// [`RuleError`]; also when it has more than two decimals or is larger than money can be.
    pub fn money(&self, id: &str) -> Result<Cited<'_, Money>, RuleError> {
        self.read(id, |entry| entry.money(&entry.value))
    }

    /// A text.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn text(&self, id: &str) -> Result<Cited<'_, &str>, RuleError> {
        self.read(id, RuleEntry::text)
    }

    /// A list.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn list(&self, id: &str) -> Result<Cited<'_, &[RuleData]>, RuleError> {
        self.read(id, RuleEntry::list)
    }

    /// A list of texts: codes, names, municipality numbers.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn texts(&self, id: &str) -> Result<Cited<'_, Vec<&str>>, RuleError> {
        self.read(id, RuleEntry::texts)
    }

    /// A table.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn table(&self, id: &str) -> Result<Cited<'_, &BTreeMap<String, RuleData>>, RuleError> {
        self.read(id, RuleEntry::table)
    }

    /// One row of a table of amounts: a rate by group, a ceiling by year.
    ///
    /// # Errors
    /// [`RuleError`].
    pub fn money_row(&self, id: &str, key: &str) -> Result<Cited<'_, Money>, RuleError> {
        let row = self.table(id)?.value.get(key);
        let row = row.ok_or_else(|| RuleError::NoRow {
            id: id.to_owned(),
            date: self.date,
            key: key.to_owned(),
        })?;
        self.read(id, |entry| entry.money(row))
    }

    /// A flag that is in force and set; nothing where either is not so.
    ///
    /// # Errors
    /// [`RuleError::WrongKind`].
    pub fn set_flag(&self, id: &str) -> Result<Option<Cited<'_, bool>>, RuleError> {
        Ok(self.flag(id).if_in_force()?.filter(|flag| flag.value))
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
    /// Calculated once for each version of the book.
    #[must_use]
    pub fn hash(&self) -> RuleHash {
        *self
            .version
            .hash
            .get_or_init(|| RuleHash::from(<[u8; 32]>::from(Sha256::digest(self.canonical()))))
    }

    /// Reads an entry as a type; the reader's error is the words for what it wanted.
    fn read<'r, T>(
        &'r self,
        id: &str,
        reader: impl FnOnce(&'r RuleEntry) -> Result<T, &'static str>,
    ) -> Result<Cited<'r, T>, RuleError> {
        let entry = self.entry(id)?;
        match reader(entry) {
            Ok(value) => Ok(Cited::new(value, entry)),
            Err(wanted) => Err(RuleError::WrongKind {
                id: entry.id.clone(),
                date: self.date,
                wanted,
                found: entry.value.kind(),
                unit: entry.unit.clone(),
            }),
        }
    }
}
