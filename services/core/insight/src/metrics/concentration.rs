//! Concentration of the money.

use super::{Panel, settled, share};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Shares of the money that go to few, to institutions, to newcomers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Concentration {
    /// The five largest awards ÷ all.
    pub top_5: f64,
    /// The ten largest awards ÷ all.
    pub top_10: f64,
    /// Herfindahl–Hirschman: Σ (award/all)², from 1/n to 1.
    pub hhi: f64,
    /// Awards to measures based in institutions ÷ all.
    pub institution_based: Option<f64>,
    /// Awards to those who never received the grant before ÷ all.
    pub new_entrants: Option<f64>,
}

/// Computes the concentration of the awards.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "a figure for reading, never a decision"
)]
pub fn concentration(panel: &Panel<'_>) -> Concentration {
    let all: i64 = panel.award.iter().sum();
    let marked = |marks: &[bool]| {
        let sum = panel
            .award
            .iter()
            .zip(marks)
            .filter(|(_, mark)| **mark)
            .map(|(award, _)| award)
            .sum();
        (!marks.is_empty()).then(|| share(sum, all))
    };
    let squares: f64 = panel
        .award
        .iter()
        .map(|award| *award as f64 * *award as f64)
        .sum();
    let largest = largest(panel.award, 10);
    Concentration {
        top_5: share(largest.iter().take(5).sum(), all),
        top_10: share(largest.iter().sum(), all),
        hhi: if all == 0 {
            0.0
        } else {
            settled(squares / (all as f64 * all as f64))
        },
        institution_based: marked(panel.institution_based),
        new_entrants: marked(panel.new_entrant),
    }
}

/// The largest amounts, descending.
fn largest(amounts: &[i64], how_many: usize) -> Vec<i64> {
    let mut largest = BinaryHeap::with_capacity(how_many + 1);
    for amount in amounts {
        if largest.len() < how_many || largest.peek().is_some_and(|Reverse(least)| amount > least) {
            largest.push(Reverse(*amount));
        }
        if largest.len() > how_many {
            largest.pop();
        }
    }
    let sorted = largest.into_sorted_vec().into_iter();
    sorted.map(|Reverse(amount)| amount).collect()
}
