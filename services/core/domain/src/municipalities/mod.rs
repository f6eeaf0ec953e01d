//! *Kommuner*: which existed on a date, and who took over from whom.
//!
//! A merged municipality takes over rights and duties, and exclusions follow it; numbers also
//! change when counties do. So a number is only meaningful with a date, and every question here
//! takes one. Covered are the years from 2015; what comes after the last change in the table is
//! answered as if nothing more had changed.
//!
//! ```
//! use domain::municipalities;
//!
//! let fusa = "1241".parse()?;
//! let now = municipalities::current(&fusa, "2026-01-01".parse().unwrap());
//! assert_eq!(now[0].name, "Bjørnafjorden");
//! # Ok::<(), domain::identifiers::MunicipalityNumberError>(())
//! ```

mod table;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::identifiers::{MunicipalityNumber, OrganisationNumber};
use table::TABLE;

/// A municipality under one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its number.
    pub number: MunicipalityNumber,
    /// Its Norwegian name, without the county that tells namesakes apart: there are two called
    /// Våler and two called Herøy.
    pub name: &'static str,
    /// The first day of the number; none when it was in use before 2015.
    pub from: Option<NaiveDate>,
    /// The last day of the number; none while it is in use.
    pub to: Option<NaiveDate>,
    /// Its state today; none when the number has gone out of use.
    pub today: Option<Today>,
}

/// A municipality that exists today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// The county's name.
    pub county: &'static str,
    /// Inhabitants on 1 January 2024.
    pub population_2024: u32,
    /// Its organisation number, where the source has it.
    pub organisation_number: Option<OrganisationNumber>,
}

/// One number giving way to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The first day of the new number.
    pub date: NaiveDate,
    /// The number that went out of use the day before.
    pub old: MunicipalityNumber,
    /// The number that took its place.
    pub new: MunicipalityNumber,
    /// The part of the old municipality that went there.
    pub extent: Extent,
}

/// The part of a municipality that a successor took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it: a merger or a new number.
    Whole,
    /// A part: it was divided, and a person must say which part a right or duty belongs to.
    Part,
}

impl Municipality {
    /// Returns true if the number was in use on a date. The years before 2015 are not covered:
    /// nothing is in use then.
    #[must_use]
    pub fn is_valid_on(&self, date: NaiveDate) -> bool {
        date >= covered_from()
            && self.from.is_none_or(|from| from <= date)
            && self.to.is_none_or(|to| date <= to)
    }
}

/// The first day the tables cover.
#[must_use]
pub fn covered_from() -> NaiveDate {
    table::COVERED_FROM
}

/// The municipality with a number, of any time.
#[must_use]
pub fn find(number: &MunicipalityNumber) -> Option<&'static Municipality> {
    TABLE.municipalities.get(number)
}

/// The municipality with a number on a date.
#[must_use]
pub fn valid_on(number: &MunicipalityNumber, date: NaiveDate) -> Option<&'static Municipality> {
    find(number).filter(|municipality| municipality.is_valid_on(date))
}

/// All municipalities on a date, in order of number.
pub fn all_on(date: NaiveDate) -> impl Iterator<Item = &'static Municipality> {
    TABLE
        .municipalities
        .values()
        .filter(move |municipality| municipality.is_valid_on(date))
}

/// The municipalities that exist today with what is known of them, in order of number.
pub fn today() -> impl Iterator<Item = (&'static Municipality, &'static Today)> {
    let all = TABLE.municipalities.values();
    all.filter_map(|municipality| Some((municipality, municipality.today.as_ref()?)))
}

/// Every change of number, in order of date.
#[must_use]
pub fn successions() -> &'static [Succession] {
    &TABLE.successions
}

/// Returns who holds a municipality's rights and duties on a date: itself while it exists, several
/// when it was divided, none when the number is unknown or was not in use yet.
#[must_use]
pub fn current(number: &MunicipalityNumber, on: NaiveDate) -> Vec<&'static Municipality> {
    let mut candidates = successors(number, on);
    candidates.insert(number.clone());
    candidates
        .iter()
        .filter_map(|number| valid_on(number, on))
        .collect()
}

/// Every number that has come in a municipality's place until a date, that day included, through
/// all steps: Andebu's are Sandefjord's three.
#[must_use]
pub fn successors(number: &MunicipalityNumber, until: NaiveDate) -> BTreeSet<MunicipalityNumber> {
    closure(number, |at| {
        let after = TABLE
            .successions
            .iter()
            .filter(move |step| step.date <= until && step.old == at);
        after.map(|step| &step.new).collect()
    })
}

/// Every number whose rights and duties a municipality has taken over on a date or later, through
/// all steps: what an exclusion of earlier recipients must be looked up for.
#[must_use]
pub fn predecessors(number: &MunicipalityNumber, since: NaiveDate) -> BTreeSet<MunicipalityNumber> {
    closure(number, |at| {
        let before = TABLE
            .successions
            .iter()
            .filter(move |step| step.date >= since && step.new == at);
        before.map(|step| &step.old).collect()
    })
}

/// The class of a number of inhabitants, 0 being the smallest: how many of the thresholds it
/// reaches.
///
/// No source gives thresholds (5 000 and 20 000 are usual), so they are the caller's, from a
/// configurable rule value.
#[must_use]
pub fn size_class(population: u32, thresholds: &[u32]) -> usize {
    thresholds
        .iter()
        .filter(|threshold| population >= **threshold)
        .count()
}

/// All that is reached from a number by steps, without the number itself.
fn closure(
    start: &MunicipalityNumber,
    steps: impl Fn(MunicipalityNumber) -> Vec<&'static MunicipalityNumber>,
) -> BTreeSet<MunicipalityNumber> {
    let mut reached = BTreeSet::new();
    let mut ahead = vec![start.clone()];
    while let Some(number) = ahead.pop() {
        let new = steps(number)
            .into_iter()
            .filter(|next| reached.insert((*next).clone()));
        ahead.extend(new.cloned());
    }
    reached
}
