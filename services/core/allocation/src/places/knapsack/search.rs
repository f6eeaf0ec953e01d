//! The search: dynamic programming over a growing core with bounds (after Pisinger's minknap,
//! 1997).
//!
//! Start from the projects that fit by value per cost, the *base*. The best set differs from the
//! base in few projects, and those lie near the break. So projects are added to the question one at
//! a time, alternately the best not in the base and the worst in it, and every combination of them
//! is kept as a state unless another state is at least as good in cost and value or its bound shows
//! that it leads nowhere.

use super::{Item, Limits, Proof, Ties};

/// The result of the search.
pub(super) struct Found {
    pub chosen: Vec<usize>,
    /// Value and cost of the break project.
    pub rate: (u64, u64),
    pub bound: u64,
    pub proof: Proof,
    pub ties: Ties,
}

/// A combination of decided projects.
#[derive(Clone, Copy)]
struct State {
    cost: u64,
    value: u64,
    /// The latest change against the base; [`ROOT`] for none.
    node: u32,
}

/// One change against the base, and the one before it.
#[derive(Clone, Copy)]
struct Node {
    before: u32,
    item: u32,
}

const ROOT: u32 = u32::MAX;

/// The aim of a pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// More value.
    Value,
    /// The same value: at less cost, or at the same cost with better tie keys.
    Keys,
}

/// One pass over the projects.
struct Pass<'a> {
    items: &'a [Item],
    /// Items before this one are in the base.
    split: usize,
    aim: Aim,
    /// The least value, and the greatest cost, that are worth finding.
    goal_value: u64,
    goal_cost: u64,
    found: Option<State>,
    nodes: Vec<Node>,
    limit: usize,
}

/// The pass has made as many states as it may.
struct LimitReached;

pub(super) fn best(budget: u64, items: &[Item], greedy: &[Item], limits: Limits) -> Found {
    let (mut root, mut split) = (
        State {
            cost: 0,
            value: 0,
            node: ROOT,
        },
        0,
    );
    while split < items.len() && root.cost + items[split].cost <= budget {
        root.cost += items[split].cost;
        root.value += items[split].value;
        split += 1;
    }
    let rate = items
        .get(split)
        .map_or((0, 1), |item| (item.value, item.cost));
    let bound = root.value + share(budget - root.cost, rate.0, rate.1);
    let mut known = Found {
        chosen: greedy.iter().map(|item| item.index).collect(),
        rate,
        bound,
        proof: Proof::Optimal,
        ties: Ties::Settled,
    };
    if split == items.len() {
        // Everything worth having fits.
        return known;
    }
    let sum = |of: fn(&Item) -> u64| greedy.iter().map(of).sum::<u64>();
    let mut state = State {
        cost: sum(|i| i.cost),
        value: sum(|i| i.value),
        node: ROOT,
    };
    let mut pass = Pass {
        items,
        split,
        aim: Aim::Value,
        goal_value: state.value + 1,
        goal_cost: budget,
        found: None,
        nodes: Vec::new(),
        limit: limits.proof as usize,
    };
    let finished = pass.run(root).is_ok();
    if let Some(found) = pass.found.take() {
        known.chosen = pass.chosen(found.node);
        state = found;
    }
    if !finished && state.value < bound {
        known.proof = Proof::WithinBound;
        known.ties = Ties::FirstFound;
        return known;
    }
    pass.nodes.clear();
    let mut pass = Pass {
        aim: Aim::Keys,
        goal_value: state.value,
        goal_cost: state.cost,
        limit: limits.ties as usize,
        ..pass
    };
    match (pass.run(root), pass.found) {
        (Ok(()), Some(found)) => known.chosen = pass.chosen(found.node),
        _ => known.ties = Ties::FirstFound,
    }
    known
}

/// `amount·value/cost`, rounded down; nothing where the rate's cost is zero.
fn share(amount: u64, value: u64, cost: u64) -> u64 {
    let product = u128::from(amount) * u128::from(value);
    product
        .checked_div(u128::from(cost))
        .map_or(0, |share| u64::try_from(share).unwrap_or(u64::MAX))
}

