//! Divisor methods: a place at a time to the highest claim, without walking through the whole
//! house.
//!
//! The answer is the set of the `house` highest claims, minima included. Any distribution of the
//! house can be turned into it by moving a place from the lowest claim served to the highest claim
//! not served until none is higher; where one starts only decides how many moves that takes. So the
//! start may be rough: usually the places left over go to those near the line, no higher claim is
//! found among all, and nothing has to move.

use super::exact::{Claim, Whole};
use super::start::{Start, start};
use super::{Apportionment, Boundary, Conflict, Method, Problem, Tie};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

pub(super) fn solve<T: Whole, K: Ord>(
    method: Method,
    problem: &Problem<'_, T, K>,
) -> Result<Apportionment, Conflict> {
    let Start { places, near } = start(method, problem);
    let mut exchange = Exchange {
        method,
        problem,
        places,
    };
    exchange.fill(near);
    let mut line = exchange.line();
    if !line.is_right() || exchange.places.iter().sum::<u64>() != problem.house {
        exchange.run();
        line = exchange.line();
    }
    exchange.conclude(&line)
}

/// A claim waiting in one of the two queues. Ordered by claim, then by tie key: the smaller key is
/// the higher claim.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Waiting<C, K> {
    claim: C,
    key: Reverse<K>,
    recipient: usize,
    /// Places the recipient had when the claim was queued; with another number the claim is out of
    /// date.
    places: u64,
}

type Queued<'p, T, K> = Waiting<Claim<T>, &'p K>;

/// The line where a distribution divides the claims.
struct Line<Q> {
    /// The lowest claim served.
    lowest: Option<Q>,
    /// The highest claim not served.
    highest: Option<Q>,
}

impl<Q: Ord> Line<Q> {
    /// Returns true if no claim that is not served is higher than one that is.
    fn is_right(&self) -> bool {
        !matches!((&self.lowest, &self.highest), (Some(lowest), Some(highest)) if highest > lowest)
    }
}

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

    /// Gives the places that are left to the highest claims of those near the line.
    fn fill(&mut self, near: Vec<usize>) {
        let given: u64 = self.places.iter().sum();
        let mut up: BinaryHeap<_> = near.into_iter().filter_map(|i| self.next(i)).collect();
        for _ in given..self.problem.house {
            let Some(next) = up.pop() else { return };
            self.places[next.recipient] += 1;
            up.extend(self.next(next.recipient));
        }
    }

    fn line(&self) -> Line<Queued<'p, T, K>> {
        let all = 0..self.places.len();
        Line {
            lowest: all.clone().filter_map(|i| self.latest(i)).min(),
            highest: all.filter_map(|i| self.next(i)).max(),
        }
    }

    /// Moves places, from any start, until every claim served is at least as high as every claim
    /// that is not.
    fn run(&mut self) {
        let all = 0..self.places.len();
        let mut up: BinaryHeap<_> = all.clone().filter_map(|i| self.next(i)).collect();
        let mut down: BinaryHeap<_> = all.filter_map(|i| self.latest(i)).map(Reverse).collect();
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
            // Both are read before either changes: they are never the same recipient, whose claims
            // only fall.
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

    /// Reads the line between served and unserved claims off the finished distribution, and the tie
    /// on it.
    fn conclude(self, line: &Line<Queued<'p, T, K>>) -> Result<Apportionment, Conflict> {
        let Line { lowest, highest } = line;
        let all = 0..self.places.len();
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
        if let (Some(lowest), Some(highest)) = (lowest, highest)
            && lowest.claim == highest.claim
        {
            let alike = |w: &Queued<'_, T, K>| w.claim == lowest.claim;
            let served = all
                .clone()
                .filter(|i| self.latest(*i).as_ref().is_some_and(alike));
            let places = served.clone().count() as u64;
            let unserved = all.filter(|i| self.next(*i).as_ref().is_some_and(alike));
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
