//! Gains from pretending: to need more, to be two, to be one.

use super::columns::Column;
use super::problem::{Member, Problem, add};
use allocation::Fraction;

/// A claim above the need gives no more than the need as the claim.
pub fn inflating(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut inflated = problem.clone();
    inflated.members[place].claim += 1 + (problem.pick % 7) as i64;
    Some((column.divide)(&inflated)?[place] <= (column.divide)(problem)?[place])
}

/// The same for those who are not paid in full anyhow.
pub fn inflating_when_short(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let claim = Fraction::from(problem.members[place].claim);
    if (column.divide)(problem)?[place] == claim {
        return None;
    }
    inflating(column, problem)
}

/// An id that no applicant has.
const NEW: u32 = 1_000;

/// Two with parts of the claim get together no more than one with the whole.
pub fn splitting(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut split = problem.clone();
    let whole = split.members[place];
    let part = whole.claim * (1 + (problem.pick % 3) as i64) / 4;
    split.members[place].claim -= part;
    split.members.push(Member {
        id: NEW,
        claim: part,
        ..whole
    });
    let after = (column.divide)(&split)?;
    let together = add(after[place], after[problem.members.len()]);
    Some(together <= (column.divide)(problem)?[place])
}

/// One with the sum of two claims gets no more than the two.
pub fn merging(column: &Column, problem: &Problem) -> Option<bool> {
    let other = problem.members.len() - 1;
    if other == 0 {
        return None;
    }
    let place = problem.pick % other;
    let apart = (column.divide)(problem)?;
    let mut merged = problem.without(other);
    merged.members[place].claim += problem.members[other].claim;
    Some((column.divide)(&merged)?[place] <= add(apart[place], apart[other]))
}