impl Pass<'_> {
    fn run(&mut self, root: State) -> Result<(), LimitReached> {
        let mut states = vec![root];
        self.note(root);
        let (mut left, mut right) = (self.split, self.split);
        while !states.is_empty() && (left > 0 || right < self.items.len()) {
            if right < self.items.len() {
                right += 1;
                if self.matters(root, right - 1) {
                    states = self.decide(&states, right - 1, (left, right))?;
                }
            }
            if left > 0 {
                left -= 1;
                if self.matters(root, left) {
                    states = self.decide(&states, left, (left, right))?;
                }
            }
        }
        Ok(())
    }

    /// Returns true if a set with the item changed against the base can still reach the goal: the
    /// bound at the break's rate, less what the change costs at that rate.
    fn matters(&self, root: State, item: usize) -> bool {
        let rate = self.items[self.split];
        let Item { value, cost, .. } = self.items[item];
        let sign = if item < self.split { -1 } else { 1 };
        let value = i128::from(root.value) + sign * i128::from(value);
        let slack = i128::from(self.goal_cost) - i128::from(root.cost) - sign * i128::from(cost);
        let bound = value * i128::from(rate.cost) + slack * i128::from(rate.value);
        bound.div_euclid(i128::from(rate.cost)) >= i128::from(self.goal_value)
    }

    /// Returns true if a state can still reach the goal by items before `left` and from `right` on.
    fn survives(&self, state: State, (left, right): (usize, usize)) -> bool {
        let bound = match self.goal_cost.checked_sub(state.cost) {
            Some(room) => {
                let gain = self
                    .items
                    .get(right)
                    .map_or(0, |item| share(room, item.value, item.cost));
                Some(state.value.saturating_add(gain))
            }
            None => self.items[..left]
                .last()
                .filter(|item| item.cost > 0)
                .and_then(|item| {
                    let over = u128::from(state.cost - self.goal_cost) * u128::from(item.value);
                    let loss = u64::try_from(over.div_ceil(u128::from(item.cost))).ok()?;
                    state.value.checked_sub(loss)
                }),
        };
        bound.is_some_and(|bound| bound >= self.goal_value)
    }

    /// Every state with the item as in the base, and every state with it changed: merged by cost,
    /// without those that another is at least as good as.
    fn decide(
        &mut self,
        states: &[State],
        item: usize,
        ends: (usize, usize),
    ) -> Result<Vec<State>, LimitReached> {
        let Item { value, cost, .. } = self.items[item];
        let adds = item >= self.split;
        let change = |state: &State| match adds {
            true => State {
                cost: state.cost + cost,
                value: state.value + value,
                ..*state
            },
            false => State {
                cost: state.cost - cost,
                value: state.value - value,
                ..*state
            },
        };
        let mut merged: Vec<State> = Vec::with_capacity(states.len() + states.len() / 2);
        let (mut kept, mut changed) = (0, 0);
        while kept < states.len() || changed < states.len() {
            let moved = states.get(changed).map(change);
            let stays = states.get(kept).copied();
            let take_kept = match (stays, moved) {
                (Some(stays), Some(moved)) => stays.cost <= moved.cost,
                (stays, _) => stays.is_some(),
            };
            let Some(mut state) = (if take_kept { stays } else { moved }) else {
                break;
            };
            kept += usize::from(take_kept);
            changed += usize::from(!take_kept);
            if merged.last().is_some_and(|last| last.value > state.value)
                || !self.survives(state, ends)
            {
                continue;
            }
            if !take_kept {
                state.node = self.remember(state.node, item)?;
                self.note(state);
            }
            self.keep(&mut merged, state);
        }
        Ok(merged)
    }

    /// Adds a state that costs as much as the last one kept or more, and is worth as much or more.
    fn keep(&self, merged: &mut Vec<State>, state: State) {
        match merged.last_mut() {
            Some(last) if last.cost == state.cost => {
                if state.value > last.value || self.prefers(state.node, last.node) {
                    *last = state;
                }
            }
            Some(last) if last.value == state.value => {}
            _ => merged.push(state),
        }
    }

    fn remember(&mut self, before: u32, item: usize) -> Result<u32, LimitReached> {
        let id = self.nodes.len();
        if id >= self.limit {
            return Err(LimitReached);
        }
        let narrow = |n: usize| u32::try_from(n).map_err(|_| LimitReached);
        self.nodes.push(Node {
            before,
            item: narrow(item)?,
        });
        narrow(id)
    }

    /// Takes note of a state that is a set within the budget and reaches the goal; the goal moves
    /// to the next better one.
    fn note(&mut self, state: State) {
        if state.cost > self.goal_cost || state.value < self.goal_value {
            return;
        }
        match self.aim {
            Aim::Value => {
                self.goal_value = state.value + 1;
                self.found = Some(state);
            }
            Aim::Keys => {
                let better = self.found.is_none_or(|found| {
                    state.cost < found.cost || self.prefers(state.node, found.node)
                });
                if better {
                    self.goal_cost = state.cost;
                    self.found = Some(state);
                }
            }
        }
    }

    /// Returns true if the tie keys prefer the first set: it holds the best key that only one of
    /// the two holds. Only asked for under [`Aim::Keys`]; the other pass does not look at ties.
    fn prefers(&self, first: u32, second: u32) -> bool {
        if self.aim == Aim::Value {
            return false;
        }
        let (first, second) = (self.changes(first), self.changes(second));
        let only = |these: &[(usize, usize)], those: &[(usize, usize)]| {
            these
                .iter()
                .find(|change| those.binary_search(change).is_err())
                .copied()
        };
        match (only(&first, &second), only(&second, &first)) {
            (Some(a), Some(b)) if a < b => a.1 >= self.split,
            (Some(a), None) => a.1 >= self.split,
            (_, Some(b)) => b.1 < self.split,
            (None, None) => false,
        }
    }

    /// The changes of a state against the base, as (rank of the tie key, item), by rank.
    fn changes(&self, node: u32) -> Vec<(usize, usize)> {
        let mut changes: Vec<(usize, usize)> = self
            .path(node)
            .map(|item| (self.items[item].rank, item))
            .collect();
        changes.sort_unstable();
        changes
    }

    fn path(&self, node: u32) -> impl Iterator<Item = usize> {
        let at = |node: u32| self.nodes.get(node as usize).copied();
        std::iter::successors(at(node), move |node| at(node.before)).map(|node| node.item as usize)
    }

    /// The set of a state, as positions in the caller's list.
    fn chosen(&self, node: u32) -> Vec<usize> {
        let mut inside: Vec<bool> = (0..self.items.len())
            .map(|item| item < self.split)
            .collect();
        for item in self.path(node) {
            inside[item] = item >= self.split;
        }
        let items = self.items.iter().zip(inside);
        items
            .filter(|(_, inside)| *inside)
            .map(|(item, _)| item.index)
            .collect()
    }
}
