//! A pot with quotas inside: nested water-filling.
//!
//! The pot is shared as if there were no quotas. Groups that come out above their maximum or below their minimum are
//! counted at the bound; if the whole then stays below the budget, λ has to rise, so whoever is above a maximum stays
//! there for good and becomes a pot of its own with just that; if it is above the budget, the same holds for the minima.
//! What is left is shared again. Every round settles a group, sums of rising functions cut off at bounds rise themselves,
//! and so the end is the exact solution for any rule that is monotone in the budget.

use super::pot::{Shared, exact, rounded, write};
use super::{Draft, PotPlan, unrounded};
use crate::conflict::Conflict;
use crate::prepare::Prepared;
use crate::quotas::Tree;
use std::cmp::Ordering;

/// Shares the plan's budget within the quotas of the groups below `top`, and answers what was spent.
pub(super) fn share(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tree: &Tree,
    top: usize,
) -> Result<i64, Conflict> {
    let mut settled: Vec<(usize, i64)> = Vec::new();
    let mut spent = loop {
        let inside = |member: &u32| {
            let node = tree.of_line[*member as usize];
            settled.iter().any(|(group, _)| tree.within(node, *group))
        };
        let free: Vec<u32> = plan
            .members
            .iter()
            .filter(|member| !inside(member))
            .copied()
            .collect();
        let budget = plan.budget - settled.iter().map(|(_, budget)| budget).sum::<i64>();
        let rest = PotPlan {
            members: &free,
            budget,
            ..*plan
        };
        match attempt(prepared, plan, &rest, tree, top, &settled)? {
            Attempt::Broken(more) => settle(tree, &mut settled, more),
            Attempt::Holds(..) if free.is_empty() && !settled.is_empty() => break 0,
            Attempt::Holds(shared, amounts) => {
                break write(prepared, draft, &rest, shared, &amounts);
            }
        }
    };
    for (group, budget) in settled {
        let within = |member: &&u32| tree.within(tree.of_line[**member as usize], group);
        let members: Vec<u32> = plan.members.iter().filter(within).copied().collect();
        let part = PotPlan {
            class: plan.class,
            group: &tree.nodes[group].path,
            concern: tree.nodes[group].concern.as_deref(),
            members: &members,
            budget,
        };
        spent += share(prepared, draft, &part, tree, group)?;
    }
    Ok(spent)
}

/// What came of sharing the rest of a pot.
enum Attempt {
    /// These groups are outside their quotas: the bounds to settle them at.
    Broken(Vec<(usize, i64)>),
    /// Every group is within its quota.
    Holds(Shared, Vec<i64>),
}

/// Shares what is not settled, first exactly, then on the step.
fn attempt(
    prepared: &Prepared<'_>,
    plan: &PotPlan<'_>,
    rest: &PotPlan<'_>,
    tree: &Tree,
    top: usize,
    settled: &[(usize, i64)],
) -> Result<Attempt, Conflict> {
    let shared = exact(prepared, rest)?;
    let denominator = shared.denominator;
    let mut exactly = sums(
        tree,
        settled,
        rest.members,
        |place| shared.numerators[place],
        denominator,
    );
    let more = broken(tree, top, settled, &mut exactly, plan.budget, denominator);
    if !more.is_empty() {
        return Ok(Attempt::Broken(more));
    }
    let amounts = rounded(prepared, rest, &shared)?;
    if !unrounded(prepared.scenario.rounding) {
        let mut whole = sums(
            tree,
            settled,
            rest.members,
            |place| amounts[place].into(),
            1,
        );
        let more = broken(tree, top, settled, &mut whole, plan.budget, 1);
        if !more.is_empty() {
            return Ok(Attempt::Broken(more));
        }
    }
    Ok(Attempt::Holds(shared, amounts))
}

/// Sums by group over one denominator; settled groups count with what they were given.
fn sums(
    tree: &Tree,
    settled: &[(usize, i64)],
    free: &[u32],
    numerator: impl Fn(usize) -> i128,
    denominator: i128,
) -> Vec<i128> {
    let mut sums = vec![0_i128; tree.nodes.len()];
    for (place, member) in free.iter().enumerate() {
        sums[tree.of_line[*member as usize]] += numerator(place);
    }
    for (group, budget) in settled {
        sums[*group] = i128::from(*budget) * denominator;
    }
    sums
}

/// The groups to settle at a bound in this round, with their bounds.
fn broken(
    tree: &Tree,
    top: usize,
    settled: &[(usize, i64)],
    sums: &mut [i128],
    budget: i64,
    denominator: i128,
) -> Vec<(usize, i64)> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for at in (top + 1..tree.nodes.len())
        .rev()
        .filter(|at| tree.within(*at, top))
    {
        let node = &tree.nodes[at];
        let inside = settled.iter().any(|(group, _)| tree.within(at, *group));
        if !inside {
            let (min, max) = (
                i128::from(node.min) * denominator,
                i128::from(node.max) * denominator,
            );
            if sums[at] > max {
                above.push((at, node.max));
                sums[at] = max;
            } else if sums[at] < min {
                below.push((at, node.min));
                sums[at] = min;
            }
        }
        // What lies inside a settled group is counted with that group.
        if !inside || settled.iter().any(|(group, _)| *group == at) {
            sums[node.parent] += sums[at];
        }
    }
    match sums[top].cmp(&(i128::from(budget) * denominator)) {
        Ordering::Less if !above.is_empty() => above,
        Ordering::Greater if !below.is_empty() => below,
        Ordering::Less | Ordering::Equal | Ordering::Greater => {
            above.into_iter().chain(below).collect()
        }
    }
}

/// Adds groups to the settled ones, the outermost of each branch only.
fn settle(tree: &Tree, settled: &mut Vec<(usize, i64)>, mut more: Vec<(usize, i64)>) {
    more.sort_unstable();
    let mut added: Vec<(usize, i64)> = Vec::new();
    for (group, budget) in more {
        if !added.iter().any(|(outer, _)| tree.within(group, *outer)) {
            added.push((group, budget));
        }
    }
    // A group settled earlier inside one that is settled now is shared again within it.
    settled.retain(|(group, _)| !added.iter().any(|(outer, _)| tree.within(*group, *outer)));
    settled.extend(added);
}
