//! Shares, levels and results of the kernel.

use crate::fraction::{Fraction, gcd};
use std::cmp::Ordering;

/// One applicant in a pot. Invariant: `0 ≤ base ≤ lo ≤ hi` and `weight ≥ 0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The rise of the award with λ.
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
    /// λ = 0: every share at its lower bound.
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

    pub(super) fn cmp(&self, other: &Level) -> Ordering {
        (i128::from(self.p) * i128::from(other.q)).cmp(&(i128::from(other.p) * i128::from(self.q)))
    }
}

/// λ and what it hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Solved {
    /// The smallest λ that hands out `spent`.
    pub level: Level,
    /// The exact sum of all shares: the budget, or less if every share is at its upper bound.
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
    /// A sum is above [`MAX_TOTAL`](crate::scenario::MAX_TOTAL).
    TooLarge,
}
