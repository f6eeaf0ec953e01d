//! From TOML to entries, collecting every fault on the way.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::{Spanned, Table, Value};

use super::entry::{RuleData, RuleEntry, RuleSource};
use super::fault::{RuleBookFault, RuleFaultKind};
use super::reads::{Reads, SHARED};

/// The source of a value that is not published.
const CONFIGURABLE: &str = "configurable";

/// Evidence tags of the collected facts that mean "not published".
const UNSOURCED_TAGS: [&str; 2] = ["[B]", "[D]"];

/// The keys of an entry.
const KEYS: [&str; 8] = [
    "id",
    "value",
    "unit",
    "from",
    "to",
    "source",
    "note",
    "after_gap",
];

/// An entry and the line it begins on.
struct Placed {
    line: usize,
    entry: RuleEntry,
}

/// Reads all entries, or all faults in the order of the text.
pub(super) fn entries(text: &str, reads: &[Reads]) -> Result<Vec<RuleEntry>, Vec<RuleBookFault>> {
    let (rows, mut faults) = rows(text)?;
    let mut placed = Vec::new();
    for (line, table) in rows {
        let mut row = EntryTable {
            table,
            faults: Vec::new(),
        };
        let entry = row.entry();
        let id = row
            .table
            .get("id")
            .and_then(Value::as_str)
            .map(str::to_owned);
        faults.extend(row.faults.into_iter().map(|kind| RuleBookFault {
            line,
            id: id.clone(),
            kind,
        }));
        placed.extend(entry.map(|entry| Placed { line, entry }));
    }
    compare_periods(&mut placed, &mut faults);
    check_types(&placed, reads, &mut faults);
    if faults.is_empty() {
        Ok(placed.into_iter().map(|placed| placed.entry).collect())
    } else {
        faults.sort_by_key(|fault| fault.line);
        Err(faults)
    }
}

/// An entry's table and the line it begins on.
type Lined = (usize, Table);

/// The `[[value]]` tables with their lines, and what else stands at the top as faults.
fn rows(text: &str) -> Result<(Vec<Lined>, Vec<RuleBookFault>), Vec<RuleBookFault>> {
    let line_of = |at: usize| {
        text.as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    };
    let top: BTreeMap<String, Spanned<Value>> = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(span.start));
        vec![RuleBookFault {
            line,
            id: None,
            kind: RuleFaultKind::Syntax(error.message().to_owned()),
        }]
    })?;
    let mut faults: Vec<RuleBookFault> = top
        .iter()
        .filter(|(key, _)| *key != "value")
        .map(|(key, value)| RuleBookFault {
            line: line_of(value.span().start),
            id: None,
            kind: RuleFaultKind::NotAnEntry(key.clone()),
        })
        .collect();

    /// Reads the entries only, so that each has its place in the text.
    #[derive(serde::Deserialize)]
    struct Entries {
        #[serde(default)]
        value: Vec<Spanned<Table>>,
    }
    let rows = match toml::from_str::<Entries>(text) {
        Ok(entries) => entries.value,
        Err(error) => {
            let line = error.span().map_or(1, |span| line_of(span.start));
            faults.push(RuleBookFault {
                line,
                id: None,
                kind: RuleFaultKind::NotAnEntry("value".to_owned()),
            });
            Vec::new()
        }
    };
    if rows.is_empty() && faults.is_empty() {
        faults.push(RuleBookFault {
            line: 1,
            id: None,
            kind: RuleFaultKind::Missing("[[value]]"),
        });
    }
    Ok((
        rows.into_iter()
            .map(|row| (line_of(row.span().start), row.into_inner()))
            .collect(),
        faults,
    ))
}

/// One entry being read.
struct EntryTable {
    table: Table,
    faults: Vec<RuleFaultKind>,
}

