//! Notice and duration of grants, as applicants see them.

use super::{Panel, count, share};
use serde::{Deserialize, Serialize};

/// Notice and commitment. `None` where the panel has no such column, or nothing was awarded.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Median of days from decision to the start of the grant year, the lower one of an even
    /// number; negative when the year had begun.
    pub median_notice_days: Option<i32>,
    /// The least notice anybody got, in days.
    pub least_notice_days: Option<i32>,
    /// Share of the applicants who knew before the grant year began.
    pub notified_in_time: Option<f64>,
    /// Money committed for more than this year ÷ all money.
    pub committed_beyond_the_year: Option<f64>,
    /// Amounts indicated for next year, and for the year after.
    pub indicated: Option<[i64; 2]>,
    /// Those amounts ÷ this year's awards.
    pub indicated_share: Option<[f64; 2]>,
}

/// Computes notice and commitment.
#[must_use]
pub fn timing(panel: &Panel<'_>) -> Timing {
    let awarded: i64 = panel.award.iter().sum();
    let mut days = panel.notice_days.to_vec();
    let middle = days.len().saturating_sub(1) / 2;
    let median = (!days.is_empty()).then(|| *days.select_nth_unstable(middle).1);
    let in_time = count(panel.notice_days.iter().filter(|days| **days > 0));
    let beyond: i64 = panel
        .award
        .iter()
        .zip(panel.committed_years)
        .filter(|(_, years)| **years > 1)
        .map(|(award, _)| award)
        .sum();
    let indicated = (!panel.indicative.is_empty()).then(|| {
        let sum = |year: usize| {
            panel
                .indicative
                .iter()
                .filter_map(|amounts| amounts[year])
                .sum::<i64>()
        };
        [sum(0), sum(1)]
    });
    Timing {
        median_notice_days: median,
        least_notice_days: panel.notice_days.iter().copied().min(),
        notified_in_time: (!panel.notice_days.is_empty())
            .then(|| share(in_time, count(panel.notice_days.iter()))),
        committed_beyond_the_year: (!panel.committed_years.is_empty() && awarded > 0)
            .then(|| share(beyond, awarded)),
        indicated,
        indicated_share: indicated
            .filter(|_| awarded > 0)
            .map(|sums| sums.map(|sum| share(sum, awarded))),
    }
}
