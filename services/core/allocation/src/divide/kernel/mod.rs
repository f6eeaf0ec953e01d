//! The awards kernel: `x = clamp(base + λ·w, lo, hi)` with one λ for everyone and Σx = budget.
//!
//! Finding λ is a continuous knapsack problem. The sum is a rising, piecewise linear function of λ,
//! so Newton's method lands exactly on a solution once it has the right pieces (Cominetti,
//! Mascarenhas & Silva 2013), see `search`. In a large pot a sample tells first between which two λ
//! it is to be found; one pass over all sets aside all whose piece is the same at both, and
//! the search is among the few that are left, see `sweep`. The result is the same to the last
//! digit, whatever the sample said.
//!
//! λ is an exact fraction p/q, and x is compared with its bounds as `p·w` against
//! `(bound − base)·q`. With Σ amounts and Σ weights within [`MAX_TOTAL`] every product fits in 128
//! bits.

mod search;
mod sweep;
pub(crate) mod types;

pub use types::{Level, Share, Solved, Unsolvable};

use crate::scenario::MAX_TOTAL;
use search::{Search, lowest_with_same_sum};
use sweep::Start;

/// Sums over a pot, being made. They may wrap; whether they did is found out at the end.
#[derive(Default)]
struct Tally {
    floors: i64,
    reach: i64,
    weight: i64,
    base: i64,
    /// Every bit that is set in some amount or weight.
    bits: i64,
}

impl Tally {
    fn add(&mut self, shares: &[Share]) {
        let (mut floors, mut reach, mut weight, mut base) = (0_i64, 0_i64, 0_i64, 0_i64);
        let mut bits = 0;
        for share in shares {
            floors = floors.wrapping_add(share.lo);
            reach = reach.wrapping_add(share.reach());
            weight = weight.wrapping_add(share.weight);
            base = base.wrapping_add(share.base);
            bits |= share.lo | share.hi | share.base | share.weight;
        }
        self.floors = self.floors.wrapping_add(floors);
        self.reach = self.reach.wrapping_add(reach);
        self.weight = self.weight.wrapping_add(weight);
        self.base = self.base.wrapping_add(base);
        self.bits |= bits;
    }

    /// The sums, counted again where they may have wrapped.
    fn totals(&self, shares: &[Share]) -> Totals {
        let count = i128::try_from(shares.len()).unwrap_or(i128::MAX);
        let most = i128::from(self.bits).saturating_mul(count);
        if self.bits < 0 || most > i128::from(MAX_TOTAL) {
            let sum = |figure: fn(&Share) -> i64| -> i128 {
                shares.iter().map(|share| i128::from(figure(share))).sum()
            };
            return Totals {
                floors: sum(|share| share.lo),
                reach: sum(Share::reach),
                weight: sum(|share| share.weight),
                base: sum(|share| share.base),
            };
        }
        // No applicant has more than all bits together, so no sum can have wrapped.
        Totals {
            floors: self.floors.into(),
            reach: self.reach.into(),
            weight: self.weight.into(),
            base: self.base.into(),
        }
    }
}

/// Sums over a pot.
struct Totals {
    floors: i128,
    reach: i128,
    weight: i128,
    base: i128,
}

/// Finds the smallest λ that hands out the whole budget, or all that bounds allow.
///
/// # Errors
/// The lower bounds do not fit, or sums are too large.
pub fn solve(shares: &[Share], budget: i64) -> Result<Solved, Unsolvable> {
    let (limit, wanted) = (i128::from(MAX_TOTAL), i128::from(budget));
    let (totals, start) = sweep::start(shares, budget);
    if totals.reach > limit || totals.weight > limit || wanted > limit {
        return Err(Unsolvable::TooLarge);
    }
    if totals.floors > wanted {
        // Within i64: the floors are at most the reach.
        return Err(Unsolvable::FloorsExceed {
            floors: i64::try_from(totals.floors).unwrap_or(i64::MAX),
        });
    }
    let small = |sum: i128| i64::try_from(sum).map_err(|_| Unsolvable::TooLarge);
    if wanted >= totals.reach {
        return Ok(Solved {
            level: lowest_with_same_sum(shares, None),
            spent: small(totals.reach)?,
        });
    }
    if totals.floors == wanted {
        return Ok(Solved {
            level: Level::ZERO,
            spent: budget,
        });
    }
    // floors < budget < reach, so some weight is positive and some λ > 0 solves it.
    let level = match start {
        Start::Near(found) => found.search(shares, budget)?,
        Start::At(first) => Search::new(budget).run(shares, None, first)?,
        Start::Unknown => {
            let first = Level::new(small(wanted - totals.base)?, small(totals.weight)?);
            Search::new(budget).run(shares, None, first)?
        }
    };
    Ok(Solved {
        level,
        spent: budget,
    })
}
