//! Tie and transfer: single places moved along cheapest paths until the rows are right.
//!
//! The table that is sought has the least product of step/weight over all places given, among all
//! tables with these totals (its logarithm is a convex cost, so cheapest paths find it). Costs are
//! exact fractions, multiplied along a path. Where two paths cost the same the tie keys decide: a
//! second cost, compared only then, in which a place in a cell of better key weighs more than
//! everything in cells of worse keys. With it there is exactly one best table.

use super::{Conflict, Rounding, Table};
use crate::apportionment::fraction;
use num_bigint::BigUint;
use num_traits::{One, Zero};
use std::cmp::Ordering;

pub(super) struct Flow<'a> {
    pub rounding: Rounding,
    pub weights: &'a [Vec<BigUint>],
    /// Place of each cell's tie key among all.
    pub ranks: &'a [Vec<usize>],
    pub places: Vec<Vec<u64>>,
}

/// The cost of a path.
#[derive(Clone)]
struct Cost {
    num: BigUint,
    den: BigUint,
    /// (rank, change): −1 for a place added in the cell of that rank, +1 for one taken; by rank,
    /// without zeros.
    ties: Vec<(usize, i32)>,
}

impl Cost {
    fn none() -> Self {
        Self {
            num: BigUint::one(),
            den: BigUint::one(),
            ties: Vec::new(),
        }
    }

    fn compare_factor(&self, other: &Self) -> Ordering {
        (&self.num * &other.den).cmp(&(&other.num * &self.den))
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.compare_factor(other).then_with(|| {
            // The best rank on which they differ decides; an absent rank counts as no change.
            let differ = self.ties.iter().zip(&other.ties).find(|(a, b)| a != b);
            match differ.map_or(
                (
                    self.ties.get(other.ties.len()),
                    other.ties.get(self.ties.len()),
                ),
                |(a, b)| (Some(a), Some(b)),
            ) {
                (Some(a), Some(b)) if a.0 == b.0 => a.1.cmp(&b.1),
                (Some(a), Some(b)) if a.0 < b.0 => a.1.cmp(&0),
                (Some(_), Some(b)) | (None, Some(b)) => 0.cmp(&b.1),
                (Some(a), None) => a.1.cmp(&0),
                (None, None) => Ordering::Equal,
            }
        })
    }

    fn tie(&mut self, rank: usize, change: i32) {
        match self.ties.binary_search_by_key(&rank, |tie| tie.0) {
            Ok(at) if self.ties[at].1 + change == 0 => {
                self.ties.remove(at);
            }
            Ok(at) => self.ties[at].1 += change,
            Err(at) => self.ties.insert(at, (rank, change)),
        }
    }
}

/// A row or a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Row(usize),
    Column(usize),
}

/// The cheapest path to each row and column, and its origin.
struct Paths {
    rows: Vec<Option<Cost>>,
    columns: Vec<Option<Cost>>,
    row_from: Vec<Option<usize>>,
    column_from: Vec<Option<usize>>,
}

