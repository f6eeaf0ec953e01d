//! Bounded Sainte-Laguë on whole units in one pass, for large pots.
//!
//! The λ' that rounds to the budget lies near the exact λ: rounding errs by half a unit each way,
//! and over n applicants that adds up to about √n units. So the awards are counted at two λ' that
//! are a few times that apart, and the steps between the two are compared exactly. Where the target
//! does not lie between them (many equal weights, say, that all round the same way) the answer is
//! none, and the search in [`super::divisor`] finds it. Both give the same awards.

use super::TieOrder;
use super::steps::{Step, take};
use crate::divide::fixed::Quick;
use crate::divide::kernel::{Level, Share};

/// Applicants that are looked at to see how fast the sum rises with λ'.
const SAMPLE: usize = 1_024;

/// The distance of each end from λ, in square roots of the number that are between their bounds:
/// seven standard deviations.
const ROOTS: u64 = 2;

/// The awards; `None` where one pass does not find them.
pub(super) fn round(
    shares: &[Share],
    level: Level,
    budget: i64,
    ties: &TieOrder<'_>,
) -> Option<Vec<i64>> {
    let [low, high] = ends(shares, level)?;
    let enough = shares.len() / 4 + SAMPLE;
    let mut awards = Vec::with_capacity(shares.len());
    let mut steps = Vec::new();
    let (mut sum, mut reach, mut weights) = (0_i64, 0_i64, 0_i64);
    awards.extend((0_u32..).zip(shares).map(|(index, share)| {
        // ⌊2λ'·w⌋, and half of one more rounded down: to the nearest, halves up.
        let weight = low.shifted(share.weight) << 1;
        let nearest = |at: Quick| {
            let free = share.base.saturating_add((at.of(weight) + 1) >> 1);
            free.max(share.lo).min(share.hi)
        };
        let (award, top) = (nearest(low), nearest(high));
        sum = sum.wrapping_add(award);
        reach = reach.wrapping_add(share.reach());
        weights |= share.weight;
        if award != top && steps.len() <= enough {
            let one = |from| Step::new(share, from, 1, index);
            steps.extend((award..top).take(enough + 1).map(one));
        }
        award
    }));
    let missing = budget.min(reach) - sum;
    let found = (0..=i64::try_from(steps.len()).ok()?).contains(&missing);
    // The sample may not have had the largest weights.
    let room = Quick::near(level, weights.cast_unsigned()).is_some();
    (found && room && steps.len() <= enough).then(|| {
        take(&mut awards, steps, missing, 1, ties);
        awards
    })
}

/// Two λ' on either side of λ.
fn ends(shares: &[Share], level: Level) -> Option<[Quick; 2]> {
    let stride = (shares.len() / SAMPLE).max(1);
    let sample = || shares.iter().step_by(stride);
    let largest = sample().map(|share| share.weight).max()?;
    let at = Quick::near(level, largest.cast_unsigned())?;
    let (mut between, mut rising) = (0_u64, 0_u64);
    for share in sample() {
        let free = share.base.saturating_add(at.of(at.shifted(share.weight)));
        if (share.lo..share.hi).contains(&free) {
            between += stride as u64;
            rising =
                rising.saturating_add(share.weight.unsigned_abs().saturating_mul(stride as u64));
        }
    }
    let apart = (ROOTS * between.isqrt()).saturating_add(8);
    let stride = at.stride(apart, rising.max(1)).unwrap_or(1).max(1);
    let high = at.m.checked_add(stride)?;
    Some([at.with(at.m.saturating_sub(stride)), at.with(high)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::pots::pots;
    use crate::divide::kernel::solve;
    use crate::divide::rounding::divisor::searched;

    #[test]
    fn one_pass_gives_what_the_search_gives() {
        let ties = |tied: &mut [u32]| tied.sort_unstable();
        let mut quick = 0;
        for size in [3, 40, 5_000] {
            for (name, shares) in pots(size) {
                let reach: i64 = shares.iter().map(Share::reach).sum();
                let floors: i64 = shares.iter().map(|share| share.lo).sum();
                for part in [0, 1, 7, 30, 50, 93, 99, 100] {
                    let budget = floors + (reach - floors) / 100 * part;
                    let level = solve(&shares, budget).unwrap().level;
                    let Some(awards) = round(&shares, level, budget, &ties) else {
                        continue;
                    };
                    let other = searched(&shares, level, 1, budget, &ties).unwrap();
                    assert!(awards == other, "{name}, {size}, {part} of 100");
                    quick += 1;
                }
            }
        }
        assert!(quick >= 60, "one pass was enough {quick} times");
    }
}
