//! XLSX with typed cells: numbers are numbers, dates are dates, and no text is a formula.
//!
//! Rows go to a temporary file while they come, so memory does not grow with them.

use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::map::Cells;
use super::{Amounts, Cell, File, Row, TableError};
use crate::amount::decimal;

/// Rows of a sheet, the line of names included.
const SHEET_ROWS: u32 = 1_048_576;

/// Writes a workbook; a sheet that is full goes on in the next. Returns the number of rows.
///
/// # Errors
/// [`TableError`], among others for a text of more than 32,767 characters, and what the rows fail
/// with.
pub fn write<W, R, E>(
    out: W,
    file: File<'_>,
    rows: impl IntoIterator<Item = Result<R, E>>,
) -> Result<u64, E>
where
    W: Write + Send,
    R: Row,
    E: From<TableError>,
{
    write_sheets(out, file, rows, SHEET_ROWS)
}

/// Writes a workbook with sheets of a given number of rows.
pub(super) fn write_sheets<W, R, E>(
    out: W,
    file: File<'_>,
    rows: impl IntoIterator<Item = Result<R, E>>,
    sheet_rows: u32,
) -> Result<u64, E>
where
    W: Write + Send,
    R: Row,
    E: From<TableError>,
{
    let cells = Cells::of::<R>(file)?;
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    let mut rows = rows.into_iter().peekable();
    let (mut count, mut number) = (0, 0);
    loop {
        number += 1;
        let sheet = workbook
            .add_worksheet_with_constant_memory()
            .map_err(TableError::from)?;
        head::<R>(sheet, &formats, file, number).map_err(TableError::from)?;
        for at in 1..sheet_rows {
            let Some(row) = rows.next() else {
                break;
            };
            let row = row?;
            for (column, cell) in (0_u16..).zip(cells.row(&row)) {
                let place = (at, column);
                formats
                    .put(sheet, place, cell, file.map.amounts())
                    .map_err(TableError::from)?;
            }
            count += 1;
        }
        if rows.peek().is_none() {
            break;
        }
    }
    workbook.save_to_writer(out).map_err(TableError::from)?;
    Ok(count)
}

/// Names the sheet and writes the line of names, which stays in sight.
fn head<R: Row>(
    sheet: &mut Worksheet,
    formats: &Formats,
    file: File<'_>,
    number: u32,
) -> Result<(), XlsxError> {
    let name = match number {
        1 => R::LAYOUT.name.to_owned(),
        _ => format!("{} {number}", R::LAYOUT.name),
    };
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0_u16..).zip(file.map.names()) {
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, name, &formats.bold)?;
    }
    Ok(())
}

struct Formats {
    bold: Format,
    kroner: Format,
    date: Format,
    time: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            bold: Format::new().set_bold(),
            kroner: Format::new().set_num_format("#,##0.00"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }

    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: Cell<'_>,
        amounts: Amounts,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) => sheet.write_string(row, column, text)?,
            Cell::Integer(whole) => sheet.write_number(row, column, number(&whole.to_string()))?,
            Cell::Money(amount) if amounts == Amounts::Ore => {
                sheet.write_number(row, column, number(&amount.ore().to_string()))?
            }
            Cell::Money(amount) => {
                let kroner = number(&decimal(amount));
                sheet.write_number_with_format(row, column, kroner, &self.kroner)?
            }
            Cell::Date(date) => sheet.write_datetime_with_format(row, column, date, &self.date)?,
            Cell::Time(time) => {
                sheet.write_datetime_with_format(row, column, time.naive_utc(), &self.time)?
            }
            Cell::Boolean(yes) => sheet.write_boolean(row, column, yes)?,
        };
        Ok(())
    }
}

/// The number a spreadsheet has for a decimal text. Spreadsheets know doubles only; an amount up
/// to [`Money::MAX`](domain::money::Money::MAX) reads back from one to the øre.
fn number(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::NAN)
}
