//! Newton's method on a piecewise linear sum. Every step is kept inside a bracket, and the one that
//! cannot change any more inside it is set aside, so the work shrinks as it goes. Where Newton
//! leaves the bracket, or has not finished after [`NEWTON_PASSES`], the median of the remaining
//! breakpoints is tried instead, which halves them: linear time in every case (Kiwiel 2008 warns of
//! published variants that cycle).

use super::types::{Level, Share, Unsolvable};
use crate::divide::fixed::Fixed;
use std::cmp::Ordering;

/// Newton steps before falling back to medians.
const NEWTON_PASSES: u32 = 12;

/// Passes over all applicants before those that cannot change any more are set aside.
const PASSES_OVER_ALL: u32 = 2;

/// The side of an applicant at some λ. The two edges are told apart because they belong to the flat
/// side when λ falls and to the rising side when it grows, or the other way round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    AtLo,
    Between,
    AtHi,
    Above,
}

#[inline]
fn side(share: &Share, level: Level) -> Side {
    let rise = i128::from(level.p) * i128::from(share.weight);
    let q = i128::from(level.q);
    let to_lo = i128::from(share.lo - share.base) * q;
    if rise < to_lo {
        return Side::Below;
    }
    let to_hi = i128::from(share.hi - share.base) * q;
    match (rise == to_lo, rise.cmp(&to_hi)) {
        (_, Ordering::Greater) => Side::Above,
        (_, Ordering::Equal) => Side::AtHi,
        (true, Ordering::Less) => Side::AtLo,
        (false, Ordering::Less) => Side::Between,
    }
}

/// Sums over those still undecided, by side.
#[derive(Default)]
pub(super) struct Sums {
    /// Σ of what stays put on either side: lower bounds below, upper bounds above.
    still: i64,
    /// Σ base and Σ weight of those between.
    base: i64,
    pub weight: i64,
    /// At the lower edge: Σ lo, base, weight.
    at_lo: [i64; 3],
    /// At the upper edge: Σ hi, base, weight.
    at_hi: [i64; 3],
}

pub(super) fn sums(shares: &[Share], level: Level) -> Sums {
    let mut sums = Sums::default();
    // λ·w lies in [x, x + 3): m has at least 60 bits, so the error is at most two where x is not
    // beyond every bound.
    let fixed = Fixed::near(level, 61);
    for share in shares {
        let x = fixed.times(share.weight, 0);
        let (to_lo, to_hi) = (share.lo - share.base, share.hi - share.base);
        let near = |bound: i64| (0..=2).contains(&(bound - x));
        if near(to_lo) || near(to_hi) {
            sums.count(share, side(share, level));
            continue;
        }
        // Without branches: which side is hard to foresee.
        let (below, above) = (i64::from(x < to_lo), i64::from(x > to_hi));
        let between = 1 - below - above;
        sums.still += (share.lo & -below) + (share.hi & -above);
        sums.base += share.base & -between;
        sums.weight += share.weight & -between;
    }
    sums
}

impl Sums {
    fn count(&mut self, share: &Share, side: Side) {
        match side {
            Side::Below => self.still += share.lo,
            Side::Above => self.still += share.hi,
            Side::Between => {
                self.base += share.base;
                self.weight += share.weight;
            }
            Side::AtLo => add(&mut self.at_lo, share.lo, share),
            Side::AtHi => add(&mut self.at_hi, share.hi, share),
        }
    }
}

fn add(edge: &mut [i64; 3], bound: i64, share: &Share) {
    edge[0] += bound;
    edge[1] += share.base;
    edge[2] += share.weight;
}

/// The state of the search for λ.
pub(super) struct Search {
    pub budget: i64,
    pub low: Level,
    pub high: Option<Level>,
    /// Σ of those set aside at a bound.
    pub settled: i64,
    /// Σ base and Σ weight of those set aside as between their bounds in the whole bracket.
    pub free_base: i64,
    pub free_weight: i64,
}

impl Search {
    pub(super) fn new(budget: i64) -> Self {
        Self {
            budget,
            low: Level::ZERO,
            high: None,
            settled: 0,
            free_base: 0,
            free_weight: 0,
        }
    }

