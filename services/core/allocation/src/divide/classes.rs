//! Strict priority: a class is served in full before the next one gets anything.
//!
//! The first claims and floors of every class, and the part that minima of groups need, is set
//! aside from the start. Of the rest the next class gets what this one cannot use *under its rule*,
//! and nothing where an applicant in it had to go without:
//!
//! - the kernel and its dual share what there is among all applicants, so something is left only
//!   when all have their upper bound; what rounding down or a useful minimum leaves behind is not
//!   handed on;
//! - `stop`, `partial` and `offer_reduced` end the list, and with it the lists of the classes
//!   below. While an offer is still passed from one to the next, no applicant has taken it, and it
//!   is passed to the next class too;
//! - `skip` passes over what does not fit, and goes on to the next class as it does within one:
//!   every applicant in this class has been asked, and what is left is too little for each of them.
//!   A knapsack does the same;
//! - whole places are left only when every applicant has its maximum.
//!
//! A group whose own maximum ended its list is closed by itself; the others go on.

use super::admission;
use super::draft::{Draft, PotPlan, unrounded};
use super::share::share;
use crate::conflict::{Conflict, Field};
use crate::divide::groups::Node;
use crate::divide::prepare::Prepared;
use crate::divide::quotas::Tree;
use crate::error::Error;
use crate::fraction::Fraction;
use crate::outcome::Sharing;
use crate::scenario::Rule;
use crate::trace::{Clause, Outcome, Refusal};

/// Members of one priority class, as indices of lines in canonical order.
struct Class {
    class: u32,
    members: Vec<u32>,
}

fn classes(prepared: &Prepared<'_>) -> Vec<Class> {
    let mut all: Vec<(u32, u32)> = (0_u32..)
        .zip(&prepared.lines)
        .map(|(index, line)| (line.class, index))
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0)
        .map(|chunk| Class {
            class: chunk[0].0,
            members: chunk.iter().map(|(_, index)| *index).collect(),
        })
        .collect()
}

/// Serves the classes in order; what later classes have as first claims is set aside from the
/// start.
pub(super) fn divide(
    prepared: &mut Prepared<'_>,
    draft: &mut Draft,
    tree: &Tree,
) -> Result<(), Error> {
    let classes = classes(prepared);
    let rule = prepared.scenario.rule.clone();
    if !tree.is_flat() && matches!(rule, Rule::Knapsack | Rule::Apportionment { .. }) {
        return Err(Conflict::together(&[Field::Groups]).into());
    }
    let shares = !matches!(
        rule,
        Rule::Ranked(_) | Rule::Knapsack | Rule::Apportionment { .. }
    );
    let admits = shares && admission::applies(prepared);
    let floor_of = |prepared: &Prepared<'_>, class: &Class| -> i64 {
        class
            .members
            .iter()
            .map(|m| prepared.lines[*m as usize].lo)
            .sum()
    };
    let mut later: i64 = classes.iter().map(|class| floor_of(prepared, class)).sum();
    let mut left = prepared.scenario.budget.get() - tree.reserve;
    // By node of the tree, of its own lines alone: what the classes so far have got.
    let mut served = vec![0_i64; tree.nodes.len()];
    for class in &classes {
        later -= floor_of(prepared, class);
        let mut own = None;
        let mut kept = later;
        if !tree.is_flat() {
            let (quotas, needed) = tree.for_class(served.clone(), class.class);
            kept = needed;
            own = Some(quotas);
        }
        let mut budget = left - kept;
        if draft.closed.contains(&true) {
            let quotas = own.get_or_insert_with(|| tree.clone());
            budget = budget.min(quotas.close(prepared, &class.members, &draft.closed));
        }
        let plan = PotPlan {
            class: class.class,
            group: &[],
            concern: None,
            members: &class.members,
            budget,
        };
        if admits {
            admission::admit(prepared, draft, &plan);
        }
        let closed = draft.closed.clone();
        let quotas = own.as_ref().unwrap_or(tree);
        left -= share(prepared, draft, &plan, quotas, &rule)?;
        say_not_reached(prepared, draft, &plan, tree, &closed);
        if classes.last().is_some_and(|last| last.class > class.class) {
            close(prepared, draft, &plan, tree);
            for member in &class.members {
                let index = *member as usize;
                served[prepared.nodes[index] as usize] += draft.amounts[index];
            }
        }
    }
    Ok(())
}

/// Names the reason of those whose class was not reached: not their place in a list, not what they
/// claim.
fn say_not_reached(
    prepared: &Prepared<'_>,
    draft: &mut Draft,
    plan: &PotPlan<'_>,
    tree: &Tree,
    closed: &[bool],
) {
    let closed: Vec<usize> = (0..closed.len()).filter(|at| closed[*at]).collect();
    if closed.is_empty() {
        return;
    }
    for member in plan.members {
        let index = *member as usize;
        let before = matches!(
            prepared.lines[index].refused,
            Some(Refusal::BelowThreshold | Refusal::NothingAllowed)
        );
        let unserved =
            matches!(draft.traces[index].outcome, Outcome::Refused(_)) || draft.amounts[index] == 0;
        let within = |at: &usize| tree.within(prepared.nodes[index] as usize, *at);
        if unserved && !before && closed.iter().any(within) {
            draft.traces[index].outcome = Outcome::Refused(Refusal::ClassNotReached);
        }
    }
}

/// Closes the groups in which an applicant the kernel serves had to go without. Ranked funding has
/// closed its own.
fn close(prepared: &Prepared<'_>, draft: &mut Draft, plan: &PotPlan<'_>, tree: &Tree) {
    let mut ended = vec![false; draft.pots.len()];
    for member in plan.members {
        let index = *member as usize;
        let (line, trace) = (&prepared.lines[index], &draft.traces[index]);
        let pot = trace.pot as usize;
        let weighs = match draft.pots[pot].sharing {
            // Without a weight no money would have given more.
            Sharing::Awards | Sharing::CutFloors => trace.weight.get() > 0,
            Sharing::Losses | Sharing::TalmudAwards | Sharing::TalmudLosses => true,
            Sharing::Ranked(_) | Sharing::Apportionment(_) | Sharing::Knapsack => false,
        };
        let below = if unrounded(prepared.scenario.rounding) {
            draft.exacts[index] < Fraction::from(line.hi)
        } else {
            draft.amounts[index] <= line.hi - prepared.scenario.step.get()
        };
        // Where bases were cut the money has ended, even if a coarse step keeps the rest of it from
        // every applicant.
        let cut = trace.hi_clause == Clause::Base;
        ended[pot] |= weighs && line.refused.is_none() && (below || cut);
        // Useful minima are admitted across the groups.
        draft.closed[0] |= line.refused == Some(Refusal::NotAdmitted);
    }
    let pots = draft.pots.iter().zip(ended).filter(|(_, ended)| *ended);
    for (pot, _) in pots {
        let its = |node: &Node| node.path == pot.group && node.concern == pot.concern;
        if let Some(at) = tree.nodes.iter().position(its) {
            draft.closed[at] = true;
        }
    }
}
