//! The spreadsheet's rows as plain values, or what is wrong with each.

use std::collections::BTreeMap;

use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::{Money, Rounding};
use rust_decimal::{Decimal, RoundingStrategy};
use scenario_file::sheet::{self, Sheet};
use scenario_file::{Fault, Problem};
use sha2::{Digest, Sha256};
use text::Language;

use super::mapping::{Mapping, Unit};

/// One row that can become an application.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line in the file, the header being line 1.
    pub line: usize,
    /// Key that tells it apart.
    pub key: String,
    /// Organisation number, given or invented.
    pub organisation: OrganisationNumber,
    /// The number is invented.
    pub invented: bool,
    /// Name.
    pub name: String,
    /// Municipality.
    pub municipality: MunicipalityNumber,
    /// Amount applied for.
    pub requested: Money,
    /// Amount of the year before.
    pub last_year: Option<Money>,
    /// Amount granted in the spreadsheet's round.
    pub granted: Option<Money>,
    /// Its score, where it has one.
    pub score: Option<Score>,
    /// Every column, for the form's places.
    pub columns: BTreeMap<String, String>,
}

/// A score of the spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// The score as it stands there, 0–100.
    pub given: Decimal,
    /// In whole points, as assessments have them; half a point counts as one.
    pub points: u8,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Line in the file.
    pub line: usize,
    /// Column of the spreadsheet, or the rule that was not met.
    pub column: String,
    /// The fault and its remedy.
    pub reason: String,
}

/// The rows of a file.
pub(super) struct Read {
    /// Each row, or its faults.
    pub rows: Vec<Result<Row, Vec<Rejected>>>,
    /// Rows the filter leaves out.
    pub left_out: usize,
}

/// Reads a file.
///
/// # Errors
/// The file is no spreadsheet, or lacks a column the mapping names or has it twice.
pub(super) fn read(bytes: &[u8], mapping: &Mapping) -> Result<Read, String> {
    let whole = |fault: Fault| fault.text(Language::English);
    let sheet = Sheet::read(bytes).map_err(whole)?;
    let (mut rows, mut row) = (sheet.rows(), sheet::Row::default());
    let mut headers: Vec<String> = Vec::new();
    if rows.read(&mut row).map_err(whole)? {
        headers = row.cells().map(|name| name.trim().to_owned()).collect();
    }
    check_header(&headers, mapping)?;
    let mut read = Read {
        rows: Vec::new(),
        left_out: 0,
    };
    while rows.read(&mut row).map_err(whole)? {
        let cells = row.cells().map(|cell| cell.trim().to_owned());
        let columns: BTreeMap<String, String> = headers.iter().cloned().zip(cells).collect();
        let wanted = |(column, wanted): (&String, &String)| columns.get(column) == Some(wanted);
        if !mapping.filter.iter().all(wanted) {
            read.left_out += 1;
            continue;
        }
        if let Err(problem) = row.fits(headers.len()) {
            read.rows.push(Err(vec![Rejected {
                line: row.line(),
                column: String::new(),
                reason: in_words(&problem),
            }]));
            continue;
        }
        let reading = Reading {
            row: &row,
            headers: &headers,
            columns: &columns,
            mapping,
            faults: Vec::new(),
        };
        read.rows.push(reading.row());
    }
    Ok(read)
}

/// Checks that each column the mapping names is there once.
fn check_header(headers: &[String], mapping: &Mapping) -> Result<(), String> {
    let times = |column: &&str| headers.iter().filter(|header| header == column).count();
    let missing: Vec<&str> = mapping
        .named_columns()
        .filter(|column| times(column) == 0)
        .collect();
    if !missing.is_empty() {
        return Err(format!(
            "the spreadsheet has no column {}; it has {}",
            missing.join(", "),
            headers.join(", ")
        ));
    }
    match mapping.named_columns().find(|column| times(column) > 1) {
        Some(twice) => Err(format!(
            "the spreadsheet has the column {twice} more than once; give each a name of its own"
        )),
        None => Ok(()),
    }
}

/// A problem and its remedy in words.
fn in_words(problem: &Problem) -> String {
    let fault = Fault {
        line: 0,
        field: String::new(),
        problem: problem.clone(),
    };
    let language = Language::English;
    format!("{} {}", fault.problem(language), fault.remedy(language))
}

struct Reading<'a> {
    row: &'a sheet::Row,
    headers: &'a [String],
    columns: &'a BTreeMap<String, String>,
    mapping: &'a Mapping,
    faults: Vec<Rejected>,
}

