//! The dual of the awards kernel: `x = clamp(top − μ·w, lo, hi)`, every applicant giving up `μ·w`
//! of `top`.
//!
//! With `top` = claim and w = 1 this is constrained equal losses. Sharing an award is sharing what
//! is not awarded: the loss is `top − x = clamp(μ·w, top − hi, top − lo)`, and the losses add up to
//! `Σtop − budget`. So the awards kernel finds μ.

use crate::divide::kernel::{Level, Share, Solved, Unsolvable, solve};
use crate::scenario::MAX_TOTAL;

/// One applicant in a pot that shares losses. Invariant: `0 ≤ lo ≤ hi ≤ top`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// The rise of the loss per μ.
    pub weight: i64,
    /// The amount the loss is taken from.
    pub top: i64,
    /// Lower bound of the award.
    pub lo: i64,
    /// Upper bound of the award.
    pub hi: i64,
}

impl Loss {
    /// The award at μ = p/q, as a numerator over q.
    #[must_use]
    pub fn numerator(&self, level: Level) -> i128 {
        let q = i128::from(level.q);
        let free = i128::from(self.top) * q - i128::from(level.p) * i128::from(self.weight);
        free.clamp(i128::from(self.lo) * q, i128::from(self.hi) * q)
    }

    /// The loss as a share of what is lost: `loss = clamp(μ·w, top − hi, top − lo)`.
    fn dual(&self) -> Share {
        // Without weight nothing can be taken: it keeps its upper bound.
        let most = if self.weight == 0 {
            self.top - self.hi
        } else {
            self.top - self.lo
        };
        Share::new(self.weight, self.top - self.hi, most)
    }
}

/// Finds μ so that the awards use the whole budget, or every applicant keeps the upper bound.
///
/// # Errors
/// The lower bounds do not fit, or sums are too large.
pub fn solve_losses(losses: &[Loss], budget: i64) -> Result<Solved, Unsolvable> {
    let (mut tops, mut reach, mut floors) = (0_i128, 0_i128, 0_i128);
    for loss in losses {
        tops += i128::from(loss.top);
        reach += i128::from(loss.hi);
        floors += i128::from(if loss.weight == 0 { loss.hi } else { loss.lo });
    }
    if tops > i128::from(MAX_TOTAL) {
        return Err(Unsolvable::TooLarge);
    }
    if floors > i128::from(budget) {
        return Err(Unsolvable::FloorsExceed {
            floors: i64::try_from(floors).unwrap_or(i64::MAX),
        });
    }
    let spent = i64::try_from(reach.min(i128::from(budget))).map_err(|_| Unsolvable::TooLarge)?;
    let lost = i64::try_from(tops - i128::from(spent)).map_err(|_| Unsolvable::TooLarge)?;
    let dual: Vec<Share> = losses.iter().map(Loss::dual).collect();
    solve(&dual, lost).map(|solved| Solved {
        level: solved.level,
        spent,
    })
}
