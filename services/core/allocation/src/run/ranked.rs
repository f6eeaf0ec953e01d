//! Ranked funding: by score, ties by the draw, until the money is gone; then the tail rule.
//!
//! `stop` and `partial` are monotone in the budget, `skip` is not (costs 2, 3, 2: a budget of 4 funds the first and the
//! third, 5 the first and the second), which is why a call must name its tail rule. First claims (commitments and what
//! has been notified) are set aside before the walk down the list, and the walk pays the rest of each claim.

use super::{Draft, PotPlan, unrounded};
use crate::outcome::{Pot, Sharing};
use crate::prepare::Prepared;
use crate::scenario::Tail;
use crate::trace::{Outcome, Refusal};
use std::cmp::Reverse;

/// Indices of lines by score, highest first, those without a score last; ties in the order of the draw.
pub(crate) fn ranking(prepared: &Prepared<'_>, members: &[u32]) -> Vec<u32> {
    let score = |index: &u32| Reverse(prepared.lines[*index as usize].applicant.score);
    let mut order = members.to_vec();
    order.sort_unstable_by_key(score);
    for tied in order.chunk_by_mut(|a, b| score(a) == score(b)) {
        if tied.len() > 1 {
            prepared.tie_order(tied);
        }
    }
    order
}

/// Funds the members of a pot down the list and answers what was spent.
pub(super) fn fund(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tail: Tail,
) -> i64 {
    let pot = u32::try_from(draft.pots.len()).unwrap_or(u32::MAX);
    let floors: i64 = plan
        .members
        .iter()
        .map(|member| prepared.lines[*member as usize].lo)
        .sum();
    let mut walk = Walk {
        left: plan.budget - floors,
        tail,
        ended: None,
        step: step(prepared),
    };
    let mut spent = 0;
    for (rank, index) in (1_u32..).zip(ranking(prepared, plan.members)) {
        let line = &prepared.lines[index as usize];
        let accepts = line.applicant.min.unwrap_or(0);
        let (amount, outcome) = match line.refused {
            Some(refusal) => (line.lo, Outcome::Refused(refusal)),
            None => walk.offer(line.lo, line.hi, accepts),
        };
        draft.set(index as usize, pot, 0, amount, outcome);
        draft.traces[index as usize].rank = Some(rank);
        spent += amount;
    }
    draft
        .pots
        .push(Pot::plain(plan, spent, Sharing::Ranked(tail)));
    spent
}

/// The step, or one unit where nothing is rounded: ranked funding pays whole claims, only the last one can be cut.
fn step(prepared: &Prepared<'_>) -> i64 {
    if unrounded(prepared.scenario.rounding) {
        1
    } else {
        prepared.scenario.step
    }
}

/// The walk down the list.
struct Walk {
    left: i64,
    tail: Tail,
    /// Set once nobody further down can get anything.
    ended: Option<Refusal>,
    step: i64,
}

impl Walk {
    /// What the next on the list gets, with `lo` already set aside for it.
    fn offer(&mut self, lo: i64, hi: i64, accepts: i64) -> (i64, Outcome) {
        if let Some(refusal) = self.ended {
            return (lo, Outcome::Refused(refusal));
        }
        let full = if lo == hi {
            hi
        } else {
            (hi - hi % self.step).max(lo)
        };
        if full - lo <= self.left {
            self.left -= full - lo;
            return (full, Outcome::Funded);
        }
        let offered = lo + self.left;
        let reduced = (offered - offered % self.step).max(lo);
        let acceptable = reduced > lo && reduced >= accepts;
        match self.tail {
            Tail::Skip => (lo, Outcome::Refused(Refusal::DidNotFit)),
            Tail::Partial | Tail::OfferReduced if acceptable => {
                self.ended = Some(Refusal::BudgetEnded);
                self.left -= reduced - lo;
                (reduced, Outcome::Reduced)
            }
            Tail::OfferReduced => (lo, Outcome::Refused(Refusal::BelowOwnMinimum)),
            Tail::Stop | Tail::Partial => {
                self.ended = Some(Refusal::BudgetEnded);
                (lo, Outcome::Refused(Refusal::BudgetEnded))
            }
        }
    }
}
