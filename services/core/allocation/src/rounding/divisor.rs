//! Bounded Sainte-Laguë: every award is `clamp(round(base + λ'·w), lo, hi)` on the step, with one λ' for all.
//!
//! The step that lifts an award from `a` to `a + s` is taken at λ' = (2(a − base) + s) / 2w; the method takes the steps
//! with the smallest of these, ties by the draw. Counting for a fixed-point λ' = m/2ᵏ is a multiplication and a shift for
//! each applicant, so a few counts bracket the target, and only the steps between the two ends of the bracket are
//! compared exactly. The fixed point chooses what is compared, never the result.

use super::{OffGrid, TieOrder, grid, target};
use crate::kernel::{Level, Share};
use std::cmp::Ordering;

/// Counts after which a bracket that holds no more than about one step for each applicant is good enough.
const PATIENCE: u32 = 8;

/// Bits of λ' in fixed point at the start; the 16 bits above are headroom for awards of a fraction of a step.
const PRECISION: u32 = 48;

/// A step that may be taken: it lifts applicant `index` from `from` by one step at λ' = `key`/2·`weight`.
#[derive(Debug, Clone, Copy)]
struct Step {
    key: i64,
    weight: i64,
    index: u32,
}

impl Step {
    fn cmp(&self, other: &Step) -> Ordering {
        (i128::from(self.key) * i128::from(other.weight))
            .cmp(&(i128::from(other.key) * i128::from(self.weight)))
    }
}

/// Rounds the shares at (about) `level` to multiples of `step` that use the whole budget, as far as bounds allow.
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
    let target = target(shares, step, budget)?;
    let counter = Counter { shares, step };
    let bracket = counter.bracket(level, target);
    let mut awards: Vec<i64> = shares
        .iter()
        .map(|share| amount(share, step, bracket.low))
        .collect();
    let missing = (target - bracket.low_sum) / step;
    if missing > 0 {
        let steps = counter.between(&awards, bracket.high);
        take(&mut awards, steps, missing, step, ties);
    }
    Ok(awards)
}

/// Takes the `missing` first steps.
fn take(awards: &mut [i64], mut steps: Vec<Step>, missing: i64, step: i64, ties: &TieOrder<'_>) {
    let missing = usize::try_from(missing)
        .unwrap_or(usize::MAX)
        .min(steps.len());
    if missing == 0 {
        return;
    }
    let last = *steps.select_nth_unstable_by(missing - 1, Step::cmp).1;
    let mut tied: Vec<u32> = Vec::new();
    let mut left = missing;
    for candidate in &steps {
        match candidate.cmp(&last) {
            Ordering::Less => {
                awards[candidate.index as usize] += step;
                left -= 1;
            }
            Ordering::Equal => tied.push(candidate.index),
            Ordering::Greater => {}
        }
    }
    if left < tied.len() {
        ties(&mut tied);
    }
    for index in tied.into_iter().take(left) {
        awards[index as usize] += step;
    }
}

/// λ' = m / 2ᵏ.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    m: u64,
    k: u32,
}

impl Fixed {
    /// About `level`, with the highest bit of m at [`PRECISION`].
    fn near(level: Level) -> Fixed {
        let (p, q) = (level.p.unsigned_abs().max(1), level.q.unsigned_abs());
        // p/q lies in [2^(bits−1), 2^(bits+1)).
        let k = (PRECISION + q.ilog2()).saturating_sub(p.ilog2()).max(1);
        let m = if k <= 64 {
            (u128::from(p) << k) / u128::from(q)
        } else {
            ((u128::from(p) << 64) / u128::from(q)) << (k - 64)
        };
        Fixed {
            m: u64::try_from(m).unwrap_or(u64::MAX).max(1),
            k,
        }
    }
}

