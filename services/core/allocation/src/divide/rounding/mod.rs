//! From exact shares to multiples of the step.
//!
//! `divisor` is bounded Sainte-Laguë, `clamp(round(base + λ'·w))` with a λ' of its own: a divisor
//! method, hence monotone in the budget and consistent (Balinski & Young 1982), at the price that
//! an award can be more than one step from its exact share. `nearest` is the vector of steps
//! nearest to the exact shares (least sum of squares), which without bounds is the method of
//! largest remainders; it is also what rules without a single divisor (losses, Talmud) use.
//!
//! The one that's bounds are equal is paid that amount as it is, and no other applicant moves off
//! the step for it.

pub(crate) mod divisor;
pub(crate) mod nearest;
mod quick;
mod steps;

use crate::divide::kernel::Share;

/// Puts the indices of applicants that are tied into the order in which they come first.
pub type TieOrder<'a> = dyn Fn(&mut [u32]) + 'a;

/// The multiples of the step between an applicant's bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// The least it can get.
    pub lo: i64,
    /// The most it can get.
    pub hi: i64,
}

/// Why awards cannot be put on the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffGrid {
    /// No multiple of the step lies between the bounds of the applicant with this index.
    NoStepBetween(usize),
    /// The lower bounds, rounded up to the step, add up to more than there is.
    FloorsExceed {
        /// Their sum.
        floors: i64,
    },
}

/// The grid of one applicant, or `None` where no multiple of the step fits.
#[inline]
pub(crate) fn grid(share: &Share, step: i64) -> Option<Grid> {
    if share.lo == share.hi || step == 1 {
        return Some(Grid {
            lo: share.lo,
            hi: share.reach(),
        });
    }
    let hi = share.hi - share.hi % step;
    // At most 2⁶¹ + step, and the step is at most the budget.
    let lo = (share.lo + step - 1) / step * step;
    (lo <= hi).then_some(Grid {
        lo,
        hi: if share.weight == 0 { lo } else { hi },
    })
}

/// Returns what the rounded awards add up to: the budget less what is not a whole step, or all that
/// the grid can take.
pub(crate) fn target(shares: &[Share], step: i64, budget: i64) -> Result<i64, OffGrid> {
    if step == 1 {
        // The kernel has found the bounds to fit, and every unit is on the grid.
        return Ok(budget.min(shares.iter().map(Share::reach).sum()));
    }
    let (mut fixed, mut floors, mut reach) = (0_i64, 0_i64, 0_i64);
    for (index, share) in shares.iter().enumerate() {
        let grid = grid(share, step).ok_or(OffGrid::NoStepBetween(index))?;
        if share.lo == share.hi {
            fixed += share.lo;
        }
        floors = floors.saturating_add(grid.lo);
        reach += grid.hi;
    }
    let whole = fixed + (budget - fixed).max(0) / step * step;
    if floors > whole {
        return Err(OffGrid::FloorsExceed { floors });
    }
    Ok(whole.min(reach))
}

/// Rounds exact shares down to the step, but not below what the grid demands.
pub(crate) fn down(
    shares: &[Share],
    step: i64,
    floor_of: impl Fn(usize) -> i64,
) -> Result<Vec<i64>, OffGrid> {
    let one = |(index, share): (usize, &Share)| {
        let grid = grid(share, step).ok_or(OffGrid::NoStepBetween(index))?;
        let floor = floor_of(index);
        Ok(if share.lo == share.hi {
            share.lo
        } else {
            (floor - floor % step).clamp(grid.lo, grid.hi)
        })
    };
    shares.iter().enumerate().map(one).collect()
}
