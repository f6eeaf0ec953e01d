//! CSV in UTF-8.

use std::io::Write;

use chrono::Datelike;
use csv::{ByteRecord, WriterBuilder};

use super::map::Cells;
use super::{Amounts, Cell, File, Row, TableError, neutral};
use crate::amount::push_decimal;

/// Forms of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Comma between cells, point in amounts, as RFC 4180: for programs.
    Comma,
    /// Semicolon between cells, comma in amounts, a byte order mark: for spreadsheets in Norwegian.
    Semicolon,
}

/// Writes a table: a line of names, a line a row. Dates are `2026-06-01`, times
/// `2026-06-01T12:00:00Z`. Returns the number of rows.
///
/// # Errors
/// [`TableError`], and what the rows fail with.
pub fn write<W, R, E>(
    mut out: W,
    dialect: Dialect,
    file: File<'_>,
    rows: impl IntoIterator<Item = Result<R, E>>,
) -> Result<u64, E>
where
    W: Write,
    R: Row,
    E: From<TableError>,
{
    let cells = Cells::of::<R>(file)?;
    let (delimiter, point) = match dialect {
        Dialect::Comma => (b',', '.'),
        Dialect::Semicolon => (b';', ','),
    };
    if dialect == Dialect::Semicolon {
        out.write_all("\u{feff}".as_bytes())
            .map_err(TableError::from)?;
    }
    let mut csv = WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let names = file.map.names().map(neutral);
    let names: ByteRecord = names.map(|name| name.into_owned().into_bytes()).collect();
    csv.write_byte_record(&names).map_err(TableError::from)?;
    let (mut record, mut text, mut count) = (ByteRecord::new(), String::new(), 0);
    for row in rows {
        let row = row?;
        record.clear();
        for cell in cells.row(&row) {
            text.clear();
            match cell {
                Cell::Text(plain) => {
                    record.push_field(neutral(&plain).as_bytes());
                    continue;
                }
                other => push(&mut text, other, file.map.amounts(), point),
            }
            record.push_field(text.as_bytes());
        }
        csv.write_byte_record(&record).map_err(TableError::from)?;
        count += 1;
    }
    csv.flush().map_err(TableError::from)?;
    Ok(count)
}

/// Appends a cell as text. Writing to a string does not fail.
fn push(text: &mut String, cell: Cell<'_>, amounts: Amounts, point: char) {
    use std::fmt::Write;
    let _ = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(plain) => text.write_str(&plain),
        Cell::Integer(number) => write!(text, "{number}"),
        Cell::Money(amount) if amounts == Amounts::Ore => write!(text, "{}", amount.ore()),
        Cell::Money(amount) => {
            push_decimal(text, amount, point);
            Ok(())
        }
        Cell::Date(date) => {
            let (year, month, day) = (date.year(), date.month(), date.day());
            write!(text, "{year:04}-{month:02}-{day:02}")
        }
        Cell::Time(time) => write!(text, "{}", time.format("%Y-%m-%dT%H:%M:%SZ")),
        Cell::Boolean(yes) => text.write_str(if yes { "true" } else { "false" }),
    };
}
