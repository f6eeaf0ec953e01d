//! The tree of groups: least and most for each, what that leaves for a class, and every
//! contradiction in it.
//!
//! Quotas are exact because the groups form a tree (a laminar family): the sum of a group is a
//! rising function of λ that is cut off at its minimum and maximum, and so is every group above it
//! (nested water-filling). Groups that cross each other, region by type, have no such order.

use super::weights::Reach;
use crate::conflict::Conflict;
use crate::divide::groups::{Bounds, Node, held};
use crate::divide::prepare::Prepared;
use crate::error::Error;
use crate::scenario::{Rounding, Rule};
use std::collections::BTreeSet;
use std::rc::Rc;

/// All groups that have a quota, parents before their children, and what their members must and can
/// get.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub nodes: Rc<[Node]>,
    /// Least and most of each node, as they hold now.
    pub bounds: Vec<Bounds>,
    parts: Rc<[Part]>,
    /// Reserved frames that their group cannot use: they stay unspent.
    pub reserve: i64,
}

/// Some of the lines of one class that are in no group further inside than `node`.
#[derive(Debug, Clone, Copy)]
struct Part {
    class: u32,
    node: u32,
    /// Their lower bounds.
    floors: i64,
    /// The most they can get at any λ, on the step.
    most: i64,
}

/// Sums by node, of the node and everything below it.
pub(crate) type Sums = Vec<i64>;

impl Tree {
    /// The tree of a scenario's quotas and of the reserved frames that have not been released.
    ///
    /// # Errors
    /// Repeated groups, minima that cannot be reached, maxima below what must be paid.
    pub(crate) fn new(prepared: &Prepared<'_>) -> Result<Self, Error> {
        let scenario = prepared.scenario;
        let mut conflicts = Vec::new();
        let mut named = BTreeSet::new();
        for quota in &scenario.groups {
            if !named.insert(&quota.path) {
                conflicts.push(Conflict::RepeatedGroup {
                    group: quota.path.join("/"),
                });
            }
        }
        let mut tree = Self {
            nodes: Rc::clone(&prepared.groups),
            bounds: prepared.groups.iter().map(|node| node.declared).collect(),
            parts: parts(prepared).into(),
            reserve: 0,
        };
        let reach = tree.reach(tree.own(|part| part.most));
        for frame in held(scenario) {
            // The last: a part kept for every applicant is a group in the whole, not the whole.
            let its = |node: &Node| node.path == frame.path && node.concern.is_none();
            let Some(node) = tree.nodes.iter().rposition(its) else {
                continue;
            };
            let usable = frame.amount.get().min(reach[node]);
            tree.bounds[node].min = tree.bounds[node].min.max(usable);
            tree.reserve += frame.amount.get() - usable;
        }
        // Sums of awards on the step reach a minimum only at the step above it, where there is one.
        let step = scenario.award_step();
        for (bounds, reach) in tree.bounds.iter_mut().zip(&reach) {
            let on_step = bounds.min.saturating_add(step - 1) / step * step;
            if on_step <= *reach {
                bounds.min = on_step;
            }
        }
        tree.check(scenario.budget.get(), &reach, &mut conflicts);
        if conflicts.is_empty() {
            Ok(tree)
        } else {
            Err(Error::Conflicts(conflicts))
        }
    }

    /// Groups that a coarse step, or a useful minimum that did not fit, has kept from their minima.
    pub(crate) fn missed(&self, prepared: &Prepared<'_>, amounts: &[i64]) -> Vec<Conflict> {
        let scenario = prepared.scenario;
        let held = matches!(
            scenario.rounding,
            Rounding::SainteLague | Rounding::LargestRemainder
        );
        if self.is_flat() || !held || matches!(scenario.rule, Rule::Ranked(_)) {
            return Vec::new();
        }
        let sums = self.sums(prepared, amounts);
        let missed = |at: usize| Conflict::GroupMinimumOutOfReach {
            group: self.nodes[at].name(),
            min: self.bounds[at].min,
            reach: sums[at],
        };
        (0..sums.len())
            .filter(|at| sums[*at] < self.bounds[*at].min)
            .map(missed)
            .collect()
    }

    /// Tells whether a group has got more than its maximum.
    pub(crate) fn exceeded(&self, prepared: &Prepared<'_>, amounts: &[i64]) -> bool {
        let sums = self.sums(prepared, amounts);
        self.bounds
            .iter()
            .zip(&sums)
            .any(|(bounds, sum)| *sum > bounds.max)
    }

    /// Tells whether there is no quota at all.
    pub(crate) fn is_flat(&self) -> bool {
        self.nodes.len() == 1
    }

    /// The sum of the amounts of each group.
    fn sums(&self, prepared: &Prepared<'_>, amounts: &[i64]) -> Sums {
        let mut sums = vec![0_i64; self.nodes.len()];
        for (node, amount) in prepared.nodes.iter().zip(amounts) {
            let sum = &mut sums[*node as usize];
            *sum = sum.saturating_add(*amount);
        }
        self.up(&mut sums, |_, sum| sum);
        sums
    }

