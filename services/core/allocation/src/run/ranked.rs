//! Ranked funding: by score, ties by the draw, until the money is gone; then the tail rule.
//!
//! `stop` and `partial` are monotone in the budget, `skip` is not (costs 2, 3, 2: a budget of 4 funds the first and the
//! third, 5 the first and the second), which is why a call must name its tail rule. First claims (commitments and what
//! has been notified) are set aside before the walk down the list, and the walk pays the rest of each claim.
//!
//! A group's maximum is a frame of its own: where it is what does not suffice, the tail rule ends that group's list and the
//! others go on; where a list has ended, it has ended for the classes below too ([`super::classes`]). A group's minimum is kept for it: others cannot use it, and what its own list cannot use stays unspent.

use super::{Draft, PotPlan, unrounded};
use crate::outcome::{Pot, Sharing};
use crate::prepare::{Line, Prepared};
use crate::quotas::Tree;
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
    tree: &Tree,
    tail: Tail,
) -> i64 {
    let pot = u32::try_from(draft.pots.len()).unwrap_or(u32::MAX);
    let mut walk = Walk::new(prepared, plan, tree, tail);
    let mut spent = 0;
    for (rank, index) in (1_u32..).zip(ranking(prepared, plan.members)) {
        let line = &prepared.lines[index as usize];
        let (amount, outcome) = match line.refused {
            Some(refusal) => (line.lo, Outcome::Refused(refusal)),
            None => walk.offer(line, tree.of_line[index as usize]),
        };
        draft.set(index as usize, pot, 0, amount, outcome);
        draft.traces[index as usize].rank = Some(rank);
        spent += amount;
    }
    for (closed, frame) in draft.closed.iter_mut().zip(&walk.frames) {
        *closed |= frame.ended.is_some();
    }
    draft
        .pots
        .push(Pot::plain(plan, spent, Sharing::Ranked(tail)));
    spent
}

/// What a group (or the whole, the first node) has left.
struct Frame {
    left: i64,
    /// Of its minimum, what it has not yet got itself.
    owed: i64,
    /// What it and the groups in it have not yet got of their minima: others must leave that much.
    kept: i64,
    /// Why nobody further down its list can get anything.
    ended: Option<Refusal>,
}

/// The walk down the list.
struct Walk<'a> {
    tree: &'a Tree,
    frames: Vec<Frame>,
    /// What the children of each node keep together.
    children: Vec<i64>,
    tail: Tail,
    useful: i64,
    step: i64,
}

impl<'a> Walk<'a> {
    fn new(prepared: &Prepared<'_>, plan: &PotPlan<'_>, tree: &'a Tree, tail: Tail) -> Self {
        let mut floors = vec![0_i64; tree.nodes.len()];
        for member in plan.members {
            floors[tree.of_line[*member as usize]] += prepared.lines[*member as usize].lo;
        }
        tree.up(&mut floors, |_, sum| sum);
        let frame = |(at, node): (usize, &crate::quotas::Node)| {
            let max = if at == 0 { plan.budget } else { node.max };
            Frame {
                left: max.saturating_sub(floors[at]),
                owed: (node.min - floors[at]).max(0),
                kept: 0,
                ended: None,
            }
        };
        let frames: Vec<Frame> = tree.nodes.iter().enumerate().map(frame).collect();
        // Ranked funding pays whole claims; without rounding the last one is cut to a unit.
        let step = if unrounded(prepared.scenario.rounding) {
            1
        } else {
            prepared.scenario.step
        };
        let useful = prepared.scenario.useful_minimum.unwrap_or(0);
        let mut walk = Self {
            tree,
            children: vec![0; frames.len()],
            frames,
            tail,
            useful,
            step,
        };
        for at in (0..walk.frames.len()).rev() {
            walk.keep(at);
        }
        walk
    }

    /// Counts again what a node keeps from others, and tells its parent.
    fn keep(&mut self, at: usize) {
        let kept = self.frames[at].owed.max(self.children[at]);
        let change = kept - self.frames[at].kept;
        self.frames[at].kept = kept;
        if at > 0 {
            self.children[self.tree.nodes[at].parent] += change;
        }
    }

    /// The least that any frame around `node` leaves, and the frame that leaves it. A frame leaves what is kept for no group
    /// beside the way up from `node`.
    fn available(&self, node: usize) -> (i64, usize) {
        let mut at = node;
        let mut kept = self.children[at];
        let mut least = (self.frames[at].left - kept, at);
        while at > 0 {
            let parent = self.tree.nodes[at].parent;
            kept += self.children[parent] - self.frames[at].kept;
            let left = self.frames[parent].left - kept;
            // The outermost of equals: an empty budget is the budget's end, not the group's.
            if left <= least.0 {
                least = (left, parent);
            }
            at = parent;
        }
        (least.0.max(0), least.1)
    }

    fn spend(&mut self, node: usize, amount: i64) {
        let mut at = node;
        loop {
            let frame = &mut self.frames[at];
            frame.left = frame.left.saturating_sub(amount);
            frame.owed = (frame.owed - amount).max(0);
            self.keep(at);
            if at == 0 {
                return;
            }
            at = self.tree.nodes[at].parent;
        }
    }

    fn ended(&self, node: usize) -> Option<Refusal> {
        let mut at = node;
        while self.frames[at].ended.is_none() && at > 0 {
            at = self.tree.nodes[at].parent;
        }
        self.frames[at].ended
    }

    /// What the next on the list gets; its lower bound is already set aside.
    fn offer(&mut self, line: &Line<'_>, node: usize) -> (i64, Outcome) {
        let (lo, hi) = (line.lo, line.hi);
        if let Some(refusal) = self.ended(node) {
            return (lo, Outcome::Refused(refusal));
        }
        let full = if lo == hi {
            hi
        } else {
            (hi - hi % self.step).max(lo)
        };
        let (available, frame) = self.available(node);
        if full - lo <= available {
            self.spend(node, full - lo);
            return (full, Outcome::Funded);
        }
        let offered = lo + available;
        let reduced = (offered - offered % self.step).max(lo);
        let useful = line.applicant.useful_minimum.unwrap_or(self.useful).min(hi);
        let acceptable = reduced > lo && reduced >= line.applicant.min.unwrap_or(0).max(useful);
        let end = if frame == 0 {
            Refusal::BudgetEnded
        } else {
            Refusal::GroupFull
        };
        match self.tail {
            Tail::Skip => (
                lo,
                Outcome::Refused(if frame == 0 { Refusal::DidNotFit } else { end }),
            ),
            Tail::Partial | Tail::OfferReduced if acceptable => {
                self.spend(node, reduced - lo);
                self.frames[frame].ended = Some(end);
                (reduced, Outcome::Reduced)
            }
            Tail::OfferReduced if reduced > lo => (lo, Outcome::Refused(Refusal::BelowOwnMinimum)),
            Tail::OfferReduced | Tail::Stop | Tail::Partial => {
                self.frames[frame].ended = Some(end);
                (lo, Outcome::Refused(end))
            }
        }
    }
}
