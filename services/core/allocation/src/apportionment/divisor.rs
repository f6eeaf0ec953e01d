//! Divisor methods: a place at a time to the highest claim, without walking through the whole house.
//!
//! The answer is the set of the `house` highest claims, minima included. Any distribution of the house can be turned into
//! it by moving a place from the lowest claim served to the highest claim not served until none is higher; the start only
//! decides how many moves that takes. So the start may be rough, and starts from the exact level rounded.

use super::exact::{Claim, Whole};
use super::level::level;
use super::{Apportionment, Boundary, Conflict, Method, Problem, Tie};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

pub(super) fn solve<T: Whole, K: Ord>(
    method: Method,
    problem: &Problem<'_, T, K>,
) -> Result<Apportionment, Conflict> {
    let mut exchange = Exchange {
        method,
        problem,
        places: start(method, problem),
    };
    exchange.run();
    exchange.conclude()
}

/// A first distribution within the bounds, near the answer.
fn start<T: Whole, K>(method: Method, problem: &Problem<'_, T, K>) -> Vec<u64> {
    let lowest: u64 = problem.fewest.iter().sum();
    let highest: u128 = problem.most.iter().copied().map(u128::from).sum();
    let house = i128::from(problem.house);
    let open = problem.weights.len() as i128;
    let mut aim = house + method.lean() * open / 2;
    let mut best: Option<(u128, Vec<u64>)> = None;
    // A few corrections of the aim; each is one pass, and each saves moves in the exchange.
    for _ in 0..4 {
        let clamped = aim.clamp(
            i128::from(lowest),
            i128::try_from(highest).unwrap_or(i128::MAX),
        );
        let aimed = u64::try_from(clamped).unwrap_or(problem.house);
        let places = rounded(method, problem, aimed);
        let sum: u128 = places.iter().copied().map(u128::from).sum();
        let off = sum.abs_diff(u128::from(problem.house));
        let better = best.as_ref().is_none_or(|(least, _)| off < *least);
        aim = clamped + house - i128::try_from(sum).unwrap_or(i128::MAX);
        if better {
            best = Some((off, places));
        }
        if !better || off * 64 <= problem.weights.len() as u128 {
            break;
        }
    }
    best.map_or_else(|| problem.fewest.clone(), |(_, places)| places)
}

/// The level for `aimed` places, each share rounded the way the method leans.
fn rounded<T: Whole, K>(method: Method, problem: &Problem<'_, T, K>, aimed: u64) -> Vec<u64> {
    let level = level(aimed, problem.weights, &problem.fewest, &problem.most);
    let half = level.den.clone() / T::from_u128(2);
    (0..problem.weights.len())
        .map(|i| {
            if let Some(places) = level.held[i] {
                return places;
            }
            let (whole, rest) = level.share(&problem.weights[i]);
            let up = match method.lean() {
                1 => false,
                -1 => !rest.is_zero(),
                _ => rest > half,
            };
            (whole + u64::from(up)).clamp(problem.fewest[i], problem.most[i])
        })
        .collect()
}

/// A claim waiting in one of the two queues. Ordered by claim, then by tie key: the smaller key is the higher claim.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Waiting<C, K> {
    claim: C,
    key: Reverse<K>,
    recipient: usize,
    /// Places the recipient had when the claim was queued; with another number the claim is out of date.
    places: u64,
}

type Queued<'p, T, K> = Waiting<Claim<T>, &'p K>;

struct Exchange<'p, T, K> {
    method: Method,
    problem: &'p Problem<'p, T, K>,
    places: Vec<u64>,
}

impl<'p, T: Whole, K: Ord> Exchange<'p, T, K> {
    /// The claim on one place more, where one more is possible.
    fn next(&self, recipient: usize) -> Option<Queued<'p, T, K>> {
        let places = self.places[recipient];
        (places < self.problem.most[recipient]).then(|| self.waiting(recipient, places))
    }

    /// The claim that got the recipient its latest place, where that place can be taken.
    fn latest(&self, recipient: usize) -> Option<Queued<'p, T, K>> {
        let places = self.places[recipient];
        (places > self.problem.fewest[recipient]).then(|| self.waiting(recipient, places - 1))
    }

    fn waiting(&self, recipient: usize, divisor: u64) -> Queued<'p, T, K> {
        Waiting {
            claim: Claim::new(self.method, &self.problem.weights[recipient], divisor),
            key: Reverse(&self.problem.recipients[recipient].tie_key),
            recipient,
            places: self.places[recipient],
        }
    }

    fn run(&mut self) {
        let everybody = 0..self.places.len();
        let mut up: BinaryHeap<_> = everybody.clone().filter_map(|i| self.next(i)).collect();
        let mut down: BinaryHeap<_> = everybody
            .filter_map(|i| self.latest(i))
            .map(Reverse)
            .collect();
        let mut given: u128 = self.places.iter().copied().map(u128::from).sum();
        let house = u128::from(self.problem.house);
        loop {
            while up
                .peek()
                .is_some_and(|w| w.places != self.places[w.recipient])
            {
                up.pop();
            }
            while down
                .peek()
                .is_some_and(|w| w.0.places != self.places[w.0.recipient])
            {
                down.pop();
            }
            let (give, take) = match given.cmp(&house) {
                Ordering::Less => (true, false),
                Ordering::Greater => (false, true),
                Ordering::Equal => match (up.peek(), down.peek()) {
                    (Some(next), Some(latest)) if *next > latest.0 => (true, true),
                    _ => return,
                },
            };
            // Both are read before either changes: they are never the same recipient, whose claims only fall.
            let receiver = give.then(|| up.pop()).flatten().map(|w| w.recipient);
            let giver = take.then(|| down.pop()).flatten().map(|w| w.0.recipient);
            if let Some(i) = receiver {
                self.places[i] += 1;
                given += 1;
            }
            if let Some(i) = giver {
                self.places[i] -= 1;
                given -= 1;
            }
            for i in receiver.into_iter().chain(giver) {
                up.extend(self.next(i));
                down.extend(self.latest(i).map(Reverse));
            }
        }
    }

    /// Reads the line between served and unserved claims off the finished distribution, and the tie on it.
    fn conclude(self) -> Result<Apportionment, Conflict> {
        let everybody = 0..self.places.len();
        let lowest = everybody.clone().filter_map(|i| self.latest(i)).min();
        let highest = everybody.clone().filter_map(|i| self.next(i)).max();
        let boundary = Boundary {
            lowest_awarded: lowest
                .as_ref()
                .map(|w| w.claim.describe(self.method, &self.problem.common)),
            highest_refused: highest
                .as_ref()
                .map(|w| w.claim.describe(self.method, &self.problem.common)),
            squared: self.method.is_squared(),
        };
        let mut ties = Vec::new();
        if let (Some(lowest), Some(highest)) = (&lowest, &highest)
            && lowest.claim == highest.claim
        {
            let alike = |w: &Queued<'_, T, K>| w.claim == lowest.claim;
            let served = everybody
                .clone()
                .filter(|i| self.latest(*i).as_ref().is_some_and(alike));
            let places = served.clone().count() as u64;
            let unserved = everybody.filter(|i| self.next(*i).as_ref().is_some_and(alike));
            let mut recipients: Vec<usize> = served.chain(unserved).collect();
            recipients.sort_unstable();
            if lowest.key == highest.key {
                return Err(Conflict::UndecidableTie { recipients });
            }
            ties.push(Tie { recipients, places });
        }
        Ok(Apportionment {
            places: self.places,
            unassigned: 0,
            ties,
            boundary,
            level: None,
        })
    }
}
