//! The faults of a rule book.

use std::fmt;

use chrono::NaiveDate;

/// One fault with its place and the way to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleBookFault {
    /// The line of the text, from 1; for an entry's fault, the entry's first line.
    pub line: usize,
    /// The entry's id, where it has a readable one.
    pub id: Option<String>,
    /// The fault.
    pub kind: RuleFaultKind,
}

/// The fault, in words that say what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFaultKind {
    /// The text is not TOML.
    #[error("not readable as TOML: {0}")]
    Syntax(String),
    /// Something at the top that is not `[[value]]`.
    #[error("`{0}` is not known here; a rule book holds [[value]] entries only")]
    NotAnEntry(String),
    /// A key that must be there is not.
    #[error("`{0}` is missing or empty")]
    Missing(&'static str),
    /// A key that is not known.
    #[error("`{0}` is not known; the keys are id, value, unit, from, to, source, note, after_gap")]
    UnknownKey(String),
    /// A key holds something of the wrong kind.
    #[error("`{key}` must be {wanted}")]
    WrongKind {
        /// The key.
        key: &'static str,
        /// The type it must have.
        wanted: &'static str,
    },
    /// The id is not spelled as ids are.
    #[error(
        "an id is small letters, digits and _, in parts divided by dots, as in write_off.years"
    )]
    Id,
    /// A number with a decimal point.
    #[error(
        "a number with decimals is written as text (\"0.033\"), because a float would not be exact"
    )]
    Float,
    /// Text where the unit says number.
    #[error("{0:?} is neither a whole number nor a decimal; for text, write unit = \"text\"")]
    NotANumber(String),
    /// A date with a time.
    #[error("a date has no time of day: write 2017-03-15")]
    DateWithTime,
    /// A list or table without content.
    #[error("an empty list or table says nothing; leave the entry out, or fill it")]
    EmptyCollection,
    /// The period ends before it begins.
    #[error("the period ends on {to}, before it begins on {from}")]
    Period {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Two periods of one id share days.
    #[error(
        "two values hold from {from} (the other is on line {other_line}); end the earlier one the \
         day before the later begins"
    )]
    Overlap {
        /// The first day that has two values.
        from: NaiveDate,
        /// The line of the other value.
        other_line: usize,
    },
    /// No value between two periods of one id, without a reason.
    #[error("nothing holds from {from} to {to}; close the gap, or say why in `after_gap`")]
    Gap {
        /// First day without a value.
        from: NaiveDate,
        /// Last day without a value.
        to: NaiveDate,
    },
    /// A value that code reads as another type.
    #[error("is {found} in {unit}, and is read as {wanted}; correct the value or its unit")]
    NotReadable {
        /// The type of the value.
        found: &'static str,
        /// Its unit.
        unit: String,
        /// The type it is read as.
        wanted: &'static str,
    },
    /// A value that code reads and the book does not have.
    #[error("is read, but the book has no such value; add it, or stop reading it")]
    NotThere,
    /// `after_gap` without a gap.
    #[error(
        "`after_gap` is given, but no days are without a value before this period; take it away"
    )]
    NoGap,
    /// A tag that says it is not published.
    #[error(
        "the source is tagged {0}: it is not published; write source = \"configurable\" and keep \
         the rest as a note"
    )]
    UnsourcedTag(&'static str),
}

impl fmt::Display for RuleBookFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: ", self.line)?;
        if let Some(id) = &self.id {
            write!(out, "{id}: ")?;
        }
        self.kind.fmt(out)
    }
}

impl std::error::Error for RuleBookFault {}
