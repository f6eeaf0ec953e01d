//! Floors that together are above the budget, where the scenario declares how they are cut.
//!
//! Cut are the policy's own floors: applicants' minima and last year's floors of a collar. The base
//! amount of a rule gives way before them, to one equal amount, as it does without a declaration;
//! first claims, what was committed or notified, are never cut. Where floors are cut, no applicant
//! gets more than its floor, and the floors are what the awards kernel shares the whole budget by:
//! `clamp(λ·floor, first claim, floor)` with one λ below 1, over all priority classes
//! (`crate::divide`, `cut`).
//!
//! Floors are counted on the step, since awards are: that is what makes more budget never hurt
//! anyone where the cut ends.

use super::Line;
use crate::conflict::{Conflict, Field};
use crate::scenario::{Damping, Rule, Scenario};
use crate::trace::Clause;

/// Returns true if the rule divides by a level, so that a floor is something it lifts to.
const fn by_level(rule: &Rule) -> bool {
    match rule {
        Rule::Proportional
        | Rule::ConstrainedEqualAwards
        | Rule::ConstrainedEqualLosses
        | Rule::WeightedProportional(_)
        | Rule::WeightedEqualAwards(_)
        | Rule::BaseProportional { .. } => true,
        Rule::Talmud | Rule::Ranked(_) | Rule::Knapsack | Rule::Apportionment { .. } => false,
    }
}

/// A cut that is declared for a rule or a damper which cannot take account of it.
pub(super) fn check(scenario: &Scenario, conflicts: &mut Vec<Conflict>) {
    let damped = !matches!(scenario.damping, None | Some(Damping::Collar(_)));
    if scenario.floors_cut.is_some() && (damped || !by_level(&scenario.rule)) {
        conflicts.push(Conflict::together(&[Field::FloorsCut]));
    }
}

/// Turns floors into ceilings where they are to be cut, and answers whether they are. With quotas,
/// reserved frames or a cap on concerns inside the pot, floors that do not fit stay a conflict, and
/// so do first claims.
pub(super) fn cut(scenario: &Scenario, lines: &mut [Line<'_>]) -> bool {
    let parts = !scenario.groups.is_empty() || !scenario.reserved.is_empty();
    let apart = parts || scenario.concern_cap.is_some();
    if scenario.floors_cut.is_none() || apart || lines.iter().any(|line| line.lo > line.hi) {
        return false;
    }
    let step = scenario.award_step();
    let budget = i128::from(scenario.budget);
    let sum = |amount: &dyn Fn(&Line<'_>) -> i64| -> i128 {
        lines.iter().map(|line| i128::from(amount(line))).sum()
    };
    let first = |line: &Line<'_>| Line::first_claim(line.applicant).0;
    if sum(&|line| on_step(line, step)) <= budget || sum(&first) > budget {
        return false;
    }
    for line in lines {
        let floor = on_step(line, step);
        let (first, clause) = Line::first_claim(line.applicant);
        (line.lo, line.lo_clause, line.hi) = (first, clause, floor);
        line.hi_clause = if first > 0 && first == floor {
            clause
        } else {
            Clause::CutFloor
        };
    }
    true
}

/// The least award on the step that is no lower than the floor; the floor itself where there is
/// none.
fn on_step(line: &Line<'_>, step: i64) -> i64 {
    let above = line.lo.saturating_add(step - 1) / step * step;
    if above <= line.hi && line.lo < line.hi {
        above
    } else {
        line.lo
    }
}
