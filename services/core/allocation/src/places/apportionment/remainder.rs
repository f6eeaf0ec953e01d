//! Largest remainder: exact shares at the common level, rounded down, the rest to the largest
//! remainders.

use super::exact::Whole;
use super::level::level;
use super::{Apportionment, Boundary, Conflict, Problem, Tie, fraction};

/// A remainder over the level's denominator, and whose it is.
type Rest<T> = (T, usize);

pub(super) fn solve<T: Whole, K: Ord>(
    problem: &Problem<'_, T, K>,
) -> Result<Apportionment, Conflict> {
    let level = level(
        problem.house,
        problem.weights,
        &problem.fewest,
        &problem.most,
    );
    let mut places = Vec::with_capacity(problem.weights.len());
    let mut rests: Vec<Rest<T>> = Vec::new();
    for (i, weight) in problem.weights.iter().enumerate() {
        let (whole, rest) = match level.held[i] {
            Some(held) => (held, T::zero()),
            None => level.share(weight),
        };
        places.push(whole);
        // Who sits exactly on a whole number has no remainder to compete with.
        if !rest.is_zero() {
            rests.push((rest, i));
        }
    }
    let left = usize::try_from(problem.house - places.iter().sum::<u64>()).unwrap_or(usize::MAX);
    let key = |i: usize| &problem.recipients[i].tie_key;
    let order = |a: &Rest<T>, b: &Rest<T>| b.0.cmp(&a.0).then_with(|| key(a.1).cmp(key(b.1)));
    if left < rests.len() {
        rests.select_nth_unstable_by(left, order);
    }
    let (served, unserved) = rests.split_at(left.min(rests.len()));
    for (_, i) in served {
        places[*i] += 1;
    }
    let lowest = served.iter().max_by(|a, b| order(a, b));
    let highest = unserved.iter().min_by(|a, b| order(a, b));
    let mut ties = Vec::new();
    if let (Some(lowest), Some(highest)) = (lowest, highest)
        && lowest.0 == highest.0
    {
        let alike = |(rest, _): &&Rest<T>| *rest == lowest.0;
        let mut recipients: Vec<usize> = rests.iter().filter(alike).map(|(_, i)| *i).collect();
        recipients.sort_unstable();
        if key(lowest.1) == key(highest.1) {
            return Err(Conflict::UndecidableTie { recipients });
        }
        let places = served.iter().filter(alike).count() as u64;
        ties.push(Tie { recipients, places });
    }
    let den = level.den.to_big();
    let describe = |rest: &Rest<T>| fraction(&rest.0.to_big(), &den);
    Ok(Apportionment {
        places,
        unassigned: 0,
        ties,
        boundary: Boundary {
            lowest_awarded: lowest.map(describe),
            highest_refused: highest.map(describe),
            squared: false,
        },
        level: Some(fraction(&(level.num.to_big() * &problem.common), &den)),
    })
}