impl Flow<'_> {
    /// Moves places until every row has its total.
    pub(super) fn transfer(
        &mut self,
        row_totals: &[u64],
        column_totals: &[u64],
    ) -> Result<(), Conflict> {
        loop {
            let sums: Vec<u64> = self.places.iter().map(|row| row.iter().sum()).collect();
            let short: Vec<usize> = (0..sums.len())
                .filter(|i| sums[*i] < row_totals[*i])
                .collect();
            if short.is_empty() {
                return Ok(());
            }
            let paths = self.cheapest(&short);
            let over = (0..sums.len())
                .filter(|i| sums[*i] > row_totals[*i])
                .filter_map(|i| paths.rows[i].as_ref().map(|cost| (i, cost)))
                .min_by(|a, b| a.1.compare(b.1));
            let Some((over, _)) = over else {
                return Err(stuck(&paths, row_totals, column_totals));
            };
            self.shift(&paths, over);
        }
    }

    /// Cheapest paths from the given rows (Bellman–Ford). A step from a row to a column adds a
    /// place in their cell, a step from a column to a row takes one.
    fn cheapest(&self, from: &[usize]) -> Paths {
        let (rows, columns) = (self.places.len(), self.places.first().map_or(0, Vec::len));
        let mut paths = Paths {
            rows: vec![None; rows],
            columns: vec![None; columns],
            row_from: vec![None; rows],
            column_from: vec![None; columns],
        };
        from.iter()
            .for_each(|row| paths.rows[*row] = Some(Cost::none()));
        let mut changed = true;
        while changed {
            changed = false;
            for row in 0..rows {
                let Some(cost) = paths.rows[row].clone() else {
                    continue;
                };
                for column in (0..columns).filter(|column| !self.weights[row][*column].is_zero()) {
                    let added = self.add(&cost, row, column);
                    if paths.columns[column]
                        .as_ref()
                        .is_none_or(|known| added.compare(known) == Ordering::Less)
                    {
                        paths.columns[column] = Some(added);
                        paths.column_from[column] = Some(row);
                        changed = true;
                    }
                }
            }
            for column in 0..columns {
                let Some(cost) = paths.columns[column].clone() else {
                    continue;
                };
                for row in (0..rows).filter(|row| self.places[*row][column] > 0) {
                    let taken = self.take(&cost, row, column);
                    if paths.rows[row]
                        .as_ref()
                        .is_none_or(|known| taken.compare(known) == Ordering::Less)
                    {
                        paths.rows[row] = Some(taken);
                        paths.row_from[row] = Some(column);
                        changed = true;
                    }
                }
            }
        }
        paths
    }

    /// The cost with one place more in the cell: times step/weight.
    fn add(&self, cost: &Cost, row: usize, column: usize) -> Cost {
        let (num, den) = self.rounding.step(self.places[row][column]);
        let mut cost = Cost {
            num: &cost.num * num,
            den: &cost.den * &self.weights[row][column] * den,
            ties: cost.ties.clone(),
        };
        cost.tie(self.ranks[row][column], -1);
        cost
    }

    /// The cost with one place less in the cell, which has one: divided by the step/weight it was
    /// given at.
    fn take(&self, cost: &Cost, row: usize, column: usize) -> Cost {
        let (num, den) = self.rounding.step(self.places[row][column] - 1);
        let mut cost = Cost {
            num: &cost.num * &self.weights[row][column] * den,
            den: &cost.den * num,
            ties: cost.ties.clone(),
        };
        cost.tie(self.ranks[row][column], 1);
        cost
    }

    /// Moves one place along the path that ends in `row`: it loses a place, the path's first row
    /// wins one.
    fn shift(&mut self, paths: &Paths, mut row: usize) {
        while let Some(column) = paths.row_from[row] {
            self.places[row][column] -= 1;
            let Some(giver) = paths.column_from[column] else {
                return;
            };
            self.places[giver][column] += 1;
            row = giver;
        }
    }

    /// The finished table. Cheapest paths from all rows at once are the multipliers: no step may be
    /// cheaper than they say.
    pub(super) fn conclude(self, common: &BigUint) -> Table {
        let rows: Vec<usize> = (0..self.places.len()).collect();
        let paths = self.cheapest(&rows);
        let multiplier = |cost: &Option<Cost>, invert: bool, by: &BigUint| match cost {
            Some(cost) if invert => fraction(&(&cost.den * by), &cost.num),
            Some(cost) => fraction(&(&cost.num * by), &cost.den),
            // A column without weight: any multiplier is right.
            None => "1/1".to_owned(),
        };
        Table {
            row_multipliers: paths
                .rows
                .iter()
                .map(|cost| multiplier(cost, true, &BigUint::one()))
                .collect(),
            column_multipliers: paths
                .columns
                .iter()
                .map(|cost| multiplier(cost, false, common))
                .collect(),
            tied: self.tied(&paths),
            places: self.places,
        }
    }

    /// Cells on a cycle of steps that cost nothing together: along it a place can be moved round
    /// without anything being worse.
    fn tied(&self, paths: &Paths) -> Vec<(usize, usize)> {
        let (rows, columns) = (paths.rows.len(), paths.columns.len());
        // Steps that cost exactly what the multipliers say.
        let tight = |from: Option<Cost>, to: &Option<Cost>| match (from, to) {
            (Some(from), Some(to)) => from.compare_factor(to) == Ordering::Equal,
            _ => false,
        };
        let adds = |row: usize, column: usize| {
            !self.weights[row][column].is_zero()
                && tight(
                    paths.rows[row]
                        .as_ref()
                        .map(|cost| self.add(cost, row, column)),
                    &paths.columns[column],
                )
        };
        let takes = |row: usize, column: usize| {
            self.places[row][column] > 0
                && tight(
                    paths.columns[column]
                        .as_ref()
                        .map(|cost| self.take(cost, row, column)),
                    &paths.rows[row],
                )
        };
        let mut onward: Vec<Vec<Node>> = vec![Vec::new(); rows + columns];
        let mut steps = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                if adds(row, column) {
                    onward[row].push(Node::Column(column));
                    steps.push((Node::Row(row), Node::Column(column), (row, column)));
                }
                if takes(row, column) {
                    onward[rows + column].push(Node::Row(row));
                    steps.push((Node::Column(column), Node::Row(row), (row, column)));
                }
            }
        }
        let at = |node: Node| match node {
            Node::Row(row) => row,
            Node::Column(column) => rows + column,
        };
        let reaches = |from: Node, to: Node| {
            let mut seen = vec![false; rows + columns];
            let mut open = vec![from];
            while let Some(node) = open.pop() {
                if node == to {
                    return true;
                }
                if !std::mem::replace(&mut seen[at(node)], true) {
                    open.extend(&onward[at(node)]);
                }
            }
            false
        };
        let mut tied: Vec<(usize, usize)> = steps
            .into_iter()
            .filter(|(from, to, _)| reaches(*to, *from))
            .map(|(_, _, cell)| cell)
            .collect();
        tied.sort_unstable();
        tied
    }
}

/// The rows reached can only be served from the columns reached, and those have too few places.
fn stuck(paths: &Paths, row_totals: &[u64], column_totals: &[u64]) -> Conflict {
    let reached = |costs: &[Option<Cost>]| -> Vec<usize> {
        costs
            .iter()
            .enumerate()
            .filter(|(_, cost)| cost.is_some())
            .map(|(i, _)| i)
            .collect()
    };
    let (rows, columns) = (reached(&paths.rows), reached(&paths.columns));
    Conflict::RowsNeedMore {
        needed: rows.iter().map(|row| row_totals[*row]).sum(),
        available: columns.iter().map(|column| column_totals[*column]).sum(),
        rows,
        columns,
    }
}
