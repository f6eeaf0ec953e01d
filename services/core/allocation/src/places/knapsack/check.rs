//! The checker: whether a selection fits, whether its certificate's bound holds, and whether
//! nothing is worth more.
//!
//! It shares no code with the search. The bound is checked in one pass. Where the bound alone does
//! not prove the value, every project whose change would cost more than the gap is settled, and a
//! depth-first search over the rest looks for more.

use super::{Project, Proof, Selection};
use serde::{Deserialize, Serialize};

/// Nodes the checker's own search may visit.
const NODES: u64 = 20_000_000;

/// The checker's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verified {
    /// The bound itself equals the value.
    OptimalByBound,
    /// A search of the projects that the bound leaves open found nothing better.
    OptimalBySearch,
    /// Nothing is worth more than the bound; the checker's search was too long to say more.
    WithinBound,
}

/// Why a selection was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// A position that is not in the list, or one that comes twice or out of order.
    #[error("the positions are not an ascending list of projects")]
    Positions,
    /// Value or cost is not the sum of the chosen projects'.
    #[error("value or cost is not the sum over the chosen projects")]
    Sums,
    /// The chosen projects cost more than the budget.
    #[error("the chosen projects cost more than the budget")]
    OverBudget,
    /// The rate does not give the stated bound.
    #[error("the rate gives the bound {bound}")]
    Bound {
        /// The bound that the rate gives.
        bound: i128,
    },
    /// Another set is worth more although the selection says optimal.
    #[error("another set is worth {value}")]
    Better {
        /// The other set's value.
        value: u64,
    },
}

/// Accepts a selection or says what is wrong with it.
///
/// # Errors
/// The first [`Refusal`] found.
pub fn check<K>(
    budget: u64,
    projects: &[Project<K>],
    selection: &Selection,
) -> Result<Verified, Refusal> {
    fits(budget, projects, selection)?;
    let rate = (
        i128::from(selection.certificate.rate_value),
        i128::from(selection.certificate.rate_cost),
    );
    if rate.1 == 0 {
        return Err(Refusal::Bound { bound: 0 });
    }
    // Everything below is in units of 1/rate.1 of value.
    let advantage = |p: &Project<K>| i128::from(p.value) * rate.1 - i128::from(p.cost) * rate.0;
    let able = || projects.iter().filter(|p| p.cost <= budget);
    let bound = able().map(|p| advantage(p).max(0)).sum::<i128>() + i128::from(budget) * rate.0;
    if bound.div_euclid(rate.1) != i128::from(selection.certificate.bound) {
        return Err(Refusal::Bound {
            bound: bound.div_euclid(rate.1),
        });
    }
    if selection.certificate.bound == selection.value {
        return Ok(Verified::OptimalByBound);
    }
    // A set worth more loses less than this against the bound.
    let gap = bound - (i128::from(selection.value) + 1) * rate.1;
    let mut rest = Rest {
        open: Vec::new(),
        best: selection.value,
        nodes: 0,
    };
    let (mut value, mut left) = (0, i128::from(budget));
    for project in able() {
        match advantage(project) {
            a if a.abs() <= gap => rest.open.push((project.value, project.cost)),
            a if a > 0 => {
                value += project.value;
                left -= i128::from(project.cost);
            }
            _ => {}
        }
    }
    let Ok(left) = u64::try_from(left) else {
        // What any better set must hold costs too much: there is none.
        return Ok(Verified::OptimalBySearch);
    };
    rest.open.sort_unstable_by(|a, b| {
        (u128::from(b.0) * u128::from(a.1))
            .cmp(&(u128::from(a.0) * u128::from(b.1)))
            .then(a.1.cmp(&b.1))
    });
    let complete = rest.look(0, value, left);
    match (
        rest.best > selection.value,
        complete,
        selection.certificate.proof,
    ) {
        (true, _, Proof::Optimal) => Err(Refusal::Better { value: rest.best }),
        (false, true, _) => Ok(Verified::OptimalBySearch),
        _ => Ok(Verified::WithinBound),
    }
}

/// The positions are positions, the sums are right, and the budget pays for them.
fn fits<K>(budget: u64, projects: &[Project<K>], selection: &Selection) -> Result<(), Refusal> {
    let chosen = &selection.chosen;
    if !chosen.windows(2).all(|pair| pair[0] < pair[1])
        || chosen.last().is_some_and(|last| *last >= projects.len())
    {
        return Err(Refusal::Positions);
    }
    let sum = |of: fn(&Project<K>) -> u64| {
        chosen
            .iter()
            .map(|i| u128::from(of(&projects[*i])))
            .sum::<u128>()
    };
    if sum(|p| p.value) != u128::from(selection.value)
        || sum(|p| p.cost) != u128::from(selection.cost)
    {
        return Err(Refusal::Sums);
    }
    if selection.cost > budget {
        return Err(Refusal::OverBudget);
    }
    Ok(())
}

/// Projects the bound leaves open, by value per cost; what has been found among them.
struct Rest {
    open: Vec<(u64, u64)>,
    best: u64,
    nodes: u64,
}

impl Rest {
    /// Returns true if all sets from `at` on were looked through.
    fn look(&mut self, at: usize, value: u64, left: u64) -> bool {
        self.nodes += 1;
        self.best = self.best.max(value);
        if self.nodes > NODES {
            return false;
        }
        let (mut bound, mut room) = (u128::from(value), u128::from(left));
        for &(value, cost) in &self.open[at..] {
            let (value, cost) = (u128::from(value), u128::from(cost));
            if cost > room {
                bound += room * value / cost;
                break;
            }
            room -= cost;
            bound += value;
        }
        if bound <= u128::from(self.best) {
            return true;
        }
        let Some(&(worth, cost)) = self.open.get(at) else {
            return true;
        };
        let with = cost > left || self.look(at + 1, value + worth, left - cost);
        with && self.look(at + 1, value, left)
    }
}
