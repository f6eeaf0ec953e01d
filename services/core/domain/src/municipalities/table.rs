//! The two tables, read once from the text compiled into the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{Extent, Municipality, Succession, Today};
use crate::identifiers::MunicipalityNumber;

/// The first day the tables cover.
pub(super) const COVERED_FROM: NaiveDate =
    NaiveDate::from_ymd_opt(2015, 1, 1).expect("a date that exists");

/// The municipalities and their changes.
pub(super) struct Table {
    pub(super) municipalities: BTreeMap<MunicipalityNumber, Municipality>,
    /// In order of date.
    pub(super) successions: Vec<Succession>,
}

/// Read at first use. The text is compiled in and read by the tests, so a fault cannot reach a
/// running program.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    read(
        include_str!("municipalities_2025.csv"),
        include_str!("successions.csv"),
    )
    .unwrap_or_else(|line| panic!("the municipality tables that are compiled in are wrong: {line}"))
});

/// Reads both tables; the error is the line that is wrong.
pub(super) fn read(present: &'static str, changes: &'static str) -> Result<Table, String> {
    let mut municipalities = BTreeMap::new();
    for line in rows(present) {
        let municipality = present_row(line).ok_or(line)?;
        municipalities.insert(municipality.number.clone(), municipality);
    }
    let mut successions = Vec::new();
    let mut names = Vec::new();
    for line in rows(changes) {
        let (name, succession) = change_row(line).ok_or(line)?;
        names.push(name);
        successions.push(succession);
    }
    // A number that went out of use lived from the day it came (or from before 2015) to the day
    // before it gave way.
    for (name, succession) in names.into_iter().zip(&successions) {
        let came = successions
            .iter()
            .find(|step| step.new == succession.old)
            .map(|step| step.date);
        let former = Municipality {
            number: succession.old.clone(),
            name,
            from: came,
            to: succession.date.pred_opt(),
            today: None,
        };
        municipalities.insert(succession.old.clone(), former);
    }
    Ok(Table {
        municipalities,
        successions,
    })
}

/// The lines under the column names, without comments.
fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1)
}

/// `number,name,county_number,county,population,organisation_number,from`
fn present_row(line: &'static str) -> Option<Municipality> {
    let [
        number,
        name,
        county_number,
        county,
        population,
        organisation_number,
        from,
    ] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
    let number: MunicipalityNumber = number.parse().ok()?;
    if number.county() != county_number {
        return None;
    }
    let organisation_number = optional(organisation_number, |text| text.parse().ok())?;
    let today = Some(Today {
        county,
        population_2024: population.parse().ok()?,
        organisation_number,
    });
    Some(Municipality {
        number,
        name,
        from: optional(from, |text| text.parse().ok())?,
        to: None,
        today,
    })
}

/// `date,old,old_name,new,extent`
fn change_row(line: &'static str) -> Option<(&'static str, Succession)> {
    let [date, old, name, new, extent] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
    let extent = match extent {
        "whole" => Extent::Whole,
        "part" => Extent::Part,
        _ => return None,
    };
    Some((
        name,
        Succession {
            date: date.parse().ok()?,
            old: old.parse().ok()?,
            new: new.parse().ok()?,
            extent,
        },
    ))
}

/// An empty column as nothing; the outer `None` is a fault.
fn optional<T>(
    text: &'static str,
    read: impl FnOnce(&'static str) -> Option<T>,
) -> Option<Option<T>> {
    if text.is_empty() {
        Some(None)
    } else {
        read(text).map(Some)
    }
}