impl EntryTable {
    /// The entry, when nothing that it needs is wrong; otherwise the faults say why not.
    fn entry(&mut self) -> Option<RuleEntry> {
        let unknown: Vec<_> = self
            .table
            .keys()
            .filter(|key| !KEYS.contains(&key.as_str()))
            .cloned()
            .collect();
        self.faults
            .extend(unknown.into_iter().map(RuleFaultKind::UnknownKey));
        let id = self.id();
        let unit = self.required("unit");
        let value = self.value(unit.as_deref());
        let from = self.date("from");
        if from.is_none() && !self.table.contains_key("from") {
            self.faults.push(RuleFaultKind::Missing("from"));
        }
        let to = self.date("to");
        let backwards = from.zip(to).filter(|(from, to)| to < from);
        self.faults
            .extend(backwards.map(|(from, to)| RuleFaultKind::Period { from, to }));
        let source = self.source();
        let (note, after_gap) = (self.optional("note"), self.optional("after_gap"));
        // A period that runs backwards has been told of; compared with its neighbours it would only
        // raise more.
        if backwards.is_some() {
            return None;
        }
        Some(RuleEntry {
            id: id?,
            value: value?,
            unit: unit?,
            from: from?,
            to,
            source: source?,
            note,
            after_gap,
        })
    }

    fn id(&mut self) -> Option<String> {
        let id = self.required("id")?;
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if id
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(letter))
        {
            Some(id)
        } else {
            self.faults.push(RuleFaultKind::Id);
            None
        }
    }

    fn source(&mut self) -> Option<RuleSource> {
        let source = self.required("source")?;
        if source == CONFIGURABLE {
            return Some(RuleSource::Configurable);
        }
        if let Some(tag) = UNSOURCED_TAGS.into_iter().find(|tag| source.contains(tag)) {
            self.faults.push(RuleFaultKind::UnsourcedTag(tag));
            return None;
        }
        Some(RuleSource::Published(source))
    }

    /// Text that must be there.
    fn required(&mut self, key: &'static str) -> Option<String> {
        if !self.table.contains_key(key) {
            self.faults.push(RuleFaultKind::Missing(key));
            return None;
        }
        self.optional(key)
    }

    /// Text that may be there; when it is, it says something.
    fn optional(&mut self, key: &'static str) -> Option<String> {
        let value = self.table.get(key)?;
        let fault = match value.as_str() {
            Some(text) if !text.trim().is_empty() => return Some(text.to_owned()),
            Some(_) => RuleFaultKind::Missing(key),
            None => RuleFaultKind::WrongKind {
                key,
                wanted: "text",
            },
        };
        self.faults.push(fault);
        None
    }

    /// A date without a time, written with or without quotes.
    fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        let value = self.table.get(key)?;
        let date = match (value.as_datetime(), value.as_str()) {
            (Some(moment), _) => plain_date(moment),
            (None, Some(text)) => text.parse().ok(),
            (None, None) => None,
        };
        if date.is_none() {
            self.faults.push(RuleFaultKind::WrongKind {
                key,
                wanted: "a date, as in 2017-03-15",
            });
        }
        date
    }

    fn value(&mut self, unit: Option<&str>) -> Option<RuleData> {
        let Some(value) = self.table.get("value") else {
            self.faults.push(RuleFaultKind::Missing("value"));
            return None;
        };
        // The unit decides whether quotes hold text or a decimal number, in lists and tables too.
        let text_allowed = unit.is_none_or(|unit| unit == "text");
        data(value, text_allowed)
            .map_err(|fault| self.faults.push(fault))
            .ok()
    }
}

