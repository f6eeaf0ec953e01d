//! Fields of requests to domain values, with every fault found on the way.

use chrono::{DateTime, Datelike, SubsecRound, Utc};
use domain::step::Revision;
use domain::violations::Violations;
use prost_types::{FieldMask, Timestamp};

/// The longest reason for a step.
pub const REASON_CHARACTERS_MAX: usize = 2_000;

/// The longest list of an enum's values: more than any enum of the contract has.
const CHOICES_MAX: usize = 20;

/// The years a point of time in a request may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// Reads the revision that an etag stands for.
pub fn etag(faults: &mut Violations, field: &str, etag: &str) -> Option<Revision> {
    if etag.is_empty() {
        faults.add(
            field,
            "is required; send the etag of the resource as last read",
        );
        return None;
    }
    let revision = Revision::from_etag(etag);
    if revision.is_none() {
        faults.add(
            field,
            "is not an etag of ours; send it back as the server gave it",
        );
    }
    revision
}

/// Reads the reason of a step that needs one.
pub fn reason(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.text(field, text, REASON_CHARACTERS_MAX)
}

/// Reads the reason of a step that may leave it out.
pub fn optional_reason(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.optional_text(field, text, REASON_CHARACTERS_MAX)
}

/// Reads one of an enum's values; `known` gives the domain's, and nothing for `…_UNSPECIFIED`.
pub fn choice<E: TryFrom<i32>, T>(
    faults: &mut Violations,
    field: &str,
    number: i32,
    known: impl FnOnce(E) -> Option<T>,
) -> Option<T> {
    let Ok(value) = E::try_from(number) else {
        faults.add(
            field,
            format_args!("{number} is no value of this enum; use one that the contract names"),
        );
        return None;
    };
    let chosen = known(value);
    if chosen.is_none() {
        faults.add(
            field,
            "is required; choose one of the values that the contract names",
        );
    }
    chosen
}

/// Reads several of an enum's values, each at most once.
pub fn choices<E: TryFrom<i32>, T: PartialEq>(
    faults: &mut Violations,
    field: &str,
    numbers: &[i32],
    known: impl Fn(E) -> Option<T>,
) -> Option<Vec<T>> {
    faults.list_size(field, numbers.len(), 0..=CHOICES_MAX)?;
    let mut chosen: Vec<T> = Vec::new();
    let mut complete = true;
    for (at, number) in numbers.iter().enumerate() {
        let field = format!("{field}[{at}]");
        match choice(faults, &field, *number, &known) {
            Some(value) if chosen.contains(&value) => {
                faults.add(&field, "stands in the list already; name it once");
                complete = false;
            }
            Some(value) => chosen.push(value),
            None => complete = false,
        }
    }
    complete.then_some(chosen)
}

/// Reads a point of time, cut to the microseconds that the database keeps.
pub fn time(
    faults: &mut Violations,
    field: &str,
    time: Option<Timestamp>,
) -> Option<DateTime<Utc>> {
    let time = faults.required(field, time)?;
    let read = u32::try_from(time.nanos)
        .ok()
        .filter(|nanos| *nanos < 1_000_000_000)
        .and_then(|nanos| DateTime::from_timestamp(time.seconds, nanos))
        .filter(|read| YEARS.contains(&read.year()));
    if read.is_none() {
        faults.add(
            field,
            format_args!(
                "must be a point of time in the years {} to {}; correct seconds or nanos",
                YEARS.start(),
                YEARS.end()
            ),
        );
    }
    read.map(|read| read.trunc_subsecs(6))
}

/// The fields that an update names.
#[derive(Debug)]
pub struct Mask(Vec<&'static str>);

impl Mask {
    /// Reads the mask: at least one path, and only those in `known`.
    pub fn read(faults: &mut Violations, mask: Option<FieldMask>, known: &[&'static str]) -> Mask {
        let paths = mask.unwrap_or_default().paths;
        let unknown: Vec<&str> = paths
            .iter()
            .map(String::as_str)
            .filter(|path| !known.contains(path))
            .collect();
        if paths.is_empty() {
            faults.add(
                "update_mask",
                format_args!(
                    "is required; name the fields to change, of {}",
                    known.join(", ")
                ),
            );
        } else if let Some(first) = unknown.first() {
            // The paths are the caller's: shown as debug text, cut short, so that a megabyte is not
            // sent back.
            let first: String = first.chars().take(60).collect();
            faults.add(
                "update_mask",
                format_args!(
                    "names {} path(s) that cannot be changed, the first is {first:?}; use {}",
                    unknown.len(),
                    known.join(", ")
                ),
            );
        }
        let named = |path: &&'static str| paths.iter().any(|given| given == path);
        Mask(known.iter().copied().filter(named).collect())
    }

    /// Reads a field when the mask names it; what it does not name is not looked at. The outer
    /// `None` is a fault.
    pub fn field<T>(&self, path: &str, read: impl FnOnce() -> Option<T>) -> Option<Option<T>> {
        if self.0.contains(&path) {
            read().map(Some)
        } else {
            Some(None)
        }
    }
}
