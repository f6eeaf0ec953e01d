//! A pot with quotas inside: nested water-filling.
//!
//! The pot is shared as if there were no quotas. Groups that come out above their maximum or below
//! their minimum are counted at the bound; if the whole then stays below the budget, λ has to rise,
//! so the one that is above a maximum stays there for good and becomes a pot of its own with just
//! that; if it is above the budget, the same holds for the minima. What is left is shared again.
//! Every round settles a group, sums of rising functions cut off at bounds rise themselves, and so
//! the end is the exact solution for any rule that is monotone in the budget.

use super::draft::{Draft, PotPlan, unrounded};
use super::pot::{Shared, awards, exact, rounded, unsolvable, write};
use super::weights::{Asked, asked};
use crate::divide::kernel::Share;
use crate::divide::prepare::Prepared;
use crate::divide::quotas::Tree;
use crate::error::Error;
use crate::fraction::Fraction;
use crate::scenario::Rule;
use std::cmp::Ordering;

/// A pot within the quotas, shared.
pub(crate) struct Part {
    /// The group that has it; the first node is the whole.
    group: usize,
    pub members: Vec<u32>,
    pub budget: i64,
    pub shared: Shared,
    pub amounts: Vec<i64>,
}

/// Shares the plan's budget within the quotas, and answers what was spent.
pub(super) fn share(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tree: &Tree,
) -> Result<i64, Error> {
    let mut parts = Vec::new();
    divide(
        prepared,
        plan,
        asked_apart(prepared, plan)?,
        (tree, 0),
        &mut parts,
    )?;
    let mut spent = 0;
    for part in parts {
        let (group, concern) = match part.group {
            0 => (plan.group, plan.concern),
            group => (
                &tree.nodes[group].path[..],
                tree.nodes[group].concern.as_deref(),
            ),
        };
        let pot = PotPlan {
            class: plan.class,
            group,
            concern,
            members: &part.members,
            budget: part.budget,
        };
        spent += write(prepared, draft, &pot, part.shared, &part.amounts);
    }
    Ok(spent)
}

/// Returns what the members of a pot ask for, where that does not depend on who else is in it.
pub(crate) fn asked_apart(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
) -> Result<Option<Asked>, Error> {
    match prepared.scenario.rule {
        Rule::ConstrainedEqualLosses | Rule::Talmud => Ok(None),
        _ => Ok(Some(asked(prepared, plan.members)?).filter(|asked| asked.apart)),
    }
}

/// The exact shares of a pot, from what is asked for where that is known.
fn solved(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    asked: Option<Asked>,
) -> Result<Shared, Error> {
    match asked {
        Some(Asked { shares, scale, .. }) => {
            awards(shares, scale, plan.budget).map_err(|problem| unsolvable(problem, plan.budget))
        }
        None => exact(prepared, plan),
    }
}

/// Shares the plan's budget within the quotas of the groups below the top.
pub(crate) fn divide(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    asked: Option<Asked>,
    (tree, top): (&Tree, usize),
    parts: &mut Vec<Part>,
) -> Result<(), Error> {
    if tree.nodes[top].innermost {
        let shared = solved(prepared, plan, asked)?;
        parts.push(Part {
            group: top,
            budget: plan.budget,
            members: plan.members.to_vec(),
            amounts: rounded(prepared, plan, &shared)?,
            shared,
        });
        return Ok(());
    }
    let mut settled = Settled::new(tree, top, plan.budget);
    let mut free = Free::new(prepared, plan, asked);
    loop {
        let rest = PotPlan {
            members: &free.members,
            budget: settled.left,
            ..*plan
        };
        let shared = solved(prepared, &rest, free.asked.take())?;
        match attempt(prepared, &rest, &settled, &free.nodes, &shared)? {
            Attempt::Broken(more) => {
                settled.settle(more);
                free.retain(&settled, shared);
            }
            Attempt::Holds(_) if free.members.is_empty() && !settled.groups.is_empty() => break,
            Attempt::Holds(amounts) => {
                parts.push(Part {
                    group: top,
                    budget: rest.budget,
                    members: free.members,
                    shared,
                    amounts,
                });
                break;
            }
        }
    }
    let scale = free.apart;
    for ((group, budget), (members, shares)) in settled.taken(prepared, free.taken) {
        let part = PotPlan {
            class: plan.class,
            group: &[],
            concern: None,
            members: &members,
            budget,
        };
        let asked = scale.map(|scale| Asked::apart(shares, scale));
        divide(prepared, &part, asked, (tree, group), parts)?;
    }
    Ok(())
}

