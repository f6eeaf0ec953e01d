//! Whole places in a table: region by type, both margins exact.
//!
//! Each cell's weight is multiplied with its row's and its column's multiplier and rounded; the
//! multipliers are the ones that make every row and every column come out at its total (Balinski
//! and Demange 1989). The answer carries them, so that anybody can recompute each cell, and
//! [`check`] does.
//!
//! Found by alternate scaling in whole numbers, which comes near, and then by moving single places
//! along cheapest paths from rows that have too many to rows that have too few (tie and transfer),
//! which is exact. A cell of weight zero stays empty. Cells that the method cannot tell apart are
//! decided by their tie keys, and reported.
//!
//! ```
//! use allocation::biproportional::{divide, Cell, Rounding};
//! let votes = [[123, 45, 815], [912, 714, 414], [312, 255, 215]];
//! let cells: Vec<Vec<Cell<u128>>> =
//!     votes.iter().map(|row| row.map(|weight| Cell::whole(weight, weight)).to_vec()).collect();
//! let table = divide(Rounding::Nearest, &cells, &[5, 11, 4], &[7, 5, 8])?;
//! assert_eq!(table.places, [[1, 0, 4], [4, 4, 3], [2, 1, 1]]);
//! # Ok::<(), allocation::biproportional::Conflict>(())
//! ```

mod check;
mod flow;
mod scaling;

pub use check::{Refusal, check};

use crate::apportionment::{self, Weight};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::One;
use serde::{Deserialize, Serialize};

/// The rounding of a cell's multiplied weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest (Sainte-Laguë): the usual choice.
    Nearest,
    /// Down (D'Hondt).
    Down,
}

impl Rounding {
    /// The multiplied weight at which a cell goes from `places` to one more, as numerator and
    /// denominator.
    fn step(self, places: u64) -> (BigUint, u32) {
        match self {
            Rounding::Nearest => (BigUint::from(places) * 2_u32 + 1_u32, 2),
            Rounding::Down => (BigUint::from(places) + 1_u32, 1),
        }
    }

    const fn method(self) -> apportionment::Method {
        match self {
            Rounding::Nearest => apportionment::Method::SainteLague,
            Rounding::Down => apportionment::Method::Dhondt,
        }
    }
}

/// One field of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<K> {
    /// Its weight; zero for "no places here".
    pub weight: Weight,
    /// Decides where the method cannot: the smaller key is served first. No two cells may have the
    /// same.
    pub tie_key: K,
}

impl<K> Cell<K> {
    /// A cell with a whole weight.
    #[must_use]
    pub const fn whole(weight: u128, tie_key: K) -> Self {
        Self {
            weight: Weight::whole(weight),
            tie_key,
        }
    }
}

/// Places by row and column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Places, row by row.
    pub places: Vec<Vec<u64>>,
    /// A multiplier for each row, `numerator/denominator`.
    pub row_multipliers: Vec<String>,
    /// A multiplier for each column. Weight × row's × column's, rounded, is the cell's places;
    /// exactly on the edge it may go either way.
    pub column_multipliers: Vec<String>,
    /// Cells (row, column) among which the tie keys decided: they could exchange places and be as
    /// right.
    pub tied: Vec<(usize, usize)>,
}

/// Why there is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// A row of another length than there are columns, or another number of rows than of row
    /// totals.
    #[error("the table is not {rows} rows by {columns} columns")]
    Shape {
        /// Row totals given.
        rows: usize,
        /// Column totals given.
        columns: usize,
    },
    /// The row totals and the column totals do not sum to the same.
    #[error("row totals sum to {rows}, column totals to {columns}")]
    TotalsDiffer {
        /// Sum of the row totals.
        rows: u128,
        /// Sum of the column totals.
        columns: u128,
    },
    /// A weight is a fraction with denominator zero.
    #[error("row {row}, column {column}: the weight's denominator is zero")]
    ZeroDenominator {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// Two cells have the same tie key.
    #[error("cells {first:?} and {second:?} have the same tie key")]
    SameTieKey {
        /// Row and column.
        first: (usize, usize),
        /// Row and column.
        second: (usize, usize),
    },
    /// More places than [`apportionment::LARGEST_HOUSE`].
    #[error("{places} places are too many")]
    TooLarge {
        /// The sum of the totals.
        places: u128,
    },
    /// A column has places to give, but no cell with weight.
    #[error("column {column} has {places} places and no cell to give them to")]
    EmptyColumn {
        /// The column.
        column: usize,
        /// Its total.
        places: u64,
    },
    /// These rows are to have more places than all the columns in which they have weight.
    #[error(
        "rows {rows:?} are to have {needed} places, but their columns {columns:?} have {available}"
    )]
    RowsNeedMore {
        /// The rows.
        rows: Vec<usize>,
        /// All columns in which one of them has weight.
        columns: Vec<usize>,
        /// Places the rows are to have.
        needed: u64,
        /// Places those columns have.
        available: u64,
    },
}