    /// Adds every group to its parent, children first, each changed by `bound` on the way.
    pub(crate) fn up(&self, sums: &mut Sums, bound: impl Fn(usize, i64) -> i64) {
        for node in (0..self.nodes.len()).rev() {
            sums[node] = bound(node, sums[node]);
            if node > 0 {
                let parent = self.nodes[node].parent;
                sums[parent] = sums[parent].saturating_add(sums[node]);
            }
        }
    }

    /// A sum over the parts, of each node's own lines alone.
    fn own(&self, figure: impl Fn(&Part) -> i64) -> Sums {
        let mut sums = vec![0_i64; self.nodes.len()];
        for part in self.parts.iter() {
            let sum = &mut sums[part.node as usize];
            *sum = sum.saturating_add(figure(part));
        }
        sums
    }

    /// The most that each group can use, given what its own lines can.
    fn reach(&self, mut own: Sums) -> Sums {
        self.up(&mut own, |node, sum| sum.min(self.bounds[node].max));
        own
    }

    fn check(&self, budget: i64, reach: &Sums, conflicts: &mut Vec<Conflict>) {
        let mut floors = self.own(|part| part.floors);
        let mut need = floors.clone();
        self.up(&mut floors, |_, sum| sum);
        self.up(&mut need, |node, sum| sum.max(self.bounds[node].min));
        for (at, bounds) in self.bounds.iter().enumerate().skip(1) {
            let group = self.nodes[at].name();
            if floors[at] > bounds.max {
                conflicts.push(Conflict::FloorsExceedGroup {
                    group,
                    floors: floors[at],
                    max: bounds.max,
                });
            } else if bounds.min > reach[at] {
                conflicts.push(Conflict::GroupMinimumOutOfReach {
                    group,
                    min: bounds.min,
                    reach: reach[at],
                });
            } else if need[at] > bounds.max {
                conflicts.push(Conflict::FloorsExceedGroup {
                    group,
                    floors: need[at],
                    max: bounds.max,
                });
            }
        }
        let there = budget.saturating_sub(self.reserve);
        if conflicts.is_empty() && need[0] > there {
            conflicts.push(Conflict::FloorsExceedBudget {
                floors: need[0],
                budget: there,
            });
        }
    }

    /// The quotas that hold for one class, given what its predecessors have got (by node, of its
    /// own lines alone): less that, and less what later classes must get. A group's minimum is met
    /// by its highest classes as far as they can use it. Answers what is kept for later classes,
    /// too.
    pub(crate) fn for_class(&self, mut before: Sums, class: u32) -> (Self, i64) {
        self.up(&mut before, |_, sum| sum);
        let only = |amount, counts| if counts { amount } else { 0 };
        let mut later = self.own(|part| only(part.floors, part.class > class));
        let own = self.reach(self.own(|part| only(part.most, part.class == class)));
        self.up(&mut later, |node, sum| {
            sum.max(
                self.bounds[node]
                    .min
                    .saturating_sub(before[node])
                    .saturating_sub(own[node]),
            )
        });
        let mut tree = self.clone();
        for (at, bounds) in tree.bounds.iter_mut().enumerate().skip(1) {
            if bounds.max < i64::MAX {
                bounds.max -= before[at] + later[at];
            }
            bounds.min = (bounds.min - before[at]).clamp(0, own[at]);
        }
        (tree, later[0])
    }

    /// Holds closed groups at what is set aside for a class: its floors, and the minima it has to
    /// meet. Answers what that is for the whole, or no limit where the whole is not closed.
    pub(crate) fn close(
        &mut self,
        prepared: &Prepared<'_>,
        members: &[u32],
        closed: &[bool],
    ) -> i64 {
        let mut need = vec![0_i64; self.nodes.len()];
        for member in members {
            let index = *member as usize;
            need[prepared.nodes[index] as usize] += prepared.lines[index].lo;
        }
        self.up(&mut need, |node, sum| sum.max(self.bounds[node].min));
        for ((bounds, need), closed) in self.bounds.iter_mut().zip(&need).zip(closed) {
            if *closed {
                bounds.max = bounds.max.min(*need);
            }
        }
        self.bounds[0].max
    }

    /// Tells whether `node` lies below `above` (or is it).
    pub(crate) fn within(&self, node: usize, above: usize) -> bool {
        let mut at = node;
        while at > above {
            at = self.nodes[at].parent;
        }
        at == above
    }
}

/// The lines by class and node.
fn parts(prepared: &Prepared<'_>) -> Vec<Part> {
    let reach = Reach::new(prepared.scenario);
    let mut parts: Vec<Part> = Vec::new();
    // The latest part of each node: nearly always that of the next line there.
    let mut latest = vec![usize::MAX; prepared.groups.len()];
    for (line, node) in prepared.lines.iter().zip(&prepared.nodes) {
        let at = &mut latest[*node as usize];
        if parts.get(*at).is_none_or(|part| part.class != line.class) {
            *at = parts.len();
            parts.push(Part {
                class: line.class,
                node: *node,
                floors: 0,
                most: 0,
            });
        }
        let part = &mut parts[*at];
        part.floors = part.floors.saturating_add(line.lo);
        part.most = part.most.saturating_add(reach.of(line));
    }
    parts
}
