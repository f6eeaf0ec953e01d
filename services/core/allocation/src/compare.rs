//! Several scenarios on the same frozen inputs, compared before one is chosen; and the band that an
//! applicant can be told before the deadline.

use crate::conflict::Conflict;
use crate::metrics::{Comparison, compare as moved};
use crate::outcome::Allocation;
use crate::run::{allocate, amounts};
use crate::scenario::{Applicant, Scenario};
use serde::{Deserialize, Serialize};

/// One scenario among several, run and held against the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulated {
    /// The allocation; its run hash is what binds a decision to it.
    pub allocation: Allocation,
    /// Money moved, winners and losers against the first scenario.
    pub against_first: Comparison,
}

/// Why scenarios cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// The scenario at this place has other applicants, claims or assessments than the first: not
    /// the same frozen inputs.
    OtherInputs(usize),
    /// The scenario at this place contradicts itself.
    Conflicts(usize, Vec<Conflict>),
}

/// Runs every scenario and holds each against the first. Rule, bounds, quotas, budget and the rest
/// may differ; who applied for what, and how it was scored, may not.
///
/// # Errors
/// The first scenario that has other inputs or contradicts itself.
pub fn compare(scenarios: &[Scenario]) -> Result<Vec<Simulated>, Incomparable> {
    let mut all: Vec<Simulated> = Vec::with_capacity(scenarios.len());
    let frozen = scenarios.first().map(Scenario::inputs_hash);
    for (place, scenario) in scenarios.iter().enumerate() {
        if Some(scenario.inputs_hash()) != frozen {
            return Err(Incomparable::OtherInputs(place));
        }
        let allocation =
            allocate(scenario).map_err(|conflicts| Incomparable::Conflicts(place, conflicts))?;
        let amounts = |of: &Allocation| {
            of.awards
                .iter()
                .map(|award| award.amount)
                .collect::<Vec<_>>()
        };
        let first = all
            .first()
            .map_or_else(|| amounts(&allocation), |first| amounts(&first.allocation));
        let against_first = moved(&first, &amounts(&allocation));
        all.push(Simulated {
            allocation,
            against_first,
        });
    }
    Ok(all)
}

/// The band in which an award would have fallen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The least of the runs.
    pub low: i64,
    /// With the budget as it was.
    pub as_it_was: i64,
    /// The most of the runs.
    pub high: i64,
}

/// What an applicant would have got on last year's pool, the budget `percent` lower, as it was, and
/// `percent` higher. The applicant takes the place of the one with the same id, or joins the pool.
///
/// # Errors
/// The pool with the applicant in it contradicts itself in one of the runs.
pub fn award_band(
    last_year: &Scenario,
    applicant: Applicant,
    percent: u8,
) -> Result<Band, Vec<Conflict>> {
    let mut pool = last_year.clone();
    pool.applicants.retain(|other| other.id != applicant.id);
    pool.applicants.push(applicant);
    let place = pool.applicants.len() - 1;
    let mut run = |hundredths: i128| {
        let budget = i128::from(last_year.budget) * hundredths / 100;
        pool.budget = i64::try_from(budget).unwrap_or(i64::MAX);
        amounts(&pool).map(|amounts| amounts[place])
    };
    let percent = i128::from(percent);
    let runs = [run(100 - percent.min(100))?, run(100)?, run(100 + percent)?];
    let [first, as_it_was, last] = runs;
    Ok(Band {
        low: first.min(as_it_was).min(last),
        as_it_was,
        high: first.max(as_it_was).max(last),
    })
}
