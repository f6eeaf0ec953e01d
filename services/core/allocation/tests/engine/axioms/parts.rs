//! Settling in parts gives what settling at once gives: one applicant before the others, a part of
//! the budget before the rest, a larger budget before it is cut.

use super::columns::Column;
use super::problem::{Member, Problem, add, coarser, minus, unit, whole};
use allocation::Fraction;

/// One is paid and leaves; the others get from the rest what they had.
pub fn consistency(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut before = (column.divide)(problem)?;
    let settled = before.remove(place);
    let unit = unit([&settled]);
    let mut rest = problem.without(place).in_units(unit);
    rest.budget -= whole(settled, unit);
    Some(before == coarser((column.divide)(&rest)?, unit))
}

/// The problem with other claims, in a unit in which these are whole; `bound` says what becomes of
/// a bound, given the claim before and after.
fn claiming(
    problem: &Problem,
    claims: &[Fraction],
    budget: i64,
    bound: impl Fn(i64, i64, i64) -> i64,
) -> (Problem, i64) {
    let unit = unit(claims);
    let mut changed = problem.in_units(unit);
    changed.budget = budget * unit;
    for (member, claim) in changed.members.iter_mut().zip(claims) {
        let before = std::mem::replace(&mut member.claim, whole(*claim, unit));
        let bounds = [&mut member.min, &mut member.last];
        for of in bounds.into_iter().chain(&mut member.max) {
            *of = bound(*of, before, member.claim);
        }
    }
    (changed, unit)
}

/// A part of the budget first, then the rest on what is left of claims and bounds: the same as all
/// at once.
pub fn composition_up(column: &Column, problem: &Problem) -> Option<bool> {
    let part = problem.budget * (problem.pick % 5) as i64 / 5;
    let first = (column.divide)(&problem.with_budget(part))?;
    let left = |(member, got): (&Member, &Fraction)| add(Fraction::from(member.claim), minus(*got));
    let left: Vec<Fraction> = problem.members.iter().zip(&first).map(left).collect();
    let (rest, unit) = claiming(
        problem,
        &left,
        problem.budget - part,
        |bound, before, after| (bound - (before - after)).max(0),
    );
    let second = coarser((column.divide)(&rest)?, unit);
    let sum: Vec<Fraction> = first
        .into_iter()
        .zip(second)
        .map(|(first, second)| add(first, second))
        .collect();
    Some(sum == (column.divide)(problem)?)
}

/// Returns what was promised becomes the claim when the budget is cut: the same as if the cut had
/// been known.
pub fn composition_down(column: &Column, problem: &Problem) -> Option<bool> {
    let promised = (column.divide)(problem)?;
    let less = problem.budget * (problem.pick % 5) as i64 / 5;
    let (cut, unit) = claiming(problem, &promised, less, |bound, _, claim| bound.min(claim));
    let known = (column.divide)(&problem.with_budget(less))?;
    Some(coarser((column.divide)(&cut)?, unit) == known)
}
