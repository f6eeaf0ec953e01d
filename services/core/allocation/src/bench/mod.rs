//! A workload to measure the engine with: one pot of any size, the same numbers on every machine.
//!
//! The crate has no clock; the caller passes one (nanoseconds since any moment) and, where the
//! system tells, the peak of the memory in use. A pass over memory in the same run is the limit
//! that the figures are read against.

#[cfg(test)]
pub(crate) mod pots;
mod whole;

pub use whole::{REGIONS, TOWNS, Whole, WholeFigures};

use crate::check::pot::{Member, Placed, Shown};
use crate::divide::kernel::{Share, Solved, solve};
use crate::divide::rounding::divisor;
use serde::Serialize;

/// One pot: population-like weights, claims of which about half bind, and floors for some.
#[derive(Debug)]
pub struct Workload {
    shares: Vec<Share>,
    budget: i64,
}

/// Figures of a measurement; times are the best of several runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Applicants in the pot.
    pub applicants: u64,
    /// Finding λ.
    pub kernel_ns_per_applicant: f64,
    /// Finding λ, rounding by Sainte-Laguë, and checking the certificate.
    pub pipeline_ns_per_applicant: f64,
    /// Reading every applicant once and adding up.
    pub memory_pass_ns_per_applicant: f64,
    /// Most memory that the process has used.
    pub peak_rss_bytes: u64,
}

impl Workload {
    /// A pot of this many applicants.
    #[must_use]
    pub fn new(applicants: u32) -> Self {
        let mut numbers = Numbers::new();
        let mut next = |limit| numbers.below(limit);
        let share = |_| {
            let weight = 1 + next(100_000);
            let hi = 10_000 + next(100_000_000);
            let lo = if next(10) == 0 { hi / 10 } else { 0 };
            Share::new(weight, lo, hi)
        };
        let shares: Vec<Share> = (0..applicants).map(share).collect();
        let total: i64 = shares.iter().map(|share| share.hi).sum();
        Self {
            shares,
            budget: total / 2,
        }
    }

    /// Finds λ.
    #[must_use]
    pub fn kernel(&self) -> Option<Solved> {
        solve(&self.shares, self.budget).ok()
    }

    /// Finds λ, rounds, and checks the result; answers whether it was accepted.
    #[must_use]
    pub fn pipeline(&self) -> bool {
        let Some(solved) = self.kernel() else {
            return false;
        };
        // Ties fall by place, which is the order of the ids.
        let ties = |tied: &mut [u32]| tied.sort_unstable();
        let Ok(awards) = divisor::round(&self.shares, solved.level, 1, self.budget, &ties) else {
            return false;
        };
        certified(&self.shares, solved, self.budget, &awards)
    }

    /// Reads everything once.
    #[must_use]
    pub fn memory_pass(&self) -> i64 {
        self.shares.iter().fold(0_i64, |sum, s| {
            sum.wrapping_add(s.weight ^ s.base ^ s.lo ^ s.hi)
        })
    }

    /// Measures with the caller's clock: the best of `runs` of each.
    ///
    /// Figures are for people; nothing is decided by them.
    pub fn measure(
        &self,
        runs: u32,
        clock: impl Fn() -> u64,
        peak_rss_bytes: impl Fn() -> u64,
    ) -> Figures {
        let best = |work: &dyn Fn() -> bool| best(runs, &clock, work);
        #[expect(clippy::cast_precision_loss, reason = "a time for people to read")]
        let each = |ns: u64| ns as f64 / self.shares.len().max(1) as f64;
        Figures {
            applicants: self.shares.len() as u64,
            kernel_ns_per_applicant: each(best(&|| self.kernel().is_some())),
            pipeline_ns_per_applicant: each(best(&|| self.pipeline())),
            memory_pass_ns_per_applicant: each(best(&|| {
                std::hint::black_box(self.memory_pass());
                true
            })),
            peak_rss_bytes: peak_rss_bytes(),
        }
    }
}

/// Puts the awards of a pot before the independent checker.
fn certified(shares: &[Share], solved: Solved, budget: i64, awards: &[i64]) -> bool {
    let shown = Shown {
        level: [solved.level.p, solved.level.q],
        budget,
        spent: solved.spent,
        step: 1,
        placed: Placed::Divisor,
    };
    let members = shares.iter().zip(awards).map(|(share, award)| Member {
        weight: share.weight,
        base: share.base,
        halves: [2 * share.lo, 2 * share.hi],
        bounds: [share.lo, share.hi],
        amount: *award,
    });
    shown.check(members, |who| who).is_ok()
}

/// The shortest time of several runs; the longest possible where one was not done.
pub fn best(runs: u32, clock: &impl Fn() -> u64, work: &dyn Fn() -> bool) -> u64 {
    let time = |_| {
        let start = clock();
        let done = std::hint::black_box(work());
        let passed = clock().saturating_sub(start);
        if done { passed } else { u64::MAX }
    };
    (0..runs.max(1)).map(time).min().unwrap_or(u64::MAX)
}

/// Numbers without an end, the same every time: xorshift64*, good enough to avoid patterns.
struct Numbers(u64);

impl Numbers {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below the limit.
    fn below(&mut self, limit: u32) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        i64::try_from(bits % u64::from(limit.max(1))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workload_is_solved_and_certified() {
        for applicants in [0, 1, 2, 1_000] {
            assert!(Workload::new(applicants).pipeline(), "{applicants}");
        }
        let workload = Workload::new(100);
        let solved = workload.kernel().unwrap();
        let ties = |tied: &mut [u32]| tied.sort_unstable();
        let mut awards =
            divisor::round(&workload.shares, solved.level, 1, workload.budget, &ties).unwrap();
        let certified =
            |awards: &[i64]| certified(&workload.shares, solved, workload.budget, awards);
        assert!(certified(&awards));
        // One unit moved from the largest to the smallest award is refused.
        let most = (0..100).max_by_key(|i| awards[*i]).unwrap();
        let least = (0..100)
            .filter(|i| awards[*i] < workload.shares[*i].hi)
            .min_by_key(|i| awards[*i])
            .unwrap();
        awards[most] -= 1_000;
        awards[least] += 1_000;
        assert!(!certified(&awards));
    }
}