/// A TOML value as rule data.
fn data(value: &Value, text_allowed: bool) -> Result<RuleData, RuleFaultKind> {
    match value {
        Value::Integer(number) => Ok(RuleData::Integer(*number)),
        Value::Float(_) => Err(RuleFaultKind::Float),
        Value::Boolean(flag) => Ok(RuleData::Flag(*flag)),
        Value::Datetime(moment) => plain_date(moment)
            .map(RuleData::Date)
            .ok_or(RuleFaultKind::DateWithTime),
        Value::String(text) if text_allowed => Ok(RuleData::Text(text.clone())),
        Value::String(text) => {
            // `from_str_exact` refuses more digits than can be kept, where `from_str` would round.
            rust_decimal::Decimal::from_str_exact(text)
                .map(RuleData::Decimal)
                .map_err(|_| RuleFaultKind::NotANumber(text.clone()))
        }
        Value::Array(items) if items.is_empty() => Err(RuleFaultKind::EmptyCollection),
        Value::Array(items) => items
            .iter()
            .map(|item| data(item, text_allowed))
            .collect::<Result<_, _>>()
            .map(RuleData::List),
        Value::Table(items) if items.is_empty() => Err(RuleFaultKind::EmptyCollection),
        Value::Table(items) => items
            .iter()
            .map(|(key, item)| Ok((key.clone(), data(item, text_allowed)?)))
            .collect::<Result<_, _>>()
            .map(RuleData::Table),
    }
}

/// The date of a TOML date, when it has no time of day.
fn plain_date(moment: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = moment
        .date
        .filter(|_| moment.time.is_none() && moment.offset.is_none())?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

/// Finds entries that are not of the type code reads them as, and ids that code reads in vain.
fn check_types(placed: &[Placed], reads: &[Reads], faults: &mut Vec<RuleBookFault>) {
    for group in reads.iter().chain(SHARED) {
        for id in group.ids {
            let periods = placed.iter().filter(|placed| placed.entry.id == *id);
            faults.extend(periods.filter_map(|placed| {
                let wanted = group.as_type.check(&placed.entry).err()?;
                Some(RuleBookFault {
                    line: placed.line,
                    id: Some(placed.entry.id.clone()),
                    kind: RuleFaultKind::NotReadable {
                        found: placed.entry.value.kind(),
                        unit: placed.entry.unit.clone(),
                        wanted,
                    },
                })
            }));
        }
    }
    // An entry with a fault of its own has not been placed: a missing id would be a second fault.
    if faults.is_empty() {
        let there = |id: &str| placed.iter().any(|placed| placed.entry.id == id);
        let missing = reads.iter().flat_map(|group| group.ids);
        faults.extend(missing.filter(|id| !there(id)).map(|id| RuleBookFault {
            line: 1,
            id: Some((*id).to_owned()),
            kind: RuleFaultKind::NotThere,
        }));
    }
}

/// Finds overlaps and gaps between the periods of each id. Sorts as it goes.
fn compare_periods(placed: &mut [Placed], faults: &mut Vec<RuleBookFault>) {
    placed.sort_by(|a, b| {
        (&a.entry.id, a.entry.from, a.line).cmp(&(&b.entry.id, b.entry.from, b.line))
    });
    let mut fault = |at: &Placed, kind| {
        faults.push(RuleBookFault {
            line: at.line,
            id: Some(at.entry.id.clone()),
            kind,
        })
    };
    for at in 0..placed.len() {
        let later = &placed[at];
        let earlier = placed[..at]
            .last()
            .filter(|earlier| earlier.entry.id == later.entry.id);
        // The last day before this period on which anything held; none when this is the first.
        let covered_to = earlier.map(|earlier| earlier.entry.to.unwrap_or(NaiveDate::MAX));
        let gap_from = covered_to
            .and_then(|to| to.succ_opt())
            .filter(|day| *day < later.entry.from);
        match (earlier, covered_to, gap_from) {
            (Some(earlier), Some(to), _) if to >= later.entry.from => {
                fault(
                    later,
                    RuleFaultKind::Overlap {
                        from: later.entry.from,
                        other_line: earlier.line,
                    },
                );
            }
            (_, _, Some(from)) if later.entry.after_gap.is_none() => {
                let to = later.entry.from.pred_opt().unwrap_or(from);
                fault(later, RuleFaultKind::Gap { from, to });
            }
            (_, _, None) if later.entry.after_gap.is_some() => fault(later, RuleFaultKind::NoGap),
            _ => {}
        }
    }
}
