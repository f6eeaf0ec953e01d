//! Knapsack: the set of whole projects with the greatest total value that the budget can pay for.
//!
//! Exact, in whole numbers. The answer carries a certificate: a rate (value per unit of cost, the
//! price of money at the optimum) whose bound no set can exceed. [`check`] verifies it, and the
//! optimum itself, by a search of its own.
//!
//! Among sets of equal value the cheaper wins; among those of equal value and cost the one that
//! holds the best tie key on which they differ. So the answer is a function of the projects, not of
//! their order.
//!
//! ```
//! use allocation::places::knapsack::{Limits, Project, select};
//! let project = |(value, cost)| Project { value, cost, tie_key: cost };
//! let projects = [(60, 10), (100, 20), (120, 30)].map(project);
//! let best = select(50, &projects, Limits::default())?;
//! assert_eq!((best.chosen.as_slice(), best.value, best.cost), ([1, 2].as_slice(), 220, 50));
//! # Ok::<(), allocation::places::knapsack::Conflict>(())
//! ```
//!
//! A knapsack is not monotone (a larger budget may drop a project) and hard to explain: prefer
//! ranking where the regulation leaves the choice.

mod check;
mod search;

pub use super::proof::{Certificate, Proof};
pub use check::{Refusal, Verified, check};

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Sums of values and of costs stay below this, so that their products fit 128 bits.
pub const LARGEST_SUM: u64 = 1 << 62;

/// Something that is funded in full or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project<K> {
    /// Its worth, on any scale: points, people reached.
    pub value: u64,
    /// Its cost, in the budget's unit.
    pub cost: u64,
    /// Decides between sets of the same value and cost; no two projects may have the same.
    pub tie_key: K,
}

/// Limits on the work of the search, counted in states, never in time, so that the answer is the
/// same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// States for proving the greatest value. Each takes some forty bytes for a moment, eight for
    /// the whole search.
    pub proof: u32,
    /// States for settling ties between sets of that value.
    pub ties: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            proof: 16_000_000,
            ties: 1_000_000,
        }
    }
}

/// Knowledge about other sets of the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// This is the cheapest set of its value, and of those the one that the tie keys prefer.
    Settled,
    /// Too many sets are worth the same to compare them all. The set is the first that the
    /// published search finds, which does not depend on the order of the list.
    FirstFound,
}

/// The projects to fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Positions in the caller's list, ascending.
    pub chosen: Vec<usize>,
    /// Their value.
    pub value: u64,
    /// Their cost.
    pub cost: u64,
    /// Why nothing is worth more.
    pub certificate: Certificate,
    /// Tells whether sets of equal value were compared.
    pub ties: Ties,
}

/// Why there is no selection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// Two projects have the same tie key.
    #[error("projects {first} and {second} have the same tie key")]
    SameTieKey {
        /// Position in the caller's list.
        first: usize,
        /// Position in the caller's list.
        second: usize,
    },
    /// All values, all costs or the budget are [`LARGEST_SUM`] or more.
    #[error("values, costs or budget sum to {LARGEST_SUM} or more")]
    TooLarge,
}

/// A project inside the search, in the order of value per cost.
#[derive(Debug, Clone, Copy)]
struct Item {
    value: u64,
    cost: u64,
    /// Position in the caller's list.
    index: usize,
    /// Place of the tie key among all keys.
    rank: usize,
}

/// More value per cost first; costless before all; then the tie key.
fn by_density(a: &Item, b: &Item) -> Ordering {
    let left = u128::from(a.value) * u128::from(b.cost);
    let right = u128::from(b.value) * u128::from(a.cost);
    (a.cost != 0)
        .cmp(&(b.cost != 0))
        .then_with(|| right.cmp(&left))
        .then_with(|| a.rank.cmp(&b.rank))
}

/// The projects that can matter, by value per cost; and the cost and value of all projects are in
/// range.
fn items<K: Ord>(budget: u64, projects: &[Project<K>]) -> Result<Vec<Item>, Conflict> {
    let sum = |of: fn(&Project<K>) -> u64| projects.iter().map(|p| u128::from(of(p))).sum::<u128>();
    let limit = u128::from(LARGEST_SUM);
    if sum(|p| p.value) >= limit || sum(|p| p.cost) >= limit || budget >= LARGEST_SUM {
        return Err(Conflict::TooLarge);
    }
    let mut by_key: Vec<usize> = (0..projects.len()).collect();
    by_key.sort_by(|a, b| projects[*a].tie_key.cmp(&projects[*b].tie_key));
    for pair in by_key.windows(2) {
        if projects[pair[0]].tie_key == projects[pair[1]].tie_key {
            return Err(Conflict::SameTieKey {
                first: pair[0].min(pair[1]),
                second: pair[0].max(pair[1]),
            });
        }
    }
    let mut items: Vec<Item> = by_key
        .into_iter()
        .enumerate()
        .map(|(rank, index)| Item {
            value: projects[index].value,
            cost: projects[index].cost,
            index,
            rank,
        })
        .filter(|item| item.value > 0 && item.cost <= budget)
        .collect();
    items.sort_unstable_by(by_density);
    Ok(items)
}

/// Takes projects by value per cost, passing over what no longer fits. Worthless projects are never
/// taken.
///
/// # Errors
/// A [`Conflict`] in the projects themselves.
pub fn greedy<K: Ord>(budget: u64, projects: &[Project<K>]) -> Result<Vec<usize>, Conflict> {
    let taken = fill(budget, &items(budget, projects)?);
    let mut chosen: Vec<usize> = taken.iter().map(|item| item.index).collect();
    chosen.sort_unstable();
    Ok(chosen)
}

fn fill(budget: u64, items: &[Item]) -> Vec<Item> {
    let mut left = budget;
    let mut taken = Vec::new();
    for item in items {
        if item.cost <= left {
            left -= item.cost;
            taken.push(*item);
        }
    }
    taken
}

/// Chooses the projects of the greatest total value within the budget.
///
/// # Errors
/// A [`Conflict`] in the projects themselves. Reaching a limit is no error; [`Certificate::proof`]
/// tells.
pub fn select<K: Ord>(
    budget: u64,
    projects: &[Project<K>],
    limits: Limits,
) -> Result<Selection, Conflict> {
    let items = items(budget, projects)?;
    let greedy = fill(budget, &items);
    let found = search::best(budget, &items, &greedy, limits);
    let mut chosen = found.chosen;
    chosen.sort_unstable();
    Ok(Selection {
        value: chosen.iter().map(|i| projects[*i].value).sum(),
        cost: chosen.iter().map(|i| projects[*i].cost).sum(),
        certificate: Certificate {
            rate_value: found.rate.0,
            rate_cost: found.rate.1,
            bound: found.bound,
            greedy_value: greedy.iter().map(|item| item.value).sum(),
            proof: found.proof,
        },
        ties: found.ties,
        chosen,
    })
}
