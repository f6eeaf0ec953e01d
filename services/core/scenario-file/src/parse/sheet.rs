//! Spreadsheets as rows of cells: CSV, and the typed cells of `.xlsx` and `.ods`.
//!
//! Norwegian Excel separates columns with semicolons and writes decimal commas and spaces between
//! thousands; English programs use commas and points. The header shows which of them a file is.
//! A number that can be read in two ways (`1.000` in a Norwegian file) is a fault, never a guess.
//! In a workbook numbers are typed, and there is nothing to guess.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{Data, Range, Reader as _, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::encoding;
use super::fault::{Fault, Problem, shown};

/// First bytes of a zip archive, which `.xlsx` and `.ods` files are.
const ZIP: &[u8] = b"PK\x03\x04";

/// Significant digits that spreadsheets store of a number.
const DIGITS: usize = 15;

/// A spreadsheet.
#[derive(Debug)]
pub struct Sheet<'a>(Content<'a>);

#[derive(Debug)]
enum Content<'a> {
    Csv(Cow<'a, str>),
    Workbook(Range<Data>),
}

impl<'a> Sheet<'a> {
    /// Reads a CSV file, or the first sheet of a workbook. The first bytes tell which it is.
    ///
    /// # Errors
    /// The encoding of the text is unknown, or the workbook is damaged.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.starts_with(ZIP) {
            return Ok(Self(Content::Workbook(first_sheet(bytes)?)));
        }
        Ok(Self(Content::Csv(encoding::text(bytes)?)))
    }

    /// The rows, from the first.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows(match &self.0 {
            Content::Csv(text) => {
                let separator = separator(text);
                let reader = csv::ReaderBuilder::new()
                    .delimiter(separator)
                    .flexible(true)
                    .has_headers(false)
                    .from_reader(text.as_bytes());
                Source::Csv {
                    reader: Box::new(reader),
                    lines: Lines::new(text),
                    separator,
                }
            }
            Content::Workbook(range) => {
                let before = range.start().map_or(0, |(row, _)| row);
                Source::Workbook {
                    rows: range.rows(),
                    line: usize::try_from(before).unwrap_or(usize::MAX),
                }
            }
        })
    }
}

fn first_sheet(bytes: &[u8]) -> Result<Range<Data>, Fault> {
    let wrong = |found: &str| {
        let problem = Problem::Syntax {
            found: shown(found),
            expected: ".xlsx, .ods".into(),
        };
        Fault::new(1, "", problem)
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|problem| wrong(&problem.to_string()))?;
    match book.worksheet_range_at(0) {
        Some(range) => range.map_err(|problem| wrong(&problem.to_string())),
        None => Err(wrong("")),
    }
}

/// The rows of a spreadsheet, read one after the other.
pub struct Rows<'s>(Source<'s>);

enum Source<'s> {
    Csv {
        reader: Box<csv::Reader<&'s [u8]>>,
        lines: Lines<'s>,
        separator: u8,
    },
    Workbook {
        rows: calamine::Rows<'s, Data>,
        /// Rows before the next one.
        line: usize,
    },
}

/// A row. One value is reused for all rows of a file.
#[derive(Debug, Default)]
pub struct Row {
    line: usize,
    cells: StringRecord,
    /// Cells of a workbook that are numbers; of a CSV file none is.
    typed: Vec<bool>,
    /// Separator of the columns; none in a workbook.
    separator: Option<u8>,
}

impl Rows<'_> {
    /// Reads the next row that is not empty; false after the last. Spreadsheets end with rows of
    /// empty cells.
    ///
    /// # Errors
    /// The rest of the file is no CSV.
    pub fn read(&mut self, row: &mut Row) -> Result<bool, Fault> {
        loop {
            if !self.next(row)? {
                return Ok(false);
            }
            if row.cells().any(|cell| !cell.trim().is_empty()) {
                return Ok(true);
            }
        }
    }

    fn next(&mut self, row: &mut Row) -> Result<bool, Fault> {
        match &mut self.0 {
            Source::Csv {
                reader,
                lines,
                separator,
            } => {
                row.separator = Some(*separator);
                let more = reader.read_record(&mut row.cells).map_err(|problem| {
                    let problem = Problem::Syntax {
                        found: shown(&problem.to_string()),
                        expected: "CSV".into(),
                    };
                    Fault::new(lines.line, "", problem)
                })?;
                let start = row.cells.position().map_or(0, csv::Position::byte);
                if more {
                    row.line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
                }
                Ok(more)
            }
            Source::Workbook { rows, line } => {
                row.cells.clear();
                row.typed.clear();
                let Some(cells) = rows.next() else {
                    return Ok(false);
                };
                *line += 1;
                row.line = *line;
                for cell in cells {
                    row.cells.push_field(&text(cell));
                    row.typed
                        .push(matches!(cell, Data::Int(_) | Data::Float(_)));
                }
                Ok(true)
            }
        }
    }
}

impl Row {
    /// The line of the file, or the row of the sheet, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The cells as text; numbers of a workbook as decimal text with a point.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// Checks that the row has the columns of the header, as far as cells have content.
    ///
    /// # Errors
    /// [`Problem::Columns`].
    pub fn fits(&self, columns: usize) -> Result<(), Problem> {
        let beyond = self
            .cells()
            .skip(columns)
            .any(|cell| !cell.trim().is_empty());
        if beyond || self.cells.len() < columns {
            return Err(Problem::Columns {
                found: self.cells.len(),
                expected: columns,
            });
        }
        Ok(())
    }