/// Divides the places so that every row and every column comes out at its total.
///
/// # Errors
/// A [`Conflict`] when there is no such table, or when the input contradicts itself.
pub fn divide<K: Ord>(
    rounding: Rounding,
    cells: &[Vec<Cell<K>>],
    row_totals: &[u64],
    column_totals: &[u64],
) -> Result<Table, Conflict> {
    examine(cells, row_totals, column_totals)?;
    let (weights, common) = whole_weights(cells);
    let ranks = ranks(cells)?;
    let multipliers = scaling::row_multipliers(&weights, row_totals, column_totals);
    let mut places = vec![vec![0; column_totals.len()]; row_totals.len()];
    for (column, total) in column_totals.iter().enumerate() {
        let weights: Vec<BigUint> = weights
            .iter()
            .zip(&multipliers)
            .map(|(row, by)| &row[column] * by)
            .collect();
        let keys: Vec<usize> = ranks.iter().map(|row| row[column]).collect();
        let given = apportionment::apportion_big(*total, rounding.method(), &weights, &keys)
            .map_err(|_| Conflict::EmptyColumn {
                column,
                places: *total,
            })?;
        for (row, given) in places.iter_mut().zip(given) {
            row[column] = given;
        }
    }
    let mut flow = flow::Flow {
        rounding,
        weights: &weights,
        ranks: &ranks,
        places,
    };
    flow.transfer(row_totals, column_totals)?;
    Ok(flow.conclude(&common))
}

fn examine<K>(
    cells: &[Vec<Cell<K>>],
    row_totals: &[u64],
    column_totals: &[u64],
) -> Result<(), Conflict> {
    let (rows, columns) = (row_totals.len(), column_totals.len());
    if cells.len() != rows || cells.iter().any(|row| row.len() != columns) {
        return Err(Conflict::Shape { rows, columns });
    }
    let sum = |totals: &[u64]| totals.iter().map(|total| u128::from(*total)).sum::<u128>();
    let (rows, columns) = (sum(row_totals), sum(column_totals));
    if rows != columns {
        return Err(Conflict::TotalsDiffer { rows, columns });
    }
    if rows > u128::from(apportionment::LARGEST_HOUSE) {
        return Err(Conflict::TooLarge { places: rows });
    }
    let zero = cells.iter().enumerate().find_map(|(row, cells)| {
        let column = cells.iter().position(|cell| cell.weight.den == 0)?;
        Some(Conflict::ZeroDenominator { row, column })
    });
    zero.map_or(Ok(()), Err)
}

/// The weights over one common denominator, and that denominator.
fn whole_weights<K>(cells: &[Vec<Cell<K>>]) -> (Vec<Vec<BigUint>>, BigUint) {
    let common = cells.iter().flatten().fold(BigUint::one(), |common, cell| {
        common.lcm(&BigUint::from(cell.weight.den))
    });
    let whole = |cell: &Cell<K>| {
        BigUint::from(cell.weight.num) * (&common / BigUint::from(cell.weight.den))
    };
    let weights = cells
        .iter()
        .map(|row| row.iter().map(whole).collect())
        .collect();
    (weights, common)
}

/// The place of each cell's tie key among all.
fn ranks<K: Ord>(cells: &[Vec<Cell<K>>]) -> Result<Vec<Vec<usize>>, Conflict> {
    let mut ranks: Vec<Vec<usize>> = cells.iter().map(|row| vec![0; row.len()]).collect();
    let mut all: Vec<(usize, usize)> = cells
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)))
        .collect();
    let key = |(row, column): (usize, usize)| &cells[row][column].tie_key;
    all.sort_by(|a, b| key(*a).cmp(key(*b)));
    for (rank, (row, column)) in all.iter().enumerate() {
        ranks[*row][*column] = rank;
    }
    match all.windows(2).find(|pair| key(pair[0]) == key(pair[1])) {
        Some(pair) => Err(Conflict::SameTieKey {
            first: pair[0],
            second: pair[1],
        }),
        None => Ok(ranks),
    }
}
