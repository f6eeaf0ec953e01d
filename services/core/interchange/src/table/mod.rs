//! Tables of named, versioned columns, written as CSV and XLSX.
//!
//! A table's rows give their cells by column, and a [`ColumnMap`] says which of them a file has,
//! under which names. So another party's template is a file of settings and no code.

pub mod csv;
mod map;
mod neutral;
#[cfg(test)]
mod tests;
pub mod xlsx;

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use domain::money::Money;

pub(crate) use map::Cells;
pub use map::{Amounts, ColumnMap, MapError};
pub use neutral::neutral;

/// The kind of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also numbers that are names and not quantities.
    Text,
    /// A whole number.
    Integer,
    /// An amount.
    Money,
    /// A calendar date.
    Date,
    /// A time in UTC.
    Time,
    /// True or false.
    Boolean,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, in snake case. A column of amounts in øre has `_ore` after it in the file.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: Kind,
}

impl Column {
    /// A column.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}

/// A table's layout. A change of a column is a new version; a new column at the end is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The table's name.
    pub name: &'static str,
    /// Version of the columns.
    pub version: u16,
    /// The columns that rows give.
    pub columns: &'static [Column],
}

/// Columns that the file gives to every table, after the rows' own.
pub(crate) const OF_THE_FILE: [Column; 2] = [
    Column::new("snapshot", Kind::Text),
    Column::new("layout", Kind::Text),
];

impl Layout {
    /// All columns, those of the file included.
    pub fn columns(&self) -> impl Iterator<Item = Column> + '_ {
        self.columns.iter().copied().chain(OF_THE_FILE)
    }
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Empty,
    /// A text.
    Text(Cow<'r, str>),
    /// A whole number.
    Integer(i64),
    /// An amount.
    Money(Money),
    /// A date.
    Date(NaiveDate),
    /// A time.
    Time(DateTime<Utc>),
    /// True or false.
    Boolean(bool),
}

impl<'r> Cell<'r> {
    /// A text.
    #[must_use]
    pub fn text(text: &'r str) -> Cell<'r> {
        Cell::Text(Cow::Borrowed(text))
    }

    /// The cell of a value that may be missing.
    pub fn or_empty<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell<'r>) -> Cell<'r> {
        value.map_or(Cell::Empty, cell)
    }
}

/// A row of a table.
pub trait Row {
    /// The table's layout.
    const LAYOUT: Layout;

    /// The cell in a column of [`Layout::columns`], by its position.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// The facts that all rows of a file share.
#[derive(Debug, Clone, Copy)]
pub struct File<'f> {
    /// Id of the snapshot that every export of a run has in common.
    pub snapshot: &'f str,
    /// The columns.
    pub map: &'f ColumnMap,
}

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The column map is of another table or version.
    #[error("the column map is for {found}, not for {expected}")]
    OtherTable {
        /// The map's table and version.
        found: String,
        /// The table's own.
        expected: String,
    },
    /// CSV could not be written.
    #[error(transparent)]
    Csv(#[from] ::csv::Error),
    /// The output failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// XLSX could not be written.
    #[error(transparent)]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}
