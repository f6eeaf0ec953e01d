//! The spreadsheet's rows as plain values, or what is wrong with each.

use std::collections::BTreeMap;

use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::{Money, Rounding};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::mapping::{Mapping, Unit};

/// One row that can become an application.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line in the file, the header being line 1.
    pub line: u64,
    /// The key that tells it apart.
    pub key: String,
    /// Organisation number, given or invented.
    pub organisation: OrganisationNumber,
    /// True if the number is invented.
    pub invented: bool,
    /// Name.
    pub name: String,
    /// Municipality.
    pub municipality: MunicipalityNumber,
    /// The amount applied for.
    pub requested: Money,
    /// The award of the year before.
    pub last_year: Option<Money>,
    /// The award in the spreadsheet's round.
    pub granted: Option<Money>,
    /// Score, 0–100.
    pub score: Option<u8>,
    /// Every column, for the form's places.
    pub columns: BTreeMap<String, String>,
}

/// One thing that is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Line in the file.
    pub line: u64,
    /// Column of the spreadsheet, or the rule that was not met.
    pub column: String,
    /// The fault and its remedy.
    pub reason: String,
}

/// The content of a file.
pub(super) struct Read {
    /// Each row, or its faults.
    pub rows: Vec<Result<Row, Vec<Rejected>>>,
    /// Rows the filter leaves out.
    pub left_out: usize,
}

/// Reads a file.
///
/// # Errors
/// When it is no UTF-8 text, or lacks a column the mapping names.
pub(super) fn read(bytes: &[u8], mapping: &Mapping) -> Result<Read, String> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| "the spreadsheet is not UTF-8; save it as «CSV UTF-8»".to_owned())?;
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|sign| header.bytes().filter(|byte| byte == sign).count());
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let headers: Vec<String> = csv
        .headers()
        .map_err(|problem| problem.to_string())?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let missing: Vec<&str> = mapping
        .named_columns()
        .filter(|column| !headers.iter().any(|header| header == column))
        .collect();
    if !missing.is_empty() {
        return Err(format!(
            "the spreadsheet has no column {}; it has {}",
            missing.join(", "),
            headers.join(", ")
        ));
    }
    let mut read = Read {
        rows: Vec::new(),
        left_out: 0,
    };
    for record in csv.records() {
        let record = match record {
            Ok(record) => record,
            Err(problem) => return Err(problem.to_string()),
        };
        let line = record.position().map_or(0, csv::Position::line);
        let columns: BTreeMap<String, String> = headers
            .iter()
            .cloned()
            .zip(record.iter().map(|cell| cell.trim().to_owned()))
            .collect();
        if mapping
            .filter
            .iter()
            .any(|(column, wanted)| columns.get(column) != Some(wanted))
        {
            read.left_out += 1;
            continue;
        }
        read.rows.push(
            Reading {
                line,
                columns: &columns,
                mapping,
                faults: Vec::new(),
            }
            .row(),
        );
    }
    Ok(read)
}

struct Reading<'a> {
    line: u64,
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
                    line: self.line,
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
            line: self.line,
            column: column.to_owned(),
            reason: reason.into(),
        });
    }

    /// The number given, or one that follows from the name: the same name gets the same number in
    /// every file.
    fn organisation(&mut self, name: &str) -> Option<(OrganisationNumber, bool)> {
        let column = self.mapping.columns.organisation_number.clone();
        let given = column
            .as_deref()
            .map_or("", |column| self.cell(column))
            .replace([' ', '\u{a0}'], "");
        if given.is_empty() {
            if self.mapping.organisation.invent_missing_numbers {
                let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
                let seed = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
                return Some((OrganisationNumber::invented(seed), true));
            }
            let column = column.unwrap_or_default();
            self.fault(
                &column,
                "is empty; give the number, or let the mapping invent missing ones",
            );
            return None;
        }
        match given.parse() {
            Ok(number) => Some((number, false)),
            Err(problem) => {
                let column = column.unwrap_or_default();
                self.fault(&column, format!("{problem}"));
                None
            }
        }
    }

    fn municipality(&mut self) -> Option<MunicipalityNumber> {
        let column = self.mapping.columns.municipality_number.clone();
        let given = column
            .as_deref()
            .map_or("", |column| self.cell(column))
            .to_owned();
        if given.is_empty() {
            let general = self.mapping.organisation.municipality_number.clone();
            if general.is_none() {
                self.fault(
                    &column.unwrap_or_default(),
                    "is empty, and the mapping gives none for all",
                );
            }
            return general;
        }
        match given.parse() {
            Ok(number) => Some(number),
            Err(problem) => {
                self.fault(&column.unwrap_or_default(), format!("{problem}"));
                None
            }
        }
    }

    /// An amount, `1234.50`, `1 234,50` or empty.
    fn amount(&mut self, column: &str) -> Option<Money> {
        let cell = self
            .cell(column)
            .replace([' ', '\u{a0}', '\u{202f}'], "")
            .replace(',', ".");
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse::<Decimal>().ok();
        let kroner = match self.mapping.amounts.unit {
            Unit::Kroner => number,
            Unit::Øre => number.and_then(|ore| ore.checked_div(Decimal::ONE_HUNDRED)),
        };
        let money =
            kroner.and_then(|kroner| Money::from_kroner_decimal(kroner, Rounding::HalfEven).ok());
        match money {
            Some(money) if !money.is_negative() => Some(money),
            Some(_) => {
                self.fault(column, format!("{cell} is below zero"));
                None
            }
            None => {
                self.fault(column, format!("{cell:?} is no amount"));
                None
            }
        }
    }

    fn score(&mut self, column: &str) -> Option<u8> {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() {
            return None;
        }
        let score = cell.parse::<u8>().ok().filter(|score| *score <= 100);
        if score.is_none() {
            self.fault(column, format!("{cell:?} is no score from 0 to 100"));
        }
        score
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping() -> Mapping {
        Mapping::parse(
            "key = 'no'\n[columns]\nname = 'name'\nrequested = 'sum'\norganisation_number = 'orgnr'\nmunicipality_number = 'kommune'\n\
             [organisation]\nkind = 'OTHER'\n[form]\n",
        )
        .unwrap()
    }

    #[test]
    fn norwegian_spreadsheets_are_read() {
        let file = "\u{feff}no;name;sum;orgnr;kommune\n1;Huset;1 234,50;958 935 420;0301\n";
        let read = read(file.as_bytes(), &mapping()).unwrap();
        let row = read.rows[0].as_ref().unwrap();
        assert_eq!((row.requested.ore(), row.line), (123_450, 2));
        assert_eq!(row.organisation.to_string(), "958935420");
    }

    #[test]
    fn every_fault_of_a_row_is_told_with_its_column() {
        let file = "no,name,sum,orgnr,kommune\n,,-5,123456789,301\n";
        let read = read(file.as_bytes(), &mapping()).unwrap();
        let faults = read.rows[0].as_ref().unwrap_err();
        let columns: Vec<&str> = faults.iter().map(|fault| fault.column.as_str()).collect();
        assert_eq!(columns, ["name", "orgnr", "kommune", "sum", "no"]);
    }

    #[test]
    fn a_missing_column_is_told_with_those_there_are() {
        let problem = read(b"no,name,sum\n", &mapping()).err().unwrap();
        assert!(
            problem.contains("orgnr, kommune") && problem.contains("no, name, sum"),
            "{problem}"
        );
    }
}
