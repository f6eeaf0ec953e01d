//! This year against last year, and one scenario against another.

use super::bands::Bands;
use super::guarded::{Guarded, guarded_count};
use super::{Panel, count, settled, share};
use serde::{Deserialize, Serialize};

/// Figures on the predictability of awards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Applicants of this year who applied last year too.
    pub in_both_years: u64,
    /// 1 − Σ|xₜ − xₜ₋₁| / Σ(xₜ + xₜ₋₁) over those who applied in both years: 1 when nothing
    /// changed, 0 when no applicant kept a krone. `None` if neither year had money for them.
    pub predictability: Option<f64>,
    /// Of those funded last year who applied again, the share that lost more than 5 %. Withheld, as
    /// the next two, where it would tell of fewer than five; see [`Bands`].
    pub losing_over_5: Guarded<f64>,
    /// The share that lost more than 10 %.
    pub losing_over_10: Guarded<f64>,
    /// The share that lost more than 20 %.
    pub losing_over_20: Guarded<f64>,
    /// The share whose award changed by more than 30 % either way: each should have a transition
    /// plan.
    pub changing_over_30: Guarded<f64>,
    /// Their number.
    pub changed_over_30: Guarded<u64>,
    /// Mean of |xₜ − xₜ₋₁| / xₜ₋₁ over those funded last year.
    pub mean_change: f64,
    /// Of the recipients who were told a band before the deadline, the share whose award lies in
    /// it.
    pub inside_band: Option<f64>,
}

/// Computes the change; `None` without last year's column.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
pub fn change(panel: &Panel<'_>) -> Option<Change> {
    if panel.last_year.is_empty() {
        return None;
    }
    let both = || {
        panel
            .award
            .iter()
            .zip(panel.last_year)
            .filter_map(|(now, last)| last.map(|last| (*now, last)))
    };
    let (mut moved, mut total, mut in_both_years) = (0_i128, 0_i128, 0);
    let (mut funded, mut relative) = (0_i64, 0.0);
    let mut swung = 0_i64;
    for (now, last) in both() {
        let (wide_now, wide_last) = (i128::from(now), i128::from(last));
        in_both_years += 1;
        moved += (wide_now - wide_last).abs();
        total += wide_now + wide_last;
        if last > 0 {
            funded += 1;
            relative += (now - last).abs() as f64 / last as f64;
            swung += i64::from((wide_now - wide_last).abs() * 100 > 30 * wide_last);
        }
    }
    let banded = || {
        let rows = panel.award.iter().zip(panel.band);
        rows.filter(|(award, _)| **award > 0)
            .filter_map(|(award, band)| band.map(|(low, high)| (low..=high).contains(award)))
    };
    let told = count(banded());
    let bands = Bands::of(both().map(|(now, last)| (last, now)));
    let losing = |at: usize| {
        let lost = i64::try_from(bands.losses()[at]).unwrap_or(i64::MAX);
        Guarded::when(bands.losses_shown()[at], share(lost, funded))
    };
    let changed = guarded_count(swung.unsigned_abs());
    Some(Change {
        in_both_years,
        predictability: (total > 0).then(|| settled(1.0 - moved as f64 / total as f64)),
        losing_over_5: losing(2),
        losing_over_10: losing(1),
        losing_over_20: losing(0),
        changing_over_30: Guarded::when(changed.shown().is_some(), share(swung, funded)),
        changed_over_30: changed,
        mean_change: if funded == 0 {
            0.0
        } else {
            settled(relative / funded as f64)
        },
        inside_band: (told > 0).then(|| share(count(banded().filter(|inside| *inside)), told)),
    })
}

/// One division of the money against another: what a rule, floor, quota or cap costs and whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Money in other hands: half the sum of all differences, rounded up.
    pub moved: i64,
    /// Number of applications with more.
    pub winners: u64,
    /// Number of applications with less.
    pub losers: u64,
    /// The largest gain.
    pub largest_gain: i64,
    /// The largest loss, as a positive amount.
    pub largest_loss: i64,
}

/// Compares two divisions among the same applicants, in the same order.
#[must_use]
pub fn compare(before: &[i64], after: &[i64]) -> Comparison {
    let mut comparison = Comparison {
        moved: 0,
        winners: 0,
        losers: 0,
        largest_gain: 0,
        largest_loss: 0,
    };
    let mut sum = 0_i128;
    for (before, after) in before.iter().zip(after) {
        let gain = i128::from(*after) - i128::from(*before);
        sum += gain.abs();
        comparison.winners += u64::from(gain > 0);
        comparison.losers += u64::from(gain < 0);
        let narrow = |amount: i128| i64::try_from(amount).unwrap_or(i64::MAX);
        comparison.largest_gain = comparison.largest_gain.max(narrow(gain));
        comparison.largest_loss = comparison.largest_loss.max(narrow(-gain));
    }
    comparison.moved = i64::try_from((sum + 1) / 2).unwrap_or(i64::MAX);
    comparison
}
