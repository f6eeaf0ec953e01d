//! Monotonicity: no applicant is hurt by more money, by a higher claim or score of its own, by
//! another applicant's withdrawal.

use super::columns::Column;
use super::problem::Problem;
use crate::property::none_less;

pub fn more_budget(column: &Column, problem: &Problem) -> Option<bool> {
    let more = 1 + (problem.pick % 5) as i64 + problem.budget / 4 * (problem.pick / 5 % 3) as i64;
    let after = problem.with_budget(problem.budget + more);
    Some(none_less(
        &(column.divide)(problem)?,
        &(column.divide)(&after)?,
    ))
}

pub fn higher_claim(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut higher = problem.clone();
    higher.members[place].claim += 1 + (problem.pick % 3) as i64;
    Some((column.divide)(problem)?[place] <= (column.divide)(&higher)?[place])
}

pub fn higher_weight(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut higher = problem.clone();
    higher.members[place].weight += 1 + (problem.pick % 3) as i64;
    Some((column.divide)(problem)?[place] <= (column.divide)(&higher)?[place])
}

pub fn withdrawal(column: &Column, problem: &Problem) -> Option<bool> {
    let place = problem.place();
    let mut before = (column.divide)(problem)?;
    before.remove(place);
    Some(none_less(
        &before,
        &(column.divide)(&problem.without(place))?,
    ))
}