impl Reading<'_> {
    fn row(mut self) -> Result<Row, Vec<Rejected>> {
        let columns = &self.mapping.columns;
        let name = self.cell(&columns.name).to_owned();
        if name.is_empty() {
            self.fault(&columns.name, "is empty; every applicant has a name");
        }
        let organisation = self.organisation(&name);
        let municipality = self.municipality();
        let requested = self.amount(&columns.requested);
        if requested.is_some_and(|amount| !amount.is_positive()) {
            self.fault(
                &columns.requested,
                "is nothing; an application is for an amount above zero",
            );
        }
        if requested.is_none() && self.cell(&columns.requested).is_empty() {
            self.fault(
                &columns.requested,
                "is empty; an application is for an amount",
            );
        }
        let last_year = columns
            .last_year
            .as_deref()
            .and_then(|column| self.amount(column));
        let granted = columns
            .granted
            .as_deref()
            .and_then(|column| self.amount(column));
        let score = columns
            .score
            .as_deref()
            .and_then(|column| self.score(column));
        let key = self.cell(&self.mapping.key).to_owned();
        if key.is_empty() {
            self.fault(&self.mapping.key, "is empty; it tells the rows apart");
        }
        match (organisation, municipality, requested) {
            (Some((organisation, invented)), Some(municipality), Some(requested))
                if self.faults.is_empty() =>
            {
                Ok(Row {
                    line: self.row.line(),
                    key,
                    organisation,
                    invented,
                    name,
                    municipality,
                    requested,
                    last_year,
                    granted,
                    score,
                    columns: self.columns.clone(),
                })
            }
            _ => Err(self.faults),
        }
    }

    fn cell(&self, column: &str) -> &str {
        self.columns.get(column).map_or("", String::as_str)
    }

    fn fault(&mut self, column: &str, reason: impl Into<String>) {
        self.faults.push(Rejected {
            line: self.row.line(),
            column: column.to_owned(),
            reason: reason.into(),
        });
    }

    /// Returns the number given, or one that follows from the name: the same name gets the same
    /// number in every file. Spreadsheets write 0 where there is none.
    fn organisation(&mut self, name: &str) -> Option<(OrganisationNumber, bool)> {
        let column = self.mapping.columns.organisation_number.clone();
        let column = column.unwrap_or_default();
        let given = self.cell(&column).replace([' ', '\u{a0}'], "");
        if given.bytes().all(|digit| digit == b'0') {
            if self.mapping.organisation.invent_missing_numbers {
                let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
                let seed = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
                return Some((OrganisationNumber::invented(seed), true));
            }
            let stands = if given.is_empty() { "is empty" } else { "is 0" };
            let remedy = "give the number, or let the mapping invent missing ones";
            self.fault(&column, format!("{stands}; {remedy}"));
            return None;
        }
        match given.parse() {
            Ok(number) => Some((number, false)),
            Err(problem) => {
                self.fault(&column, format!("{problem}"));
                None
            }
        }
    }

    fn municipality(&mut self) -> Option<MunicipalityNumber> {
        let column = self.mapping.columns.municipality_number.clone();
        let column = column.unwrap_or_default();
        let given = self.cell(&column).to_owned();
        if given.is_empty() {
            let general = self.mapping.organisation.municipality_number.clone();
            if general.is_none() {
                self.fault(&column, "is empty, and the mapping gives none for all");
            }
            return general;
        }
        match given.parse() {
            Ok(number) => Some(number),
            Err(problem) => {
                self.fault(&column, format!("{problem}"));
                None
            }
        }
    }

    /// Reads a number as the file writes numbers; `None` where the cell is empty or wrong.
    fn number(&mut self, column: &str, is_amount: bool) -> Option<Decimal> {
        let at = self.headers.iter().position(|header| header == column)?;
        let text = if is_amount {
            self.row.amount(at)
        } else {
            self.row.number(at)
        };
        let read = text.and_then(|text| {
            if text.is_empty() {
                return Ok(None);
            }
            let found = || self.cell(column).to_owned();
            let number = text.parse::<Decimal>();
            number
                .map(Some)
                .map_err(|_| Problem::NotANumber { found: found() })
        });
        read.unwrap_or_else(|problem| {
            self.fault(column, in_words(&problem));
            None
        })
    }

    fn amount(&mut self, column: &str) -> Option<Money> {
        let number = self.number(column, true)?;
        let kroner = match self.mapping.amounts.unit {
            Unit::Kroner => Some(number),
            Unit::Øre => number.checked_div(Decimal::ONE_HUNDRED),
        };
        let money =
            kroner.and_then(|kroner| Money::from_kroner_decimal(kroner, Rounding::HalfEven).ok());
        match money {
            Some(money) if !money.is_negative() => Some(money),
            Some(_) => {
                self.fault(column, format!("{} is below zero", self.cell(column)));
                None
            }
            None => {
                self.fault(column, format!("{:?} is no amount", self.cell(column)));
                None
            }
        }
    }

    fn score(&mut self, column: &str) -> Option<Score> {
        let given = self.number(column, false)?;
        let points = given.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let points = u8::try_from(points).ok().filter(|points| *points <= 100);
        let in_range = given >= Decimal::ZERO && given <= Decimal::ONE_HUNDRED;
        match points.filter(|_| in_range) {
            Some(points) => Some(Score { given, points }),
            None => {
                let reason = format!("{:?} is no score from 0 to 100", self.cell(column));
                self.fault(column, reason);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
