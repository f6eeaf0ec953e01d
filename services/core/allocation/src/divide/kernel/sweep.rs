//! The start of the search in a large pot: a sample tells between which two λ the solution is
//! likely to lie, and one pass over all applicants finds those whose piece is not the same at both
//! (the idea of Floyd & Rivest 1975 for selection).
//!
//! The two are fractions over a power of two, so that "at the upper bound already at the lower λ"
//! and the like are decided exactly by one multiplication and no division. Whether the solution
//! does lie between them is then computed exactly; if not, the search starts from the sample's λ
//! and nothing is lost but a pass.

use super::search::{Search, sums};
use super::types::{Level, Share, Unsolvable};
use super::{Tally, Totals, solve};
use crate::divide::fixed::Quick;
use std::cmp::Ordering;

/// Pots smaller than this are searched at once.
const LARGE: usize = 8_192;

/// One applicant in so many is in the sample, but no more than [`LARGEST_SAMPLE`].
const ONE_IN: usize = 32;

/// The largest sample.
const LARGEST_SAMPLE: usize = 1 << 16;

/// Parts of the sample that are compared with each other, to see how far a sample may be off.
const PARTS: usize = 16;

/// The distance of the ends from the sample's λ, in spans between the parts: four standard
/// deviations, about.
const SPANS: u64 = 4;

/// Applicants that are looked at twice before the next ones are: 2 kB of them.
const BLOCK: usize = 64;

/// The start of the search.
pub(super) enum Start {
    /// Among those whose piece is not the same at both ends.
    Near(Swept),
    /// At a λ that is probably near.
    At(Level),
    /// Anywhere.
    Unknown,
}

/// Adds up every applicant, and looks for a start.
pub(super) fn start(shares: &[Share], budget: i64) -> (Totals, Start) {
    let mut tally = Tally::default();
    let Some((sample, level)) = sampled(shares, budget) else {
        tally.add(shares);
        return (tally.totals(shares), Start::Unknown);
    };
    let Some(ends) = ends(&sample, level) else {
        tally.add(shares);
        return (tally.totals(shares), Start::At(level));
    };
    let swept = sweep(shares, ends, level, &mut tally);
    let totals = tally.totals(shares);
    // The sample may not have had the largest weights.
    let room = u64::try_from(totals.weight).is_ok_and(|all| Quick::near(level, all).is_some());
    let start = if room {
        Start::Near(swept)
    } else {
        Start::At(level)
    };
    (totals, start)
}

