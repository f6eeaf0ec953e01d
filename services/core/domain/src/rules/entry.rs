//! One value in its period.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// One value of the rule book, with its period and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleEntry {
    /// The id, `write_off.years`.
    pub id: String,
    /// The value itself.
    pub value: RuleData,
    /// Its unit: `NOK`, `percent`, `years`, `text`, …
    pub unit: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The last day it holds; none while it still does.
    pub to: Option<NaiveDate>,
    /// The place of publication.
    pub source: RuleSource,
    /// A remark for readers.
    pub note: Option<String>,
    /// The reason for a gap before this period.
    pub after_gap: Option<String>,
}

impl RuleEntry {
    /// Returns whether it holds on a date; both ends count.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// The source of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleSource {
    /// A regulation, a guide, an announcement: as cited.
    Published(String),
    /// No source gives it. It is ours, or the scheme's manager's, to choose, and is never shown as
    /// the regulation's.
    Configurable,
}

impl RuleSource {
    /// No source gives it.
    #[must_use]
    pub const fn is_configurable(&self) -> bool {
        matches!(self, RuleSource::Configurable)
    }
}

impl fmt::Display for RuleSource {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleSource::Published(citation) => out.write_str(citation),
            RuleSource::Configurable => out.write_str("configurable"),
        }
    }
}

/// A value. There are no floats: `0.033` is written as the text `"0.033"`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleData {
    /// A whole number.
    Integer(i64),
    /// A decimal number, exact.
    #[serde(serialize_with = "canonical_decimal")]
    Decimal(Decimal),
    /// Text.
    Text(String),
    /// A calendar date.
    Date(NaiveDate),
    /// True or false.
    Flag(bool),
    /// Several, in order.
    List(Vec<RuleData>),
    /// Several, by name.
    Table(BTreeMap<String, RuleData>),
}

impl RuleData {
    /// The name of the type, for messages.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            RuleData::Integer(_) => "integer",
            RuleData::Decimal(_) => "decimal",
            RuleData::Text(_) => "text",
            RuleData::Date(_) => "date",
            RuleData::Flag(_) => "flag",
            RuleData::List(_) => "list",
            RuleData::Table(_) => "table",
        }
    }

    /// The number, whole or decimal.
    #[must_use]
    pub fn as_decimal(&self) -> Option<Decimal> {
        match self {
            RuleData::Integer(number) => Some(Decimal::from(*number)),
            RuleData::Decimal(number) => Some(*number),
            RuleData::Text(_)
            | RuleData::Date(_)
            | RuleData::Flag(_)
            | RuleData::List(_)
            | RuleData::Table(_) => None,
        }
    }

    /// The text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let RuleData::Text(text) = self {
            Some(text)
        } else {
            None
        }
    }
}

/// One spelling for one number, so that `"0.40"` and `"0.4"` hash alike.
fn canonical_decimal<S: serde::Serializer>(number: &Decimal, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&number.normalize().to_string())
}

/// For people: lists as `a, b`, tables as `key: value, …`.
impl fmt::Display for RuleData {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleData::Integer(number) => write!(out, "{number}"),
            RuleData::Decimal(number) => write!(out, "{}", number.normalize()),
            RuleData::Text(text) => out.write_str(text),
            RuleData::Date(date) => write!(out, "{date}"),
            RuleData::Flag(flag) => write!(out, "{flag}"),
            RuleData::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    write!(out, "{}{item}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            RuleData::Table(items) => {
                for (at, (key, item)) in items.iter().enumerate() {
                    write!(out, "{}{key}: {item}", if at == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}
