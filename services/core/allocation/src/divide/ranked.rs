//! Ranked funding: by score, ties by the draw, until the money is gone; then the tail rule.
//!
//! `stop` and `partial` are monotone in the budget, `skip` is not (costs 2, 3, 2: a budget of 4
//! funds the first and the third, 5 the first and the second), which is why a call must name its
//! tail rule. First claims (commitments and what has been notified) are set aside before the walk
//! down the list, and the walk pays the rest of each claim.
//!
//! A group's maximum is a frame of its own: where it is what does not suffice, the tail rule ends
//! that group's list and the others go on; where a list has ended, it has ended for the classes
//! below too ([`super::classes`]).
//!
//! A group's minimum, or the part reserved for it, is kept for it: others cannot use it. When an
//! applicant does not fit, the list ends *for what is open to all*, and for the groups that the one
//! who did not fit is in: their list had its turn. Members of other groups further down are still
//! served, in order and under the same tail rule, from what is kept for them: the first of them
//! that does not fit in that ends its group's list (`stop`) or is offered the rest of it
//! (`partial`, `offer_reduced`). What a group's own list cannot use of what is kept stays unspent
//! in its class.

use super::draft::{Draft, PotPlan};
use crate::divide::groups::Bounds;
use crate::divide::prepare::{Line, Prepared};
use crate::divide::quotas::Tree;
use crate::outcome::Sharing;
use crate::scenario::Tail;
use crate::trace::{Outcome, Refusal};
use crate::units::Amount;
use std::cmp::Reverse;

/// Indices of lines by score, highest first, those without a score last; ties in the order of the
/// draw.
pub(crate) fn ranking(prepared: &Prepared<'_>, members: &[u32]) -> Vec<u32> {
    let score = |index: &u32| Reverse(prepared.lines[*index as usize].score);
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
            None => walk.offer(line, prepared.nodes[index as usize] as usize),
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
        .push(plan.published(spent, Sharing::Ranked(tail)));
    spent
}

/// The amounts left to a group (or the whole, the first node).
struct Frame {
    left: i64,
    /// Of its minimum, what it has not yet got itself.
    owed: i64,
    /// The part of its minima, and of the groups in it, that is not yet served: others must leave
    /// that much.
    kept: i64,
    /// Why its list ended, if it did: from then on it has only what is kept for the groups in it.
    ended: Option<Refusal>,
}

/// The amounts for the next on the list.
struct Available {
    amount: i64,
    /// The frame that leaves no more.
    frame: usize,
    /// The amount that frame keeps for groups that the next on the list is not in.
    kept: i64,
}

/// The walk down the list.
struct Walk<'a> {
    tree: &'a Tree,
    frames: Vec<Frame>,
    /// The sum kept by the children of each node.
    children: Vec<i64>,
    tail: Tail,
    useful: i64,
    step: i64,
}

impl<'a> Walk<'a> {
    fn new(prepared: &Prepared<'_>, plan: &PotPlan<'_>, tree: &'a Tree, tail: Tail) -> Self {
        let mut floors = vec![0_i64; tree.nodes.len()];
        for member in plan.members {
            let index = *member as usize;
            floors[prepared.nodes[index] as usize] += prepared.lines[index].lo;
        }
        tree.up(&mut floors, |_, sum| sum);
        let frame = |(at, bounds): (usize, &Bounds)| {
            let max = if at == 0 { plan.budget } else { bounds.max };
            Frame {
                left: max.saturating_sub(floors[at]),
                owed: (bounds.min - floors[at]).max(0),
                kept: 0,
                ended: None,
            }
        };
        let frames: Vec<Frame> = tree.bounds.iter().enumerate().map(frame).collect();
        // Ranked funding pays whole claims; without rounding the last one is cut to a unit.
        let step = prepared.scenario.award_step();
        let useful = prepared.scenario.useful_minimum.map_or(0, Amount::get);
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

    /// The least that any frame around `node` leaves. A frame leaves what is kept for no group
    /// beside the way up from `node`.
    fn available(&self, node: usize) -> Available {
        let mut at = node;
        let mut kept = self.children[at];
        let mut least = Available {
            amount: self.frames[at].left - kept,
            frame: at,
            kept,
        };
        while at > 0 {
            let parent = self.tree.nodes[at].parent;
            kept += self.children[parent] - self.frames[at].kept;
            let amount = self.frames[parent].left - kept;
            // The outermost of equals: an empty budget is the budget's end, not the group's.
            if amount <= least.amount {
                least = Available {
                    amount,
                    frame: parent,
                    kept,
                };
            }
            at = parent;
        }
        least.amount = least.amount.max(0);
        least
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

    /// Why no applicant at `node` gets anything beyond what is kept for its groups.
    fn ended(&self, node: usize) -> Option<Refusal> {
        let mut at = node;
        while self.frames[at].ended.is_none() && at > 0 {
            at = self.tree.nodes[at].parent;
        }
        self.frames[at].ended
    }

    /// Ends the lists from `node` out to `frame`, which is what did not suffice. What is kept for
    /// groups beside the way is left to them; what was open to all, and what was kept for a group
    /// on the way, is not spent.
    fn end(&mut self, node: usize, frame: usize, why: Refusal) {
        let mut at = node;
        loop {
            // A concern has no list of its own: only its cap ends it.
            if at == frame || self.tree.nodes[at].concern.is_none() {
                self.frames[at].left = self.frames[at].left.min(self.children[at]);
                self.frames[at].ended.get_or_insert(why);
            }
            if at == frame {
                return;
            }
            at = self.tree.nodes[at].parent;
        }
    }

    /// Returns what the next on the list gets; its lower bound is already set aside.
    fn offer(&mut self, line: &Line<'_>, node: usize) -> (i64, Outcome) {
        let (lo, hi) = (line.lo, line.hi);
        let Available {
            amount: available,
            frame,
            kept,
        } = self.available(node);
        if let Some(refusal) = self.ended(node)
            && available == 0
        {
            return (lo, Outcome::Refused(refusal));
        }
        let full = if lo == hi {
            hi
        } else {
            (hi - hi % self.step).max(lo)
        };
        if full - lo <= available {
            self.spend(node, full - lo);
            return (full, Outcome::Funded);
        }
        let offered = lo + available;
        let reduced = (offered - offered % self.step).max(lo);
        let own = line.applicant.useful_minimum;
        let useful = own.map_or(self.useful, Amount::get).min(hi);
        let least = line.applicant.min.map_or(0, Amount::get).max(useful);
        let acceptable = reduced > lo && reduced >= least;
        let end = match frame {
            0 if self.frames[0].ended.is_none() && kept > 0 => Refusal::OpenPartEnded,
            0 if self.frames[0].ended.is_none() => Refusal::BudgetEnded,
            // Once the open part has ended, what does not suffice is what the group can get.
            _ => Refusal::GroupFull,
        };
        match self.tail {
            Tail::Skip => (
                lo,
                Outcome::Refused(if frame == 0 { Refusal::DidNotFit } else { end }),
            ),
            Tail::Partial | Tail::OfferReduced if acceptable => {
                self.spend(node, reduced - lo);
                self.end(node, frame, end);
                (reduced, Outcome::Reduced)
            }
            Tail::OfferReduced if reduced > lo => (lo, Outcome::Refused(Refusal::BelowOwnMinimum)),
            Tail::OfferReduced | Tail::Stop | Tail::Partial => {
                self.end(node, frame, end);
                (lo, Outcome::Refused(end))
            }
        }
    }
}