    /// The smallest λ. `undecided` are those of `all` that have not been set aside yet; `None`: no
    /// applicant has.
    pub(super) fn run(
        mut self,
        all: &[Share],
        mut undecided: Option<Vec<Share>>,
        first: Level,
    ) -> Result<Level, Unsolvable> {
        let mut level = first;
        for pass in 0_u32.. {
            let shares = undecided.as_deref().unwrap_or(all);
            let sums = sums(shares, level);
            let order = self.compare(&sums, level);
            let (still, base, weight) = match order {
                Ordering::Equal => {
                    // Rising on the left side means that no smaller λ gives the same sum.
                    let rising = sums.weight + sums.at_hi[2] + self.free_weight > 0;
                    return Ok(if rising {
                        level
                    } else {
                        lowest_with_same_sum(all, Some(level))
                    });
                }
                Ordering::Less => {
                    self.low = level;
                    (
                        sums.still + sums.at_hi[0],
                        sums.base + sums.at_lo[1],
                        sums.weight + sums.at_lo[2],
                    )
                }
                Ordering::Greater => {
                    self.high = Some(level);
                    (
                        sums.still + sums.at_lo[0],
                        sums.base + sums.at_hi[1],
                        sums.weight + sums.at_hi[2],
                    )
                }
            };
            let rest = self.budget - self.settled - still - self.free_base - base;
            let weight = weight + self.free_weight;
            let newton = (weight > 0 && rest > 0).then(|| Level::new(rest, weight));
            if pass >= PASSES_OVER_ALL {
                undecided = Some(self.set_aside(undecided, all));
            }
            level = match newton.filter(|next| pass < NEWTON_PASSES && self.inside(*next)) {
                Some(next) => next,
                None => match self.median(undecided.as_deref().unwrap_or(all)) {
                    Some(next) => next,
                    // No breakpoint inside: the sum is one straight line there, and Newton's point
                    // is exact.
                    None => newton.ok_or(Unsolvable::TooLarge)?,
                },
            };
        }
        Err(Unsolvable::TooLarge)
    }

    /// The sum at `level` against the budget, exactly.
    pub(super) fn compare(&self, sums: &Sums, level: Level) -> Ordering {
        let put = i128::from(self.settled + self.free_base)
            + i128::from(sums.still + sums.base + sums.at_lo[0] + sums.at_hi[0]);
        let rising = i128::from(self.free_weight + sums.weight);
        (put * i128::from(level.q) + i128::from(level.p) * rising)
            .cmp(&(i128::from(self.budget) * i128::from(level.q)))
    }

    fn inside(&self, level: Level) -> bool {
        self.low.cmp(&level) == Ordering::Less
            && self
                .high
                .is_none_or(|high| level.cmp(&high) == Ordering::Less)
    }

    /// Keeps those whose piece can still change inside the bracket, and adds up the others.
    fn set_aside(&mut self, undecided: Option<Vec<Share>>, all: &[Share]) -> Vec<Share> {
        let mut keep = |share: &Share| {
            let low = side(share, self.low);
            if matches!(low, Side::AtHi | Side::Above) {
                self.settled += share.hi;
                return false;
            }
            let Some(high) = self.high else { return true };
            match (low, side(share, high)) {
                (_, Side::Below | Side::AtLo) => {
                    self.settled += share.lo;
                    false
                }
                (Side::AtLo | Side::Between, Side::Between | Side::AtHi) => {
                    self.free_base += share.base;
                    self.free_weight += share.weight;
                    false
                }
                _ => true,
            }
        };
        match undecided {
            None => all.iter().filter(|share| keep(share)).copied().collect(),
            Some(mut shares) => {
                shares.retain(|share| keep(share));
                shares
            }
        }
    }

    /// The median of the breakpoints strictly inside the bracket.
    fn median(&self, undecided: &[Share]) -> Option<Level> {
        let mut points: Vec<Level> = undecided
            .iter()
            .filter(|share| share.weight > 0)
            .flat_map(|share| {
                [share.lo, share.hi].map(|bound| Level {
                    p: bound - share.base,
                    q: share.weight,
                })
            })
            .filter(|point| self.inside(*point))
            .collect();
        let middle = points.len() / 2;
        (!points.is_empty())
            .then(|| *points.select_nth_unstable_by(middle, Level::cmp).1)
            .map(|l| Level::new(l.p, l.q))
    }
}

/// The smallest λ with the same sum as `at` (or as any λ beyond all breakpoints): the largest
/// breakpoint passed.
pub(super) fn lowest_with_same_sum(shares: &[Share], at: Option<Level>) -> Level {
    let mut lowest = Level::ZERO;
    for share in shares
        .iter()
        .filter(|share| share.weight > 0 && share.hi > share.lo)
    {
        let point = Level {
            p: share.hi - share.base,
            q: share.weight,
        };
        let passed = at.is_none_or(|at| point.cmp(&at) != Ordering::Greater);
        if passed && point.cmp(&lowest) == Ordering::Greater {
            lowest = point;
        }
    }
    Level::new(lowest.p, lowest.q)
}
