//! The rows of a spreadsheet as applicants: one a row, with the fields of the header.

use super::applicant::{Draft, Place, Value, is_amount, known, nearest};
use super::fault::{Fault, Problem, shown};
use super::sheet::{Row, Sheet};
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
    sheet: &Sheet<'_>,
    scenario: &mut Scenario,
    places: &mut Vec<Place>,
    faults: &mut Vec<Fault>,
) {
    let (mut rows, mut current) = (sheet.rows(), Row::default());
    let mut columns: Option<Vec<Option<String>>> = None;
    loop {
        match rows.read(&mut current) {
            Ok(true) => {}
            Ok(false) => break,
            Err(fault) => {
                faults.push(fault);
                break;
            }
        }
        match &columns {
            None => columns = Some(header(&current, faults)),
            Some(columns) => row(&current, columns, scenario, places, faults),
        }
    }
    if columns.is_none() {
        faults.push(Fault::new(1, "id", Problem::Missing));
    }
}

/// The field of each column; `None` for columns that are read over.
fn header(row: &Row, faults: &mut Vec<Fault>) -> Vec<Option<String>> {
    let line = row.line();
    let names: Vec<String> = row
        .cells()
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
    row: &Row,
    columns: &[Option<String>],
    scenario: &mut Scenario,
    places: &mut Vec<Place>,
    faults: &mut Vec<Fault>,
) {
    let line = row.line();
    if let Err(problem) = row.fits(columns.len()) {
        faults.push(Fault::new(line, "", problem));
        return;
    }
    let mut draft = Draft::new(line);
    for ((at, column), cell) in columns.iter().enumerate().zip(row.cells()) {
        let Some(field) = column else { continue };
        let text = matches!(
            field.as_str(),
            "id" | "group" | "concern" | "tie_key" | "name" | "note"
        );
        let value = if text {
            Ok(Cow::Borrowed(cell))
        } else if is_amount(field) {
            row.amount(at)
        } else {
            row.number(at)
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
