//! The band that an applicant can be told before the deadline.

use allocation::{Applicant, Error, Scenario, amounts};
use serde::{Deserialize, Serialize};

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

/// Returns what an applicant would have got on last year's pool, the budget `percent` lower, as it
/// was, and `percent` higher. The applicant takes the place of the one with the same id, or joins
/// the pool.
///
/// # Errors
/// The pool with the applicant in it contradicts itself in one of the runs.
pub fn award_band(last_year: &Scenario, applicant: Applicant, percent: u8) -> Result<Band, Error> {
    let mut pool = last_year.clone();
    pool.applicants.retain(|other| other.id != applicant.id);
    pool.applicants.push(applicant);
    let place = pool.applicants.len() - 1;
    let mut run = |hundredths: i128| {
        let budget = i128::from(last_year.budget) * hundredths / 100;
        pool.budget = i64::try_from(budget).unwrap_or(i64::MAX).into();
        amounts(&pool).map(|amounts| amounts[place].get())
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
