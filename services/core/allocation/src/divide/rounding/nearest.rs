//! The multiples of the step nearest to the exact shares: largest remainders, with bounds.
//!
//! Every applicant's share is rounded down; the steps that are left go to those who are furthest
//! below their share. Bounds that are no multiples of the step can leave more steps than that, or
//! fewer; then the steps are given (or taken back) one at a time where they hurt least. The result
//! minimises Σ(award − share)².

use super::{OffGrid, TieOrder, grid, target};
use crate::divide::kernel::Share;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Exact shares: numerators over one denominator.
pub(crate) struct Exact<'a> {
    /// The numerators.
    pub numerators: &'a [i128],
    /// Their denominator, positive.
    pub denominator: i128,
}

impl Exact<'_> {
    /// Returns how far an award is above its exact share, times the denominator.
    fn above(&self, index: usize, award: i64) -> i128 {
        i128::from(award) * self.denominator - self.numerators[index]
    }
}

/// Rounds exact shares to multiples of `step` that use the whole budget, as far as bounds allow.
///
/// # Errors
/// The step and the bounds contradict each other.
pub(crate) fn round(
    shares: &[Share],
    exact: &Exact<'_>,
    step: i64,
    budget: i64,
    ties: &TieOrder<'_>,
) -> Result<Vec<i64>, OffGrid> {
    let target = target(shares, step, budget)?;
    let floor_of = |index: usize| {
        let floor = exact.numerators[index].div_euclid(exact.denominator);
        i64::try_from(floor).unwrap_or(i64::MAX)
    };
    let awards = super::down(shares, step, floor_of)?;
    let missing = (target - awards.iter().sum::<i64>()) / step;
    let mut walk = Walk {
        shares,
        exact,
        step,
        up: missing > 0,
        left: missing.unsigned_abs(),
        awards,
    };
    walk.first_steps(ties);
    walk.further_steps(ties);
    Ok(walk.awards)
}

/// The way from the shares rounded down to the target, one step at a time, cheapest first.
struct Walk<'a> {
    shares: &'a [Share],
    exact: &'a Exact<'a>,
    step: i64,
    /// True if steps are given or taken back.
    up: bool,
    left: u64,
    awards: Vec<i64>,
}

impl Walk<'_> {
    /// Returns what the next step of this applicant costs: how far beyond its share it already is.
    /// `None`: no step is left.
    fn cost(&self, index: u32) -> Option<i128> {
        let (share, award) = (&self.shares[index as usize], self.awards[index as usize]);
        let bounds = grid(share, self.step).filter(|_| share.lo != share.hi)?;
        let room = if self.up {
            award < bounds.hi
        } else {
            award > bounds.lo
        };
        let above = self.exact.above(index as usize, award);
        room.then_some(if self.up { above } else { -above })
    }

    fn indices(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.shares.len()).unwrap_or(u32::MAX)
    }

    fn give(&mut self, index: u32) {
        self.awards[index as usize] += if self.up { self.step } else { -self.step };
        self.left -= 1;
    }

    /// All first steps that are cheaper than anybody's second: the usual case, without sorting.
    fn first_steps(&mut self, ties: &TieOrder<'_>) {
        if self.left == 0 {
            return;
        }
        let mut open: Vec<(i128, u32)> = self
            .indices()
            .filter_map(|index| self.cost(index).map(|cost| (cost, index)))
            .collect();
        let Some(cheapest) = open.iter().map(|(cost, _)| *cost).min() else {
            return;
        };
        let second = cheapest + i128::from(self.step) * self.exact.denominator;
        open.retain(|(cost, _)| *cost < second);
        let wanted = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(open.len());
        let last = open.select_nth_unstable(wanted - 1).1.0;
        let mut tied = Vec::new();
        let mut rest = wanted;
        for (cost, index) in open {
            match cost.cmp(&last) {
                Ordering::Less => {
                    self.give(index);
                    rest -= 1;
                }
                Ordering::Equal => tied.push(index),
                Ordering::Greater => {}
            }
        }
        self.give_tied(tied, rest, ties);
    }

    /// Whatever is left after that, from a heap: bounds off the step can leave one applicant many
    /// steps.
    fn further_steps(&mut self, ties: &TieOrder<'_>) {
        if self.left == 0 {
            return;
        }
        let mut heap: BinaryHeap<Reverse<(i128, u32)>> = self
            .indices()
            .filter_map(|index| self.cost(index).map(|cost| Reverse((cost, index))))
            .collect();
        while self.left > 0 {
            let Some(Reverse((cheapest, first))) = heap.pop() else {
                return;
            };
            let mut tied = vec![first];
            while let Some(Reverse((cost, index))) = heap.peek().copied()
                && cost == cheapest
            {
                heap.pop();
                tied.push(index);
            }
            let rest = usize::try_from(self.left)
                .unwrap_or(usize::MAX)
                .min(tied.len());
            let given = self.give_tied(tied, rest, ties);
            heap.extend(
                given
                    .into_iter()
                    .filter_map(|index| self.cost(index).map(|cost| Reverse((cost, index)))),
            );
        }
    }

    /// Gives a step to the first `wanted` of the tied; when taking back, who comes first in the
    /// draw loses last.
    fn give_tied(&mut self, mut tied: Vec<u32>, wanted: usize, ties: &TieOrder<'_>) -> Vec<u32> {
        if wanted < tied.len() {
            ties(&mut tied);
            if !self.up {
                tied.reverse();
            }
            tied.truncate(wanted);
        }
        for index in &tied {
            self.give(*index);
        }
        tied
    }
}
