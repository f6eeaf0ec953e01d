//! Invariance of the awards: who an applicant is, its place in the list, the unit that amounts are
//! counted in.

use super::columns::Column;
use super::problem::{Member, Problem, add, coarser, minus};
use allocation::Fraction;

const TWIN: u32 = 1_001;

/// Returns what an applicant gets and what its twin gets.
fn twins(column: &Column, problem: &Problem) -> Option<[Fraction; 2]> {
    let place = problem.place();
    let mut twins = problem.clone();
    let twin = Member {
        id: TWIN,
        ..twins.members[place]
    };
    twins.members.push(twin);
    // Enough for what is guaranteed to both.
    twins.budget += twin.min.max(twin.last);
    let awards = (column.divide)(&twins)?;
    Some([awards[place], awards[problem.members.len()]])
}

/// Equals get equal shares.
pub fn equal_treatment(column: &Column, problem: &Problem) -> Option<bool> {
    let [one, other] = twins(column, problem)?;
    Some(one == other)
}

/// Equals get the same or, after rounding, one step more.
pub fn within_a_step(column: &Column, problem: &Problem) -> Option<bool> {
    let [one, other] = twins(column, problem)?;
    let apart = add(one.max(other), minus(one.min(other)));
    Some(apart <= Fraction::from(1))
}

/// The order of the list never matters.
pub fn order(column: &Column, problem: &Problem) -> Option<bool> {
    let count = problem.members.len();
    let mut turned = problem.clone();
    turned.members.rotate_left(problem.pick % count);
    let swapped = problem.pick / 7 % count;
    turned.members.swap(0, swapped);
    let before = (column.divide)(problem)?;
    let after = (column.divide)(&turned)?;
    let of = |member: &Member| {
        let place = problem.members.iter().position(|m| m.id == member.id);
        before[place.expect("the same members")]
    };
    Some(turned.members.iter().map(of).eq(after))
}

/// Counting in øre gives a hundred times what counting in kroner gives.
pub fn scaling(column: &Column, problem: &Problem) -> Option<bool> {
    let unit = 2 + (problem.pick % 7) as i64;
    let finer = (column.divide)(&problem.in_units(unit))?;
    Some(coarser(finer, unit) == (column.divide)(problem)?)
}

/// A rounded award is less than a unit from its exact share.
pub fn within_a_unit_of_exact(column: &Column, problem: &Problem) -> Option<bool> {
    let exact = (column.exact)(problem)?;
    let rounded = (column.divide)(problem)?;
    let near = |(exact, rounded): (Fraction, Fraction)| {
        let apart = add(rounded.max(exact), minus(rounded.min(exact)));
        apart < Fraction::from(1)
    };
    Some(exact.into_iter().zip(rounded).all(near))
}
