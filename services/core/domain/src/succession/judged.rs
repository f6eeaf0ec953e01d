//! Everything that stands in the way of a succession, at once.

use chrono::{Days, NaiveDate};

use super::{Heirs, TakenCase, Takeover};
use crate::findings::{Finding, when};
use crate::identifiers::MunicipalityNumber;
use crate::municipalities;
use crate::organisation::ApplicantKind;

/// The source of the demands that no law makes.
const OWN: &str = "configurable";
/// The source of the demands on municipalities.
const TABLE: &str = "Kommunetabellen";

/// The facts that a succession is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The predecessor's cases.
    pub cases: &'a [TakenCase],
    /// A register has an entry of the predecessor.
    pub is_registered: bool,
    /// Another proposal for the predecessor is open.
    pub is_proposed: bool,
    /// The organisations that were taken over.
    pub heirs: &'a Heirs,
    /// The day, in Norway.
    pub today: NaiveDate,
}

/// Returns every finding that stops a succession.
#[must_use]
pub fn findings(takeover: &Takeover, known: Known<'_>) -> Vec<Finding> {
    let mut found = of_organisations(takeover, known);
    found.extend(of_date(takeover, known));
    for case in known.cases {
        found.extend(of_case(takeover, case));
    }
    found.extend(of_municipalities(takeover, known.cases));
    found
}

fn of_organisations(takeover: &Takeover, known: Known<'_>) -> Vec<Finding> {
    let (old, new) = (&takeover.predecessor, &takeover.successor.organisation);
    let fault = |code, field| Finding::blocking(code, OWN).on(field);
    let successor = "succession.successor.organisation_number";
    let predecessor = "succession.predecessor_organisation_number";
    let mut found = when(old == new, || {
        fault("SUCCESSION_SAME_ORGANISATION", successor)
    });
    found.extend(when(known.cases.is_empty() && !known.is_registered, || {
        fault("SUCCESSION_UNKNOWN_ORGANISATION", predecessor).with("organisation", old.as_str())
    }));
    found.extend(when(known.is_proposed, || {
        fault("SUCCESSION_PROPOSED_ALREADY", predecessor).with("organisation", old.as_str())
    }));
    let taken = |code, field, of: &str, by: &str, date: NaiveDate| {
        fault(code, field)
            .with("organisation", of)
            .with("by", by)
            .with("date", date)
    };
    if let Some((by, date)) = known.heirs.of(old) {
        let by = by.as_str();
        found.push(taken(
            "SUCCESSION_TAKEN_OVER_ALREADY",
            predecessor,
            old.as_str(),
            by,
            *date,
        ));
    }
    if let Some((by, date)) = known.heirs.of(new) {
        let code = if known.heirs.holder(new) == old {
            "SUCCESSION_CIRCLE"
        } else {
            "SUCCESSION_CHAIN"
        };
        found.push(taken(code, successor, new.as_str(), by.as_str(), *date));
    }
    found
}

fn of_date(takeover: &Takeover, known: Known<'_>) -> Vec<Finding> {
    let field = "succession.taken_over_date";
    let date = takeover.date;
    let mut found = when(date > known.today, || {
        Finding::blocking("SUCCESSION_IN_FUTURE", OWN)
            .on(field)
            .with("date", date)
    });
    let earlier = known.heirs.last_of(&takeover.predecessor);
    found.extend(earlier.filter(|earlier| date < *earlier).map(|earlier| {
        Finding::blocking("SUCCESSION_BEFORE_EARLIER", OWN)
            .on(field)
            .with("date", date)
            .with("earlier", earlier)
    }));
    found
}

fn of_case(takeover: &Takeover, case: &TakenCase) -> Vec<Finding> {
    let late = case.applied > takeover.date && !case.is_dropped();
    let reference = case.case_reference.to_string();
    let mut found = when(late, || {
        Finding::blocking("SUCCESSION_BEFORE_APPLICATION", OWN)
            .on("succession.taken_over_date")
            .with("case", reference.as_str())
            .with("date", takeover.date)
            .with("applied", case.applied)
    });
    let paying = case.grant.as_ref().is_some_and(|grant| grant.is_paying);
    found.extend(when(paying, || {
        Finding::blocking("SUCCESSION_PAYMENT_UNDER_WAY", OWN).with("case", reference.as_str())
    }));
    found
}

/// A municipality is followed by the municipality that the table says, on the day it says. A merger
/// after the last one in the table is not judged by it.
fn of_municipalities(takeover: &Takeover, cases: &[TakenCase]) -> Vec<Finding> {
    let (successor, date) = (&takeover.successor, takeover.date);
    let number = &successor.municipality;
    let field = "succession.successor.municipality_number";
    let known = municipalities::find(number);
    let known = known.is_some_and(|known| known.to.is_none_or(|to| date <= to));
    let mut found = when(!known, || {
        Finding::blocking("SUCCESSION_MUNICIPALITY_INVALID", TABLE)
            .on(field)
            .with("municipality", number.as_str())
            .with("date", date)
    });
    let mut own: Vec<&MunicipalityNumber> = cases
        .iter()
        .filter_map(|case| case.municipality.as_ref())
        .collect();
    own.sort_unstable();
    own.dedup();
    if own.is_empty() {
        return found;
    }
    found.extend(when(successor.kind != ApplicantKind::Municipality, || {
        Finding::blocking("SUCCESSION_NOT_A_MUNICIPALITY", OWN).on("succession.successor.kind")
    }));
    let last = municipalities::successions().last().map(|step| step.date);
    if last.is_none_or(|last| date > last) {
        return found;
    }
    for old in own.into_iter().filter(|old| !follows(old, number, date)) {
        found.push(
            Finding::blocking("SUCCESSION_NOT_IN_TABLE", TABLE)
                .on(field)
                .with("old", old.as_str())
                .with("new", number.as_str())
                .with("date", date),
        );
    }
    found
}

/// Returns whether the table has it that one municipality gave way on a day to another, or to one
/// whose number that became later.
fn follows(old: &MunicipalityNumber, new: &MunicipalityNumber, date: NaiveDate) -> bool {
    let before = date.checked_sub_days(Days::new(1)).unwrap_or(date);
    let mut numbers = municipalities::successors(old, before);
    numbers.insert(old.clone());
    municipalities::successions().iter().any(|step| {
        let reaches =
            step.new == *new || municipalities::successors(&step.new, NaiveDate::MAX).contains(new);
        step.date == date && numbers.contains(&step.old) && reaches
    })
}
