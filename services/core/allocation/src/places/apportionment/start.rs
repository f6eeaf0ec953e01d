//! The start of a divisor method: a distribution just below the house, and the few who can still
//! get a place.
//!
//! Everything here is rough (fixed point, a handful of passes) and may be wrong without harm:
//! [`divisor`](super::divisor) compares the outcome with every claim and goes on until it is right.

use super::exact::Whole;
use super::level::level;
use super::{Method, Problem};
use num_traits::ToPrimitive;

/// Bits after the point of a quotient.
const FINE: u32 = 24;
/// Bits that the first multiplier has; it can grow by another 24.
const FIRST: u64 = 40;
const PASSES: u32 = 20;

pub(super) struct Start {
    /// Places so far, within the bounds; together at most the house.
    pub places: Vec<u64>,
    /// Recipients in reach of one of the places that are left.
    pub near: Vec<usize>,
}

/// A multiplier that has been tried, and how many places it gives.
#[derive(Clone, Copy)]
struct Tried {
    multiplier: u64,
    places: u128,
}

struct Rough<'a> {
    method: Method,
    /// The weights, cut to 63 bits.
    weights: Vec<u64>,
    fewest: &'a [u64],
    most: &'a [u64],
    /// A multiplier stands for `multiplier / 2^point`.
    point: u32,
}

pub(super) fn start<T: Whole, K>(method: Method, problem: &Problem<'_, T, K>) -> Start {
    let house = u128::from(problem.house);
    let rough = Rough::new(method, problem);
    let sum: u128 = rough.weights.iter().map(|w| u128::from(*w)).sum();
    let first = (house << rough.point).checked_div(sum).unwrap_or(0);
    let mut guess = u64::try_from(first).unwrap_or(u64::MAX).max(1);
    let (mut low, mut high): (Option<Tried>, Option<Tried>) = (None, None);
    let close = problem.weights.len() as u128 / 256 + 64;
    for pass in 0..PASSES {
        let tried = Tried {
            multiplier: guess,
            places: rough.total(guess),
        };
        if tried.places <= house {
            low = Some(tried)
        } else {
            high = Some(tried)
        }
        let next = match (low, high) {
            (Some(low), Some(high)) if high.places - low.places <= close => break,
            (Some(low), Some(high)) => between(low, high, house, pass),
            // A 64th beyond what is proportional, to get to the other side.
            (Some(low), None) => scaled(low, house + house / 64 + 1),
            (None, Some(high)) => scaled(high, house - house / 64).saturating_sub(1),
            (None, None) => break,
        };
        if next == guess {
            break;
        }
        guess = next;
    }
    let left = low.map_or(house, |low| house - low.places);
    if left > close + problem.weights.len() as u128 {
        return levelled(problem);
    }
    let places: Vec<u64> = match low {
        Some(low) => rough.each(low.multiplier).collect(),
        None => problem.fewest.clone(),
    };
    let near: Vec<usize> = match high {
        Some(high) => {
            let more = rough.each(high.multiplier).enumerate();
            more.filter(|(i, more)| *more > places[*i])
                .map(|(i, _)| i)
                .collect()
        }
        None => (0..places.len()).collect(),
    };
    Start { places, near }
}

/// The slower start that always ends near: the exact level, rounded down. Fewer places are left
/// than there are recipients.
fn levelled<T: Whole, K>(problem: &Problem<'_, T, K>) -> Start {
    let level = level(
        problem.house,
        problem.weights,
        &problem.fewest,
        &problem.most,
    );
    let places = |(i, weight): (usize, &T)| {
        let share = level.held[i].unwrap_or_else(|| level.share(weight).0);
        share.clamp(problem.fewest[i], problem.most[i])
    };
    Start {
        places: problem.weights.iter().enumerate().map(places).collect(),
        near: (0..problem.weights.len()).collect(),
    }
}