    /// A cell as decimal text with a point; empty where the cell is.
    ///
    /// # Errors
    /// The cell is no number, or can be read as two.
    pub fn number(&self, column: usize) -> Result<Cow<'_, str>, Problem> {
        let cell = self.cells.get(column).unwrap_or_default();
        if self.typed(column) {
            return Ok(Cow::Borrowed(cell));
        }
        number(cell, self.separator)
    }

    /// A cell as [`Row::number`] reads it, which is an amount of money. Such have two decimals at
    /// the most: three digits after a sign are a group of thousands as well as decimals.
    ///
    /// # Errors
    /// The cell is no number, or can be read as two.
    pub fn amount(&self, column: usize) -> Result<Cow<'_, str>, Problem> {
        let number = self.number(column)?;
        let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
        let whole = whole.trim_start_matches('-');
        let group =
            decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        if group && !self.typed(column) {
            let cell = self.cells.get(column).unwrap_or_default();
            return Err(Problem::Ambiguous {
                found: shown(cell.trim()),
            });
        }
        Ok(number)
    }

    /// Tells a number of a workbook, with nothing to guess about its signs.
    fn typed(&self, column: usize) -> bool {
        self.typed.get(column) == Some(&true)
    }
}

/// A cell of a workbook as text.
fn text(cell: &Data) -> Cow<'_, str> {
    match cell {
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Float(number) => Cow::Owned(decimal(*number)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cow::Borrowed(text)
        }
        Data::Bool(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Cow::Owned(format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::Error(error) => Cow::Owned(error.to_string()),
        Data::Empty => Cow::Borrowed(""),
    }
}

/// The decimal text that a stored number shows: spreadsheets compute and store binary fractions
/// and show fifteen digits of them. From here on the number is exact.
fn decimal(stored: f64) -> String {
    let rounded = format!("{stored:.*e}", DIGITS - 1);
    let shown = rounded.parse::<f64>().unwrap_or(stored);
    // The shortest text that reads as the same number: no digits beyond those stored.
    shown.to_string()
}

/// Counts lines up to a byte. The CSV reader's own count is one behind after a line that ends with
/// both carriage return and line feed, as Excel writes them: to it the record begins between the
/// two.
struct Lines<'a> {
    bytes: &'a [u8],
    read: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    const fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            read: 0,
            line: 1,
        }
    }

    /// The line of the first character of a record that begins at `byte`, which never lies before
    /// the one asked for last.
    fn at(&mut self, byte: usize) -> usize {
        let rest = self.bytes.get(byte..).unwrap_or_default();
        let ends = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let start = byte + rest.iter().take_while(ends).count();
        let passed = self.bytes.get(self.read..start).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.read = self.read.max(start);
        self.line
    }
}

/// The separator: the one that stands most often in the first line.
fn separator(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    // The last of equals wins, so a comma is the choice where there is none at all.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// A cell as decimal text with a point.
fn number(cell: &str, separator: Option<u8>) -> Result<Cow<'_, str>, Problem> {
    let space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'');
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || space(c));
    let mut number = Cow::Borrowed(cell);
    if cell.contains(space) && !cell.contains('/') {
        // 1 234 567,50: groups of three after the first.
        let whole = cell.split([',', '.']).next().unwrap_or_default();
        let mut groups = whole.split(space);
        let first = groups.next().unwrap_or_default().trim_start_matches('-');
        let grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
        if !grouped {
            return Err(Problem::NotANumber { found: shown(cell) });
        }
        number = Cow::Owned(cell.replace(space, ""));
    }
    let comma = number.contains(',');
    let grouped_by = |sign: char| {
        let mut groups = number.trim_start_matches('-').split(sign);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && number.contains(sign) && groups.all(|g| g.len() == 3)
    };
    let ambiguous = match separator {
        Some(b',') => grouped_by(','),
        Some(_) => grouped_by('.'),
        // Text in a workbook: nothing tells which sign is which.
        None => grouped_by(',') || grouped_by('.'),
    };
    if ambiguous || (comma && number.contains('.')) {
        return Err(Problem::Ambiguous { found: shown(cell) });
    }
    if comma {
        Ok(Cow::Owned(number.replace(',', ".")))
    } else {
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_numbers_show_what_was_typed() {
        let texts = [
            (1_000.0, "1000"),
            (80.5, "80.5"),
            (0.1 + 0.2, "0.3"),
            (1_234_567.89, "1234567.89"),
            (-5.0, "-5"),
            (1e15, "1000000000000000"),
        ];
        for (stored, text) in texts {
            assert_eq!(decimal(stored), text);
        }
    }

    #[test]
    fn a_workbook_cut_short_is_a_fault() {
        let fault = Sheet::read(b"PK\x03\x04 and no more").unwrap_err();
        assert!(matches!(fault.problem, Problem::Syntax { .. }), "{fault}");
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        for end in ["\n", "\r\n"] {
            let text = ["id;claim", "\"a", "b\";1", "", "c;2", ""].join(end);
            let sheet = Sheet::read(text.as_bytes()).unwrap();
            let (mut rows, mut row, mut lines) = (sheet.rows(), Row::default(), Vec::new());
            while rows.read(&mut row).unwrap() {
                lines.push(row.line());
            }
            assert_eq!(lines, [1, 2, 5], "{end:?}");
        }
    }
}
