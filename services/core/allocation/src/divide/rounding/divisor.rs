//! Bounded Sainte-Laguë: every award is `clamp(round(base + λ'·w), lo, hi)` on the step, with one
//! λ' for all.
//!
//! The step that lifts an award from `a` to `a + s` is taken at λ' = (2(a − base) + s) / 2w; the
//! method takes the steps with the smallest of these, ties by the draw. Counting for a fixed-point
//! λ' = m/2ᵏ is a multiplication and a shift for each applicant, so a few counts bracket the
//! target, and only the steps between the two ends of the bracket are compared exactly. The fixed
//! point chooses what is compared, never the result.

use super::steps::{Step, take};
use super::{OffGrid, TieOrder, grid, quick, target};
use crate::divide::fixed::Fixed;
use crate::divide::kernel::{Level, Share};

/// Counts after which a bracket that holds no more than about one step for each applicant is good
/// enough.
const PATIENCE: u32 = 8;

/// Pots smaller than this are not worth a sample.
const LARGE: usize = 1_024;

/// Bits of λ' in fixed point at the start; the 16 bits above are headroom for awards of a fraction
/// of a step.
const PRECISION: u32 = 48;

/// Rounds the shares at (about) `level` to multiples of `step` that use the whole budget, as far as
/// bounds allow.
///
/// # Errors
/// The step and the bounds contradict each other.
pub fn round(
    shares: &[Share],
    level: Level,
    step: i64,
    budget: i64,
    ties: &TieOrder<'_>,
) -> Result<Vec<i64>, OffGrid> {
    if step == 1
        && shares.len() >= LARGE
        && let Some(awards) = quick::round(shares, level, budget, ties)
    {
        return Ok(awards);
    }
    searched(shares, level, step, budget, ties)
}

/// The same for any step and any pot, by counting at one λ' after another.
pub(super) fn searched(
    shares: &[Share],
    level: Level,
    step: i64,
    budget: i64,
    ties: &TieOrder<'_>,
) -> Result<Vec<i64>, OffGrid> {
    let target = target(shares, step, budget)?;
    Ok(match step {
        1 => Counter::<true> { shares, step }.round(level, target, ties),
        _ => Counter::<false> { shares, step }.round(level, target, ties),
    })
}

/// The award at λ' = m/2ᵏ.
#[inline]
fn amount<const WHOLE: bool>(share: &Share, step: i64, at: Fixed) -> i64 {
    // 2·(base + λ'·w) + step, over 2·step, rounded down.
    let twice = at
        .times(share.weight, 1)
        .saturating_add(2 * share.base + step);
    if WHOLE {
        // Every whole unit is on the grid; without a weight the base is what is left, and the bound
        // lifts it.
        return (twice >> 1).clamp(share.lo, share.hi);
    }
    // Only shares that passed `target` come here, so the grid exists.
    let Some(bounds) = grid(share, step).filter(|_| share.lo != share.hi) else {
        return share.lo;
    };
    (twice / (2 * step) * step).clamp(bounds.lo, bounds.hi)
}

/// Counts what a λ' gives; `WHOLE` where the step is one unit.
struct Counter<'a, const WHOLE: bool> {
    shares: &'a [Share],
    step: i64,
}

/// A λ' (as m) and the sum of the awards that it gives.
type End = (u64, i64);

impl<const WHOLE: bool> Counter<'_, WHOLE> {
    fn round(&self, level: Level, target: i64, ties: &TieOrder<'_>) -> Vec<i64> {
        let (k, low, high) = self.bracket(level, target);
        let missing = (target - low.1) / self.step;
        let (mut awards, steps) =
            self.between(Fixed { m: low.0, k }, Fixed { m: high.0, k }, missing > 0);
        take(&mut awards, steps, missing, self.step, ties);
        awards
    }

    fn sum(&self, at: Fixed) -> i64 {
        self.shares
            .iter()
            .map(|share| amount::<WHOLE>(share, self.step, at))
            .sum()
    }

    /// λ' on either side of the target, with few steps between them.
    fn bracket(&self, level: Level, target: i64) -> (u32, End, End) {
        let start = Fixed::near(level, PRECISION);
        let (k, mut low, mut high) = self.enclose(
            Fixed {
                m: start.m.max(1),
                k: start.k,
            },
            target,
        );
        let enough = i64::try_from(self.shares.len() / 16)
            .unwrap_or(i64::MAX)
            .max(64);
        for pass in 0_u32.. {
            let apart = (high.1 - low.1) / self.step;
            let stalled = pass >= PATIENCE && apart <= enough.saturating_mul(17);
            if low.1 == target || high.0 - low.0 <= 1 || apart <= enough || stalled {
                break;
            }
            let m = interpolate(low, high, target, pass);
            let sum = self.sum(Fixed { m, k });
            if sum <= target {
                low = (m, sum)
            } else {
                high = (m, sum)
            }
        }
        (k, low, high)
    }

    /// Ends with a sum at most, and a sum at least, the target: steps away from `at` in growing
    /// strides.
    fn enclose(&self, mut at: Fixed, target: i64) -> (u32, End, End) {
        let start = (at.m, self.sum(at));
        let (mut low, mut high) = (start, start);
        let off = u128::from((start.1 - target).unsigned_abs());
        let stride = u128::from(at.m) * off * 2 / u128::from(target.unsigned_abs().max(1));
        let mut stride = u64::try_from(stride).unwrap_or(u64::MAX).max(1);
        while high.1 < target {
            if high.0 == u64::MAX {
                // Awards of a small fraction of a step: λ' is far above λ, and needs room above.
                let less = (at.k - 1).min(16);
                if less == 0 {
                    break;
                }
                at.k -= less;
                (low.0, high.0) = (low.0 >> less, high.0 >> less);
                low.1 = self.sum(Fixed { m: low.0, k: at.k });
                stride = (stride >> less).max(1);
            } else {
                low = high;
            }
            let m = high.0.saturating_add(stride);
            high = (m, self.sum(Fixed { m, k: at.k }));
            stride = stride.saturating_mul(4);
        }
        while low.1 > target && low.0 > 0 {
            high = low;
            let m = low.0.saturating_sub(stride);
            low = (m, self.sum(Fixed { m, k: at.k }));
            stride = stride.saturating_mul(4);
        }
        (at.k, low, high)
    }

    /// The awards at `low`, and every step between them and those at `high`.
    fn between(&self, low: Fixed, high: Fixed, collect: bool) -> (Vec<i64>, Vec<Step>) {
        let mut steps = Vec::new();
        let mut awards = Vec::with_capacity(self.shares.len());
        for (index, share) in (0_u32..).zip(self.shares) {
            let award = amount::<WHOLE>(share, self.step, low);
            awards.push(award);
            if !collect {
                continue;
            }
            let top = amount::<WHOLE>(share, self.step, high);
            let mut from = award;
            while from < top {
                steps.push(Step::new(share, from, self.step, index));
                from += self.step;
            }
        }
        (awards, steps)
    }
}

/// A point strictly between the ends: where a straight line meets the target, every third time the
/// middle.
fn interpolate(low: End, high: End, target: i64, pass: u32) -> u64 {
    let width = high.0 - low.0;
    let offset = if pass % 3 == 2 {
        width / 2
    } else {
        let part = u128::from((target - low.1).unsigned_abs()) * u128::from(width);
        u64::try_from(part / u128::from((high.1 - low.1).unsigned_abs().max(1)))
            .unwrap_or(width / 2)
    };
    low.0 + offset.clamp(1, width - 1)
}
