//! Alternate scaling: row multipliers with which the columns, divided one by one, nearly give the
//! row totals.
//!
//! In whole numbers and rounded freely: whatever comes out, tie and transfer ends at the same
//! table, only after more or fewer moves.

use num_bigint::BigUint;
use num_traits::{One, Zero};

/// Bits that the largest multiplier is kept to.
const BITS: u64 = 64;
/// Bits after the point in a row's fitted sum.
const FINE: u32 = 32;
const ROUNDS: usize = 50;

/// A multiplier for each row, at least 1.
pub(super) fn row_multipliers(
    weights: &[Vec<BigUint>],
    row_totals: &[u64],
    column_totals: &[u64],
) -> Vec<BigUint> {
    let mut by = vec![BigUint::one() << BITS; row_totals.len()];
    for _ in 0..ROUNDS {
        let sums: Vec<BigUint> = (0..column_totals.len())
            .map(|column| {
                weights
                    .iter()
                    .zip(&by)
                    .map(|(row, by)| &row[column] * by)
                    .sum()
            })
            .collect();
        let next = weights
            .iter()
            .zip(&by)
            .zip(row_totals)
            .map(|((row, by), total)| {
                // The row's sum when every column is divided in proportion.
                let fitted: BigUint = row
                    .iter()
                    .zip(column_totals.iter().zip(&sums))
                    .filter(|(_, (_, sum))| !sum.is_zero())
                    .map(|(weight, (places, sum))| ((weight * by * *places) << FINE) / sum)
                    .sum();
                match fitted.is_zero() {
                    true => by.clone(),
                    false => ((by * *total) << FINE) / fitted,
                }
            });
        let next: Vec<BigUint> = next.collect();
        let largest = next.iter().map(BigUint::bits).max().unwrap_or(0);
        let over = largest.saturating_sub(BITS);
        let under = BITS.saturating_sub(largest);
        by = next
            .into_iter()
            .map(|by| ((by << under) >> over).max(BigUint::one()))
            .collect();
    }
    by
}
