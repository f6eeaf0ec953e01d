//! Indicative amounts: what the two years ahead would give if nothing but time changed.

use std::collections::{BTreeMap, BTreeSet};

use allocation::{Amount, Applicant as Entrant, Scenario, allocate};

use crate::allocation::frame::Run;

/// Returns what each application of a run would get next year and the year after, øre, by id: the
/// same applicants with the same claims, scores and classes, the same frame, rule, bounds and draw;
/// each year's amount is held to the year before by the plan's collar, and the year of support is
/// one more. `awarded` is this year's amount as proposed or decided. `held` are those that a person
/// set below what was calculated: the person's amount holds them in the years ahead as well. `None`
/// where such a year contradicts itself.
#[must_use]
pub fn ahead(
    run: &Run,
    awarded: &BTreeMap<String, Amount>,
    held: &BTreeSet<String>,
) -> Option<[BTreeMap<String, Amount>; 2]> {
    let mut next = year_after(&run.scenario, awarded);
    let lowered = next.applicants.iter_mut();
    for entrant in lowered.filter(|entrant| held.contains(&entrant.id)) {
        hold(entrant);
    }
    let first = amounts(&next)?;
    let second = amounts(&year_after(&next, &first))?;
    Some([first, second])
}

/// Lets an entrant get no more than the year before.
fn hold(entrant: &mut Entrant) {
    let most = entrant.last_year.unwrap_or_default();
    let below = |amount: Option<Amount>| amount.map(|amount| amount.min(most));
    entrant.max = Some(entrant.max.map_or(most, |max| max.min(most)));
    entrant.min = below(entrant.min);
    entrant.committed = below(entrant.committed);
    entrant.useful_minimum = below(entrant.useful_minimum);
}

fn year_after(scenario: &Scenario, awarded: &BTreeMap<String, Amount>) -> Scenario {
    let mut next = scenario.clone();
    for applicant in &mut next.applicants {
        // A year without a grant holds nothing near it.
        applicant.last_year = awarded
            .get(&applicant.id)
            .copied()
            .filter(|amount| *amount > Amount::ZERO);
        applicant.year = applicant.year.map(|year| year.saturating_add(1));
        applicant.notified = None;
    }
    next
}

fn amounts(scenario: &Scenario) -> Option<BTreeMap<String, Amount>> {
    let division = allocate(scenario).ok()?;
    let amounts = division.awards.into_iter();
    Some(amounts.map(|award| (award.id, award.amount)).collect())
}