/// The members that no settled group has taken.
struct Free {
    members: Vec<u32>,
    /// The innermost group of each.
    nodes: Vec<u32>,
    /// Their request, where that does not depend on who else is free.
    asked: Option<Asked>,
    /// Then also the scale of their weights.
    apart: Option<Fraction>,
    /// And what those ask for that a settled group has taken.
    taken: Vec<(u32, Share)>,
}

impl Free {
    fn new(prepared: &Prepared<'_>, plan: &PotPlan<'_>, asked: Option<Asked>) -> Self {
        let node = |member: &u32| prepared.nodes[*member as usize];
        Self {
            members: plan.members.to_vec(),
            nodes: plan.members.iter().map(node).collect(),
            apart: asked.as_ref().map(|asked| asked.scale),
            asked,
            taken: Vec::new(),
        }
    }

    /// Leaves out those whose group is settled now.
    fn retain(&mut self, settled: &Settled<'_>, shared: Shared) {
        let mut shares = shared.shares;
        let mut kept = 0;
        for place in 0..self.members.len() {
            let (member, node) = (self.members[place], self.nodes[place]);
            if settled.inside[node as usize] {
                self.taken.push((member, shares[place]));
            } else {
                (self.members[kept], self.nodes[kept]) = (member, node);
                shares[kept] = shares[place];
                kept += 1;
            }
        }
        self.members.truncate(kept);
        self.nodes.truncate(kept);
        shares.truncate(kept);
        self.asked = self.apart.map(|scale| Asked::apart(shares, scale));
    }
}

/// Groups that have been settled at a bound, the outermost of each branch only.
struct Settled<'a> {
    tree: &'a Tree,
    top: usize,
    budget: i64,
    /// The amount left to the others.
    left: i64,
    /// The groups, and what each has got.
    groups: Vec<(usize, i64)>,
    /// By node: whether it lies in a settled group, or is one.
    inside: Vec<bool>,
    /// By node: whether it is a settled group.
    is: Vec<bool>,
    /// By node: whether it lies below `top`.
    below: Vec<bool>,
}

impl<'a> Settled<'a> {
    fn new(tree: &'a Tree, top: usize, budget: i64) -> Self {
        let mut below = vec![false; tree.nodes.len()];
        // Parents come before their children.
        for at in top + 1..below.len() {
            let parent = tree.nodes[at].parent;
            below[at] = parent == top || below[parent];
        }
        Self {
            tree,
            top,
            budget,
            left: budget,
            groups: Vec::new(),
            inside: vec![false; below.len()],
            is: vec![false; below.len()],
            below,
        }
    }

    /// Adds groups. One settled earlier inside one that is settled now is shared again within it.
    fn settle(&mut self, more: Vec<(usize, i64)>) {
        let mut got: Vec<Option<i64>> = vec![None; self.is.len()];
        for (group, budget) in self.groups.drain(..).chain(more) {
            got[group] = Some(budget);
        }
        self.left = self.budget;
        for (at, got) in got.into_iter().enumerate() {
            let around = at > self.top && self.inside[self.tree.nodes[at].parent];
            self.is[at] = got.is_some() && !around;
            self.inside[at] = self.is[at] || around;
            if let Some(budget) = got.filter(|_| !around) {
                self.groups.push((at, budget));
                self.left -= budget;
            }
        }
    }

