//! The awards kernel: `x = clamp(base + λ·w, lo, hi)` with one λ for everyone and Σx = budget.
//!
//! Finding λ is a continuous knapsack problem. The sum is a rising, piecewise linear function of λ,
//! so Newton's method lands exactly on a solution once it has the right pieces (Cominetti,
//! Mascarenhas & Silva 2013), see `search`. In a large pot a sample tells first between which two λ
//! it is to be found; one pass over all applicants sets aside all whose piece is the same at both,
//! and the search is among the few that are left, see `sweep`. The result is the same to the last
//! digit, whatever the sample said.
//!
//! λ is an exact fraction p/q, and x is compared with its bounds as `p·w` against
//! `(bound − base)·q`. With Σ amounts and Σ weights within [`MAX_TOTAL`] every product fits in 128
//! bits.

mod search;
mod sweep;

use crate::fraction::{Fraction, gcd};
use crate::scenario::MAX_TOTAL;
use search::{Search, lowest_with_same_sum};
use std::cmp::Ordering;
use sweep::Start;

/// One applicant in a pot. Invariant: `0 ≤ base ≤ lo ≤ hi` and `weight ≥ 0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The rise of the award per λ.
    pub weight: i64,
    /// The award at λ = 0, before bounds.
    pub base: i64,
    /// Lower bound.
    pub lo: i64,
    /// Upper bound.
    pub hi: i64,
}

impl Share {
    /// A share without a base.
    #[must_use]
    pub const fn new(weight: i64, lo: i64, hi: i64) -> Self {
        Self {
            weight,
            base: 0,
            lo,
            hi,
        }
    }

    /// The most that any λ can give.
    pub(crate) const fn reach(&self) -> i64 {
        if self.weight == 0 { self.lo } else { self.hi }
    }
}

/// λ = p/q in lowest terms, q > 0, p ≥ 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Numerator.
    pub p: i64,
    /// Denominator.
    pub q: i64,
}

impl Level {
    /// λ = 0: every applicant at the lower bound.
    pub const ZERO: Level = Level { p: 0, q: 1 };

    pub(crate) fn new(p: i64, q: i64) -> Self {
        let divisor = gcd(p.unsigned_abs().into(), q.unsigned_abs().into());
        // The divisor divides an i64, so it fits one.
        let divisor = i64::try_from(divisor).unwrap_or(1);
        Self {
            p: p / divisor,
            q: q / divisor,
        }
    }

    /// The exact share, as a numerator over `q`.
    #[inline]
    #[must_use]
    pub fn numerator(&self, share: &Share) -> i128 {
        let q = i128::from(self.q);
        let free = i128::from(share.base) * q + i128::from(self.p) * i128::from(share.weight);
        free.clamp(i128::from(share.lo) * q, i128::from(share.hi) * q)
    }

    /// The exact share, in lowest terms.
    pub(crate) fn share(&self, share: &Share) -> Fraction {
        let numerator = self.numerator(share);
        let at = |bound: &i64| numerator == i128::from(*bound) * i128::from(self.q);
        if let Some(bound) = [share.lo, share.hi].iter().find(|bound| at(bound)) {
            return Fraction::from(*bound);
        }
        // p/q is in lowest terms, so all that can be cancelled in (base·q + p·w)/q is what w and q
        // have in common.
        let common = gcd(
            share.weight.unsigned_abs().into(),
            self.q.unsigned_abs().into(),
        );
        let common = i64::try_from(common).unwrap_or(1);
        let (weight, q) = (share.weight / common, i128::from(self.q / common));
        Fraction::reduced(
            i128::from(share.base) * q + i128::from(self.p) * i128::from(weight),
            q,
        )
    }

    fn cmp(&self, other: &Level) -> Ordering {
        (i128::from(self.p) * i128::from(other.q)).cmp(&(i128::from(other.p) * i128::from(self.q)))
    }
}

/// λ and what it hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Solved {
    /// The smallest λ that hands out `spent`.
    pub level: Level,
    /// The exact sum of all shares: the budget, or less where every applicant is at the upper
    /// bound.
    pub spent: i64,
}

/// Why there is no λ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsolvable {
    /// Σlo is above the budget.
    FloorsExceed {
        /// Σlo.
        floors: i64,
    },
    /// A sum is above [`MAX_TOTAL`].
    TooLarge,
}

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
