//! Entries in registers.

use domain::register::RegisterEntry;
use domain::violations::Violations;

use crate::v1;

/// The most entries of one request.
const ENTRIES_MAX: usize = 1_000;

/// Reads entries.
pub fn entries(
    faults: &mut Violations,
    entries: Vec<v1::RegisterEntry>,
) -> Option<Vec<RegisterEntry>> {
    faults.list_size("entries", entries.len(), 1..=ENTRIES_MAX)?;
    faults.each("entries", entries, entry)
}

fn entry(faults: &mut Violations, from: v1::RegisterEntry) -> Option<RegisterEntry> {
    let register = faults.code("register", &from.register);
    let organisation = faults.parse("organisation_number", &from.organisation_number);
    let municipality = faults.parse_optional("municipality_number", &from.municipality_number);
    let first = faults.date("from_date", &from.from_date);
    let last = faults.optional_date("to_date", &from.to_date);
    if let (Some(first), Some(Some(last))) = (first, last) {
        faults.ordered(first, "to_date", last);
    }
    let source = faults.line("source", &from.source, 200);
    Some(RegisterEntry {
        register: register?,
        organisation: organisation?,
        municipality: municipality?,
        from: first?,
        to: last?,
        source: source?,
    })
}

impl From<RegisterEntry> for v1::RegisterEntry {
    fn from(entry: RegisterEntry) -> Self {
        v1::RegisterEntry {
            register: entry.register,
            organisation_number: entry.organisation.into(),
            municipality_number: entry.municipality.map(Into::into).unwrap_or_default(),
            from_date: entry.from.to_string(),
            to_date: entry.to.map(|to| to.to_string()).unwrap_or_default(),
            source: entry.source,
        }
    }
}