/// A sample of every applicant and the λ that divides its part of the budget.
fn sampled(shares: &[Share], budget: i64) -> Option<(Vec<Share>, Level)> {
    if shares.len() < LARGE || budget < 0 {
        return None;
    }
    let count = (shares.len() / ONE_IN).min(LARGEST_SAMPLE);
    let stride = shares.len() / count;
    // One from each stretch, at a place that does not follow the stretches: a list may have a
    // rhythm of its own.
    let one = |stretch: usize| {
        let scattered = (stretch as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let place = usize::try_from(scattered).unwrap_or(0) % stride;
        shares[stretch * stride + place]
    };
    let sample: Vec<Share> = (0..count).map(one).collect();
    let part =
        i128::from(budget) * i128::try_from(count).ok()? / i128::try_from(shares.len()).ok()?;
    let level = solve(&sample, i64::try_from(part).ok()?).ok()?.level;
    (level.p > 0).then_some((sample, level))
}

/// Two λ, one on either side of the sample's, as far away as the sample may be wrong.
fn ends(sample: &[Share], level: Level) -> Option<[Quick; 2]> {
    let weights: i64 = sample.iter().map(|share| share.weight).sum();
    let at = Quick::near(level, weights.cast_unsigned())?;
    let mut parts = [0_i64; PARTS];
    for (place, share) in sample.iter().enumerate() {
        let award = share.base.saturating_add(at.of(at.shifted(share.weight)));
        parts[place % PARTS] += award.clamp(share.lo, share.hi);
    }
    let span = parts.iter().max()?.abs_diff(*parts.iter().min()?);
    let rising = sums(sample, level).weight.unsigned_abs();
    let stride = at.stride(span.saturating_mul(SPANS), rising)?.max(1);
    let low = at.m.saturating_sub(stride) & !7;
    let high = (at.m.checked_add(stride)? | 7).checked_add(1)?;
    Some([at.with(low), at.with(high)])
}

/// The result of one pass.
pub(super) struct Swept {
    /// The sample's λ.
    first: Level,
    low: Level,
    high: Level,
    /// Σ of those at a bound at both ends.
    settled: i64,
    /// Σ base and Σ weight of those between their bounds at both ends.
    free_base: i64,
    free_weight: i64,
    /// All others.
    undecided: Vec<Share>,
}

/// Sets aside every applicant whose piece is the same at both ends. Sums mean something only if the
/// tally's do.
fn sweep(shares: &[Share], [low, high]: [Quick; 2], first: Level, tally: &mut Tally) -> Swept {
    let mut swept = Swept {
        first,
        low: low.level(),
        high: high.level(),
        settled: 0,
        free_base: 0,
        free_weight: 0,
        undecided: Vec::new(),
    };
    // Adding up and setting aside by turns: each is quicker alone, and a block stays near the
    // processor between the two.
    for block in shares.chunks(BLOCK) {
        tally.add(block);
        swept.set_aside(block, low, high);
    }
    swept
}

impl Swept {
    fn set_aside(&mut self, block: &[Share], low: Quick, high: Quick) {
        let (mut settled, mut free_base, mut free_weight) = (0_i64, 0_i64, 0_i64);
        // All ones where a < b, from the sign: which holds is hard to foresee, so there must be no
        // branch on it.
        let less = |a: i64, b: i64| a.wrapping_sub(b) >> 63;
        for share in block {
            let weight = low.shifted(share.weight);
            // ⌊λ·w⌋ against whole numbers is λ·w against them.
            let (least, most) = (low.of(weight), high.of(weight));
            let to_lo = share.lo.wrapping_sub(share.base);
            let to_hi = share.hi.wrapping_sub(share.base);
            let (at_lo, at_hi) = (less(most, to_lo), !less(least, to_hi));
            let between = !less(least, to_lo) & less(most, to_hi);
            settled = settled.wrapping_add((share.lo & at_lo) | (share.hi & at_hi));
            free_base = free_base.wrapping_add(share.base & between);
            free_weight = free_weight.wrapping_add(share.weight & between);
            if at_lo | at_hi | between == 0 {
                self.undecided.push(*share);
            }
        }
        self.settled = self.settled.wrapping_add(settled);
        self.free_base = self.free_base.wrapping_add(free_base);
        self.free_weight = self.free_weight.wrapping_add(free_weight);
    }

    /// Finds λ among those that are left, if it lies between the ends; else among all, from the
    /// sample's λ on.
    pub(super) fn search(self, all: &[Share], budget: i64) -> Result<Level, Unsolvable> {
        let search = Search {
            low: self.low,
            high: Some(self.high),
            settled: self.settled,
            free_base: self.free_base,
            free_weight: self.free_weight,
            ..Search::new(budget)
        };
        let sum_at = |level| search.compare(&sums(&self.undecided, level), level);
        if sum_at(self.low) == Ordering::Less && sum_at(self.high) == Ordering::Greater {
            search.run(all, Some(self.undecided), self.first)
        } else {
            Search::new(budget).run(all, None, self.first)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::pots::pots;

    /// Without a sample: every applicant at every step.
    fn searched(shares: &[Share], budget: i64) -> Level {
        Search::new(budget)
            .run(shares, None, Level { p: 1, q: 1 })
            .unwrap()
    }

    #[test]
    fn a_sample_never_changes_the_level() {
        let mut near = 0;
        for (name, shares) in pots(20_000) {
            let (floors, reach) = shares
                .iter()
                .fold((0, 0), |(lo, hi), s| (lo + s.lo, hi + s.reach()));
            for part in [1, 13, 50, 87, 99] {
                let budget = floors + (reach - floors) / 100 * part;
                if budget == floors {
                    continue;
                }
                let solved = solve(&shares, budget).unwrap();
                assert_eq!(
                    solved.level,
                    searched(&shares, budget),
                    "{name}, {part} of 100"
                );
                near += usize::from(matches!(start(&shares, budget).1, Start::Near(_)));
            }
        }
        assert!(near >= 10, "the sweep was used {near} times");
    }

    #[test]
    fn a_wrong_sample_is_found_out() {
        let (_, shares) = pots(20_000).swap_remove(0);
        let budget = shares.iter().map(|share| share.hi).sum::<i64>() / 2;
        let right = searched(&shares, budget);
        for (p, q) in [(1, 100), (9, 10), (11, 10), (100, 1)] {
            let first = Level::new(right.p / q * p, right.q);
            let at = Quick::near(first, 100_000).unwrap();
            let ends = [
                at.with((at.m / 1001 * 1000) & !7),
                at.with((at.m / 1000 * 1001) & !7),
            ];
            let swept = sweep(&shares, ends, first, &mut Tally::default());
            assert_eq!(swept.search(&shares, budget), Ok(right));
        }
    }
}