/// The award at λ' = m/2ᵏ.
#[inline]
fn amount(share: &Share, step: i64, at: Fixed) -> i64 {
    // Only shares that passed `target` come here, so the grid exists.
    let Some(bounds) = grid(share, step) else {
        return share.lo;
    };
    if share.lo == share.hi {
        return share.lo;
    }
    let twice = (u128::from(at.m) * u128::from(share.weight.unsigned_abs())) >> (at.k - 1);
    let Ok(twice) = i64::try_from(twice.min(u128::from(u64::MAX >> 1))) else {
        return bounds.hi;
    };
    let numerator = twice.saturating_add(2 * share.base + step);
    let rounded = if step == 1 {
        numerator >> 1
    } else {
        numerator / (2 * step) * step
    };
    rounded.clamp(bounds.lo, bounds.hi)
}

struct Counter<'a> {
    shares: &'a [Share],
    step: i64,
}

struct Bracket {
    low: Fixed,
    low_sum: i64,
    high: Fixed,
}

impl Counter<'_> {
    fn sum(&self, at: Fixed) -> i64 {
        self.shares
            .iter()
            .map(|share| amount(share, self.step, at))
            .sum()
    }

    /// λ' on either side of the target, with few steps between them.
    fn bracket(&self, level: Level, target: i64) -> Bracket {
        let mut at = Fixed::near(level);
        let first = self.sum(at);
        if first == target {
            return Bracket {
                low: at,
                low_sum: first,
                high: at,
            };
        }
        // Room above: lower the precision until the largest m reaches the target.
        while first < target
            && at.k > 1
            && self.sum(Fixed {
                m: u64::MAX,
                k: at.k,
            }) < target
        {
            let less = (at.k - 1).min(16);
            at = Fixed {
                m: (at.m >> less).max(1),
                k: at.k - less,
            };
        }
        let (mut low, mut high) = self.enclose(at, target);
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
            let sum = self.sum(Fixed { m, k: at.k });
            if sum <= target {
                low = (m, sum)
            } else {
                high = (m, sum)
            }
        }
        Bracket {
            low: Fixed { m: low.0, k: at.k },
            low_sum: low.1,
            high: Fixed { m: high.0, k: at.k },
        }
    }

    /// Ends with a sum at most, and a sum at least, the target; steps away from `at` in growing strides.
    fn enclose(&self, at: Fixed, target: i64) -> ((u64, i64), (u64, i64)) {
        let start = (at.m, self.sum(at));
        let (mut low, mut high) = (start, start);
        let off = (start.1 - target).unsigned_abs();
        let mut stride = u64::try_from(
            u128::from(at.m) * u128::from(off) * 2 / u128::from(target.unsigned_abs().max(1)),
        )
        .unwrap_or(u64::MAX)
        .max(1);
        while high.1 < target {
            low = high;
            let m = high.0.saturating_add(stride);
            high = (m, self.sum(Fixed { m, k: at.k }));
            stride = stride.saturating_mul(4);
            if m == u64::MAX {
                break;
            }
        }
        while low.1 > target {
            high = low;
            let m = low.0.saturating_sub(stride);
            low = (m, self.sum(Fixed { m, k: at.k }));
            stride = stride.saturating_mul(4);
            if m == 0 {
                break;
            }
        }
        (low, high)
    }

    /// Every step between the awards and what λ' = `high` gives.
    fn between(&self, awards: &[i64], high: Fixed) -> Vec<Step> {
        let mut steps = Vec::new();
        for (index, (share, award)) in (0_u32..).zip(self.shares.iter().zip(awards)) {
            let top = amount(share, self.step, high);
            let mut from = *award;
            while from < top {
                steps.push(Step {
                    key: 2 * (from - share.base) + self.step,
                    weight: share.weight,
                    index,
                });
                from += self.step;
            }
        }
        steps
    }
}

/// A point strictly between the ends: where a straight line meets the target, every third time the middle.
fn interpolate(low: (u64, i64), high: (u64, i64), target: i64, pass: u32) -> u64 {
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