    /// Settled groups with what they have got, and their members in the plan's order, with what
    /// they ask for.
    fn taken(
        self,
        prepared: &Prepared<'_>,
        mut taken: Vec<(u32, Share)>,
    ) -> impl Iterator<Item = ((usize, i64), (Vec<u32>, Vec<Share>))> {
        let mut owner = vec![usize::MAX; self.is.len()];
        for (at, (group, _)) in self.groups.iter().enumerate() {
            owner[*group] = at;
        }
        for at in self.top + 1..owner.len() {
            if owner[at] == usize::MAX && self.inside[at] {
                owner[at] = owner[self.tree.nodes[at].parent];
            }
        }
        // Members may have been taken in several rounds, each in order: runs that a stable sort
        // merges.
        if !taken.is_sorted_by_key(|(member, _)| *member) {
            taken.sort_by_key(|(member, _)| *member);
        }
        let mut members = vec![(Vec::new(), Vec::new()); self.groups.len()];
        for (member, share) in taken {
            let node = prepared.nodes[member as usize] as usize;
            if let Some((members, shares)) = members.get_mut(owner[node]) {
                members.push(member);
                shares.push(share);
            }
        }
        self.groups.into_iter().zip(members)
    }

    /// Sums by group over one denominator; settled groups count with what they were given.
    fn sums(
        &self,
        nodes: &[u32],
        numerator: impl Fn(usize) -> i128,
        denominator: i128,
    ) -> Vec<i128> {
        let mut sums = vec![0_i128; self.is.len()];
        for (place, node) in nodes.iter().enumerate() {
            sums[*node as usize] += numerator(place);
        }
        for (group, budget) in &self.groups {
            sums[*group] = i128::from(*budget) * denominator;
        }
        sums
    }

    /// The groups to settle at a bound in this round, with their bounds.
    fn broken(&self, mut sums: Vec<i128>, denominator: i128) -> Vec<(usize, i64)> {
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let nodes = (self.top + 1..sums.len()).rev();
        for at in nodes.filter(|at| self.below[*at]) {
            let bounds = &self.tree.bounds[at];
            if !self.inside[at] {
                let [min, max] =
                    [bounds.min, bounds.max].map(|bound| i128::from(bound) * denominator);
                if sums[at] > max {
                    above.push((at, bounds.max));
                    sums[at] = max;
                } else if sums[at] < min {
                    below.push((at, bounds.min));
                    sums[at] = min;
                }
            }
            // What lies inside a settled group is counted with that group.
            if !self.inside[at] || self.is[at] {
                sums[self.tree.nodes[at].parent] += sums[at];
            }
        }
        match sums[self.top].cmp(&(i128::from(self.budget) * denominator)) {
            Ordering::Less if !above.is_empty() => above,
            Ordering::Greater if !below.is_empty() => below,
            Ordering::Less | Ordering::Equal | Ordering::Greater => {
                above.into_iter().chain(below).collect()
            }
        }
    }
}

/// The outcome of sharing the rest of a pot.
enum Attempt {
    /// These groups are outside their quotas: the bounds to settle them at.
    Broken(Vec<(usize, i64)>),
    /// Every group is within its quota with these awards.
    Holds(Vec<i64>),
}

/// Looks at what is not settled, first at the exact shares, then on the step.
fn attempt(
    prepared: &Prepared<'_>,
    rest: &PotPlan<'_>,
    settled: &Settled<'_>,
    nodes: &[u32],
    shared: &Shared,
) -> Result<Attempt, Error> {
    let denominator = shared.denominator;
    let sums = settled.sums(nodes, |place| shared.numerator(place), denominator);
    let more = settled.broken(sums, denominator);
    if !more.is_empty() {
        return Ok(Attempt::Broken(more));
    }
    let amounts = rounded(prepared, rest, shared)?;
    if !unrounded(prepared.scenario.rounding) {
        let whole = |place: usize| i128::from(amounts[place]);
        let sums = settled.sums(nodes, whole, 1);
        let more = settled.broken(sums, 1);
        if !more.is_empty() {
            return Ok(Attempt::Broken(more));
        }
    }
    Ok(Attempt::Holds(amounts))
}
