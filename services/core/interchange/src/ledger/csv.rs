//! The ledger as CSV: one line a posting.

use std::io::Write;

use super::{Account, Entries, LedgerError, Mapping, Posting, Side, Totals, chart};
use crate::table::csv::Dialect;
use crate::table::{self, Cell, Column, File, Kind, Layout, Row};

/// A row of the table: a posting with its account in the standard chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    posting: Posting,
    account: Account,
    standard_name: &'static str,
}

const COLUMNS: &[Column] = &[
    Column::new("entry", Kind::Text),
    Column::new("posting", Kind::Text),
    Column::new("date", Kind::Date),
    Column::new("account", Kind::Text),
    Column::new("account_description", Kind::Text),
    Column::new("standard_account", Kind::Text),
    Column::new("standard_account_name", Kind::Text),
    Column::new("debit", Kind::Money),
    Column::new("credit", Kind::Money),
    Column::new("text", Kind::Text),
    Column::new("case_reference", Kind::Text),
    Column::new("chapter", Kind::Text),
    Column::new("post", Kind::Text),
    Column::new("source_event", Kind::Text),
];

impl Row for Line {
    const LAYOUT: Layout = Layout {
        name: "ledger",
        version: 1,
        columns: COLUMNS,
    };

    fn cell(&self, column: usize) -> Cell<'_> {
        let posting = &self.posting;
        let on = |side| match posting.side == side {
            true => Cell::Money(posting.amount),
            false => Cell::Empty,
        };
        match column {
            0 => Cell::text(&posting.entry),
            1 => Cell::text(&posting.id),
            2 => Cell::Date(posting.date),
            3 => Cell::text(&self.account.id),
            4 => Cell::text(&self.account.description),
            5 => Cell::text(&self.account.standard),
            6 => Cell::text(self.standard_name),
            7 => on(Side::Debit),
            8 => on(Side::Credit),
            9 => Cell::text(&posting.text),
            10 => Cell::or_empty(posting.case_reference.as_ref(), |case| {
                Cell::Text(case.to_string().into())
            }),
            11 => Cell::text(posting.chapter_post.chapter()),
            12 => Cell::text(posting.chapter_post.post()),
            13 => Cell::text(&posting.source_event),
            _ => Cell::Empty,
        }
    }
}

/// Writes the postings. Returns the sums of both sides, which are equal.
///
/// # Errors
/// [`LedgerError`], and what the postings fail with; the output is then to be thrown away.
pub fn write<W, E>(
    out: W,
    dialect: Dialect,
    file: File<'_>,
    mapping: &Mapping,
    postings: impl IntoIterator<Item = Result<Posting, E>>,
) -> Result<Totals, E>
where
    W: Write,
    E: From<LedgerError>,
{
    let mut entries = Entries::new(postings);
    let mut totals = Totals::default();
    let lines = std::iter::from_fn(|| entries.entry().transpose()).flat_map(|entry| {
        let lines: Vec<Result<Line, Failure<E>>> = match entry {
            Ok(entry) => entry
                .into_iter()
                .map(|posting| Ok(line(posting, mapping, &mut totals)?))
                .collect(),
            Err(error) => vec![Err(Failure::Caller(error))],
        };
        lines
    });
    let written = table::csv::write(out, dialect, file, lines);
    match written {
        Ok(_) => Ok(totals),
        Err(Failure::Caller(error)) => Err(error),
        Err(Failure::Ledger(error)) => Err(error.into()),
    }
}

/// An error of the caller's or ours, apart until the end.
enum Failure<E> {
    Caller(E),
    Ledger(LedgerError),
}

impl<E> From<LedgerError> for Failure<E> {
    fn from(error: LedgerError) -> Self {
        Failure::Ledger(error)
    }
}

impl<E> From<table::TableError> for Failure<E> {
    fn from(error: table::TableError) -> Self {
        Failure::Ledger(error.into())
    }
}

fn line(posting: Posting, mapping: &Mapping, totals: &mut Totals) -> Result<Line, LedgerError> {
    totals.add(posting.side, posting.amount)?;
    let account = mapping.account(&posting)?;
    let standard = chart::find(&account.standard);
    Ok(Line {
        standard_name: standard.map_or("", |standard| standard.name),
        account,
        posting,
    })
}
