//! The checker: margins, and every cell recomputed from the multipliers. It shares no code with the
//! search.

use super::{Cell, Rounding, Table};
use num_bigint::BigUint;
use num_traits::Zero;
use serde::{Deserialize, Serialize};

/// Why a table was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// Not as many rows, columns or multipliers as there should be, or a multiplier that is no
    /// positive fraction.
    #[error("the table or its multipliers have the wrong shape")]
    Shape,
    /// A row does not sum to its total.
    #[error("row {row} sums to {sum}")]
    Row {
        /// The row.
        row: usize,
        /// Its sum.
        sum: u128,
    },
    /// A column does not sum to its total.
    #[error("column {column} sums to {sum}")]
    Column {
        /// The column.
        column: usize,
        /// Its sum.
        sum: u128,
    },
    /// A cell is not its weight times the multipliers, rounded.
    #[error("row {row}, column {column} is not the rounded product")]
    Cell {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
}

/// Accepts a table or says what is wrong with it.
///
/// # Errors
/// The first [`Refusal`] found.
pub fn check<K>(
    rounding: Rounding,
    cells: &[Vec<Cell<K>>],
    row_totals: &[u64],
    column_totals: &[u64],
    table: &Table,
) -> Result<(), Refusal> {
    let right = table.places.len() == row_totals.len()
        && cells.len() == row_totals.len()
        && table
            .places
            .iter()
            .all(|row| row.len() == column_totals.len())
        && cells.iter().all(|row| row.len() == column_totals.len());
    let (rows, columns) = (
        read(&table.row_multipliers),
        read(&table.column_multipliers),
    );
    let (Some(rows), Some(columns)) = (rows, columns) else {
        return Err(Refusal::Shape);
    };
    if !right || rows.len() != row_totals.len() || columns.len() != column_totals.len() {
        return Err(Refusal::Shape);
    }
    for (row, total) in row_totals.iter().enumerate() {
        let sum: u128 = table.places[row].iter().map(|p| u128::from(*p)).sum();
        if sum != u128::from(*total) {
            return Err(Refusal::Row { row, sum });
        }
    }
    for (column, total) in column_totals.iter().enumerate() {
        let sum: u128 = table.places.iter().map(|row| u128::from(row[column])).sum();
        if sum != u128::from(*total) {
            return Err(Refusal::Column { column, sum });
        }
    }
    for (row, by_row) in rows.iter().enumerate() {
        for (column, by_column) in columns.iter().enumerate() {
            let weight = cells[row][column].weight;
            let num = &by_row.0 * &by_column.0 * weight.num;
            let den = &by_row.1 * &by_column.1 * weight.den;
            if !rounds(rounding, &num, &den, table.places[row][column]) {
                return Err(Refusal::Cell { row, column });
            }
        }
    }
    Ok(())
}

/// Returns true if `num/den` rounds to `places`; on the edge both are right, and nothing rounds to
/// nothing only.
fn rounds(rounding: Rounding, num: &BigUint, den: &BigUint, places: u64) -> bool {
    if num.is_zero() {
        return places == 0;
    }
    let twice = num * 2_u32;
    let (low, high) = match rounding {
        Rounding::Nearest => (u128::from(places) * 2, u128::from(places) * 2 + 1),
        Rounding::Down => (u128::from(places) * 2 + 1, u128::from(places) * 2 + 2),
    };
    // low − 1 ≤ 2·num/den ≤ high, without going below zero.
    twice <= den * high && (places == 0 || &twice + den >= den * low)
}

fn read(multipliers: &[String]) -> Option<Vec<(BigUint, BigUint)>> {
    let fraction = |text: &String| {
        let (num, den) = text.split_once('/')?;
        let (num, den) = (num.parse::<BigUint>().ok()?, den.parse::<BigUint>().ok()?);
        (!num.is_zero() && !den.is_zero()).then_some((num, den))
    };
    multipliers.iter().map(fraction).collect()
}
