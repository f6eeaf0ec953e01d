//! Phasing a new division in over some years: in year k of K every applicant gets (1 − k/K) of what
//! it had and k/K of what the new rule gives, held within its bounds. All years
//! are made, and can be published, at once.
//!
//! Each year is a scenario of its own: a proportional division in which the claims are K times what
//! the year aims at, so that every year is rounded, certified, explained and verified like any
//! other run. The last year gives what the new rule gives.

use crate::explain::{Style, Writer};
use allocation::scenario::{Applicant, MAX_TOTAL, Rule, Scenario};
use allocation::{Allocation, Amount};
use allocation::{Error, allocate, amounts};
use text::{Args, Language};

/// The longest phase-in that a scenario can ask for.
pub const MOST_YEARS: u32 = 30;

/// One year of a phase-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Which year, from 1.
    pub year: u32,
    /// Of how many.
    pub years: u32,
    /// The scenario that was run: published with the year.
    pub scenario: Scenario,
    /// The year's awards.
    pub allocation: Allocation,
}

/// Phases the scenario's division in over so many years, from `last_year` (nothing where an
/// applicant has none). Every year divides the same blend of the two totals, rounded down; first
/// claims, own minima and everything that caps an award hold in each. Quotas and a cap on concerns
/// hold where the way leads: what was last year need not have been within them.
///
/// # Errors
/// The scenario contradicts itself, or a year's floors do not fit its blend of the totals. Of no
/// years there are none.
pub fn phase_in(scenario: &Scenario, years: u32) -> Result<Vec<Year>, Error> {
    let new = amounts(scenario)?;
    (1..=years)
        .map(|year| {
            let scenario = blended(scenario, &new, year, years);
            let allocation = allocate(&scenario)?;
            Ok(Year {
                year,
                years,
                scenario,
                allocation,
            })
        })
        .collect()
}

/// The scenario of one year.
fn blended(scenario: &Scenario, new: &[Amount], year: u32, years: u32) -> Scenario {
    let mut total = 0_i128;
    let mut applicants = Vec::with_capacity(new.len());
    for (applicant, new) in scenario.applicants.iter().zip(new) {
        let old = i128::from(applicant.last_year.unwrap_or_default());
        let aimed = old * i128::from(years - year) + i128::from(*new) * i128::from(year);
        total += aimed;
        let claim = i64::try_from(aimed.min(i128::from(MAX_TOTAL) + 1)).unwrap_or(i64::MAX);
        applicants.push(Applicant {
            claim: claim.into(),
            max: Some(
                applicant
                    .max
                    .map_or(applicant.claim, |max| max.min(applicant.claim)),
            ),
            useful_minimum: None,
            priority_class: None,
            year: None,
            ..applicant.clone()
        });
    }
    let budget = i64::try_from(total / i128::from(years)).unwrap_or(i64::MAX);
    let mut blend = Scenario::new(budget, Rule::Proportional, applicants);
    blend.step = scenario.step;
    blend.rounding = scenario.rounding;
    blend.scale = scenario.scale;
    blend.draw.clone_from(&scenario.draw);
    blend.authority = scenario.authority;
    blend.rules.clone_from(&scenario.rules);
    blend.floors_cut = scenario.floors_cut;
    blend
}

/// Returns what a year aimed at for an applicant, as a sentence: so much of last year's amount and
/// so much of the new one.
#[must_use]
pub fn sentence(year: &Year, old: Amount, new: Amount, style: Style, language: Language) -> String {
    let writer = Writer::of(&year.scenario, style, language);
    let args = Args::new()
        .number("year", year.year.into())
        .number("years", year.years.into())
        .number("left", (year.years - year.year).into())
        .text("old", writer.amount(old))
        .text("new", writer.amount(new));
    crate::explain::catalogue().text(language, "explain-phase-in", &args)
}
