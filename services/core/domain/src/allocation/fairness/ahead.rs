//! Indicative amounts: what the two years ahead would give if nothing but time changed.

use std::collections::BTreeMap;

use allocation::{Scenario, allocate};

use crate::allocation::frame::Run;

/// Returns what each application of a run would get next year and the year after, øre, by id: the
/// same applicants with the same claims, scores and classes, the same frame, rule, bounds and draw;
/// each year's amount is held to the year before by the plan's collar, and the year of support is
/// one more. `awarded` is this year's amount as proposed or decided. `None` where such a year
/// contradicts itself.
#[must_use]
pub fn ahead(run: &Run, awarded: &BTreeMap<String, i64>) -> Option<[BTreeMap<String, i64>; 2]> {
    let next = year_after(&run.scenario, awarded);
    let first = amounts(&next)?;
    let second = amounts(&year_after(&next, &first))?;
    Some([first, second])
}

fn year_after(scenario: &Scenario, awarded: &BTreeMap<String, i64>) -> Scenario {
    let mut next = scenario.clone();
    for entrant in &mut next.applicants {
        // A year without a grant holds nothing near it.
        entrant.last_year = awarded
            .get(&entrant.id)
            .copied()
            .filter(|amount| *amount > 0);
        entrant.year = entrant.year.map(|year| year.saturating_add(1));
        entrant.notified = None;
    }
    next
}

fn amounts(scenario: &Scenario) -> Option<BTreeMap<String, i64>> {
    let division = allocate(scenario).ok()?;
    let amounts = division.awards.into_iter();
    Some(amounts.map(|award| (award.id, award.amount)).collect())
}