/// A multiplier between two: by proportion, a little to one side and the other in turn so that both
/// ends move, and the middle every fourth time, so that the gap is sure to shrink.
fn between(low: Tried, high: Tried, house: u128, pass: u32) -> u64 {
    let gap = u128::from(high.multiplier - low.multiplier);
    let part = match pass % 4 {
        3 => gap / 2,
        turn => {
            let straight = gap * (house - low.places) / (high.places - low.places);
            let nudge = gap / 32;
            if turn == 1 {
                straight + nudge
            } else {
                straight.saturating_sub(nudge)
            }
        }
    };
    let part = part.clamp(u128::from(gap > 1), gap.saturating_sub(1));
    low.multiplier + u64::try_from(part).unwrap_or(0)
}

/// The multiplier that gives `aim` places by proportion, at most four times the last or a quarter
/// of it: where shares are far below one, proportion tells little.
fn scaled(tried: Tried, aim: u128) -> u64 {
    let last = u128::from(tried.multiplier);
    let wide = last.saturating_mul(aim) / tried.places.max(1);
    u64::try_from(wide.clamp(last / 4, last * 4)).unwrap_or(u64::MAX)
}

impl<'a> Rough<'a> {
    fn new<T: Whole, K>(method: Method, problem: &'a Problem<'_, T, K>) -> Self {
        let bits = problem.weights.iter().map(Whole::bits).max().unwrap_or(0);
        let shift = bits.saturating_sub(63);
        let short = |weight: &T| weight.shifted(shift).max(u64::from(!weight.is_zero()));
        let weights: Vec<u64> = problem.weights.iter().map(short).collect();
        let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let ratio = FIRST + u64::from(128 - sum.leading_zeros());
        let house = u64::from(64 - problem.house.leading_zeros());
        // At most 66: the house shifted by it stays within 128 bits.
        let point = ratio.saturating_sub(house).min(66).to_u32().unwrap_or(66);
        Self {
            method,
            weights,
            fewest: &problem.fewest,
            most: &problem.most,
            point,
        }
    }

    fn total(&self, multiplier: u64) -> u128 {
        self.each(multiplier).map(u128::from).sum()
    }

    fn each(&self, multiplier: u64) -> impl Iterator<Item = u64> {
        let bounds = self.fewest.iter().zip(self.most);
        self.weights
            .iter()
            .zip(bounds)
            .map(move |(weight, (fewest, most))| {
                if fewest == most {
                    *fewest
                } else {
                    self.places(*weight, multiplier).clamp(*fewest, *most)
                }
            })
    }

    /// Returns how many divisors are at most weight × multiplier.
    fn places(&self, weight: u64, multiplier: u64) -> u64 {
        let product = u128::from(weight) * u128::from(multiplier);
        let quotient = match self.point.checked_sub(FINE) {
            Some(down) => product >> down,
            None => product.saturating_mul(1 << (FINE - self.point)),
        };
        let whole = u64::try_from(quotient >> FINE)
            .unwrap_or(u64::MAX - 1)
            .min(u64::MAX - 1);
        let rest = quotient & ((1 << FINE) - 1);
        whole + u64::from(self.reaches(whole, rest, quotient))
    }

    /// Returns true if the quotient reaches the divisor between `whole` and the next whole number.
    fn reaches(&self, whole: u64, rest: u128, quotient: u128) -> bool {
        const HALF: u128 = 1 << (FINE - 1);
        match self.method {
            Method::Dhondt | Method::LargestRemainder => false,
            Method::Adams => true,
            Method::ModifiedSainteLague if whole == 0 => rest * 10 >= 7 << FINE,
            Method::HuntingtonHill | Method::Dean if whole == 0 => true,
            // Far up, every mean of two neighbours is their middle.
            Method::HuntingtonHill if whole < 1 << 20 => {
                let whole = u128::from(whole);
                quotient * quotient >= (whole * (whole + 1)) << (2 * FINE)
            }
            Method::Dean if whole < 1 << 20 => {
                let whole = u128::from(whole);
                rest * (2 * whole + 1) >= whole << FINE
            }
            Method::SainteLague
            | Method::ModifiedSainteLague
            | Method::HuntingtonHill
            | Method::Dean => rest >= HALF,
        }
    }
}
