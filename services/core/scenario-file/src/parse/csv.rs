//! A spreadsheet's CSV: one applicant a row.
//!
//! Norwegian Excel separates columns with semicolons and writes decimal commas and spaces
//! between thousands; English programs use commas and points. Which of them a file is shows in
//! its header. What could be read in two ways (`1.000` in a Norwegian file) is a fault, never a
//! guess.

use super::applicant::{Draft, Place, Value, known, nearest};
use super::fault::{Fault, Problem, shown};
use allocation::scenario::Scenario;
use std::borrow::Cow;

/// Norwegian column names (without capitals, spaces or accents written out) that are understood.
const ALIASES: [(&str, &str); 21] = [
    ("søker_id", "id"),
    ("søknad", "id"),
    ("saksnummer", "id"),
    ("orgnr", "id"),
    ("organisasjonsnummer", "id"),
    ("kommunenummer", "id"),
    ("søknadsbeløp", "claim"),
    ("søkt_beløp", "claim"),
    ("sokt_belop", "claim"),
    ("omsøkt", "claim"),
    ("omsøkt_beløp", "claim"),
    ("vekt", "weight"),
    ("poeng", "score"),
    ("minstebeløp", "min"),
    ("maksbeløp", "max"),
    ("i_fjor", "last_year"),
    ("tilsagn", "committed"),
    ("prioritetsklasse", "priority_class"),
    ("gruppe", "group"),
    ("konsern", "concern"),
    ("innbyggere", "inhabitants"),
];

/// Reads all rows into the scenario.
pub(super) fn read(
    text: &str,
    scenario: &mut Scenario,
    places: &mut Vec<Place>,
    faults: &mut Vec<Fault>,
) {
    let separator = separator(text);
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<String>>> = None;
    let mut record = ::csv::StringRecord::new();
    let mut lines = Lines::new(text);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(problem) => {
                let problem = Problem::Syntax {
                    found: shown(&problem.to_string()),
                    expected: "CSV".into(),
                };
                faults.push(Fault::new(lines.line, "", problem));
                break;
            }
        }
        let start = record.position().map_or(0, ::csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        // Spreadsheets end with rows of empty cells.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            None => columns = Some(header(&record, line, faults)),
            Some(columns) => row(&record, columns, line, separator, scenario, places, faults),
        }
    }
    if columns.is_none() {
        faults.push(Fault::new(1, "id", Problem::Missing));
    }
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

/// The separator: whichever stands most often in the first line.
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

/// The field of each column; `None` for columns that are read over.
fn header(
    record: &::csv::StringRecord,
    line: usize,
    faults: &mut Vec<Fault>,
) -> Vec<Option<String>> {
    let names: Vec<String> = record
        .iter()
        .map(|name| name.trim().to_lowercase().replace([' ', '-'], "_"))
        .collect();
    let mut columns: Vec<Option<String>> = Vec::with_capacity(names.len());
    for name in &names {
        let field = if known(name) {
            Some(name.clone())
        } else {
            let taken = |field: &str| {
                names
                    .iter()
                    .chain(columns.iter().flatten())
                    .any(|taken| taken == field)
            };
            let alias = ALIASES
                .iter()
                .find(|(alias, field)| alias == name && !taken(field));
            alias.map(|(_, field)| (*field).to_owned())
        };
        if field.is_none()
            && let Some(nearest) = nearest(name)
        {
            let problem = Problem::Unknown {
                nearest: Some(nearest.to_owned()),
            };
            faults.push(Fault::new(line, shown(name), problem));
        }
        if field.is_some() && columns.contains(&field) {
            faults.push(Fault::new(line, shown(name), Problem::RepeatedField));
        }
        columns.push(field);
    }
    for needed in ["id", "claim"] {
        if !columns
            .iter()
            .any(|column| column.as_deref() == Some(needed))
        {
            faults.push(Fault::new(line, needed, Problem::Missing));
        }
    }
    columns
}

fn row(
    record: &::csv::StringRecord,
    columns: &[Option<String>],
    line: usize,
    separator: u8,
    scenario: &mut Scenario,
    places: &mut Vec<Place>,
    faults: &mut Vec<Fault>,
) {
    let beyond = record
        .iter()
        .skip(columns.len())
        .any(|cell| !cell.trim().is_empty());
    if beyond || record.len() < columns.len() {
        let problem = Problem::Columns {
            found: record.len(),
            expected: columns.len(),
        };
        faults.push(Fault::new(line, "", problem));
        return;
    }
    let mut draft = Draft::new(line);
    for (column, cell) in columns.iter().zip(record) {
        let Some(field) = column else { continue };
        let text = matches!(
            field.as_str(),
            "id" | "group" | "concern" | "tie_key" | "name" | "note"
        );
        let value = if text {
            Ok(Cow::Borrowed(cell))
        } else {
            number(cell, separator)
        };
        let set = value.and_then(|value| draft.set(scenario, field, Value::Scalar(&value)));
        if let Err(problem) = set {
            draft.reject(field);
            faults.push(Fault::new(line, field.clone(), problem));
        }
    }
    // A column that is not there at all was told with the header.
    let before = faults.len();
    draft.finish(scenario, "", places, faults);
    let has = |field: &str| {
        columns
            .iter()
            .any(|column| column.as_deref() == Some(field))
    };
    let told = faults.split_off(before);
    faults.extend(
        told.into_iter()
            .filter(|fault| fault.problem != Problem::Missing || has(&fault.field)),
    );
}

/// A cell as decimal text with a point.
fn number(cell: &str, separator: u8) -> Result<Cow<'_, str>, Problem> {
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
    let ambiguous = if separator == b',' {
        grouped_by(',')
    } else {
        grouped_by('.')
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
