//! The common level: the one λ with Σ clamp(λ·weight, fewest, most) = house, exactly.

use super::exact::Whole;
use std::cmp::Ordering;

/// λ as a fraction, and who it does not reach.
pub(super) struct Level<T> {
    /// λ = `num / den`: places left for those between their bounds, over their weights.
    pub num: T,
    pub den: T,
    /// `Some(places)` for those held at a bound.
    pub held: Vec<Option<u64>>,
}

impl<T: Whole> Level<T> {
    /// λ·weight, rounded down, and what the division leaves (over `den`).
    pub(super) fn share(&self, weight: &T) -> (u64, T) {
        let (whole, rest) = (weight.clone() * self.num.clone()).div_rem(&self.den);
        (whole.to_u64_or_max(), rest)
    }
}

/// Finds λ. Each pass holds those that the last λ showed to be bound for good: where the clamped
/// sum is above the house the true λ is smaller, so the one that is below its minimum stays there;
/// and the other way round. Every pass but the last holds an applicant, so it ends; in practice
/// after a handful of passes.
///
/// The caller has checked Σ fewest ≤ house ≤ Σ most.
pub(super) fn level<T: Whole>(house: u64, weights: &[T], fewest: &[u64], most: &[u64]) -> Level<T> {
    let mut held: Vec<Option<u64>> = fewest
        .iter()
        .zip(most)
        .map(|(fewest, most)| (fewest == most).then_some(*fewest))
        .collect();
    let mut open: Vec<usize> = (0..weights.len()).filter(|i| held[*i].is_none()).collect();
    let mut left = house - held.iter().flatten().sum::<u64>();
    loop {
        let num = T::from_u128(u128::from(left));
        let den = open
            .iter()
            .fold(T::zero(), |sum, i| sum + weights[*i].clone());
        let bound = |i: usize, limit: u64| {
            T::compare_products(&num, &weights[i], &T::from_u128(u128::from(limit)), &den)
        };
        let (mut low, mut high) = (T::zero(), T::zero());
        let mut bounds: u128 = 0;
        for &i in &open {
            if bound(i, fewest[i]) == Ordering::Less {
                low = low + weights[i].clone();
                bounds += u128::from(fewest[i]);
            } else if bound(i, most[i]) == Ordering::Greater {
                high = high + weights[i].clone();
                bounds += u128::from(most[i]);
            }
        }
        // Σ(fewest − λw) over the low against Σ(λw − most) over the high, both times den.
        let excess = T::compare_products(&T::from_u128(bounds), &den, &num, &(low + high));
        let mut stay = Vec::with_capacity(open.len());
        for &i in &open {
            let at = match (bound(i, fewest[i]), bound(i, most[i])) {
                (Ordering::Less, _) if excess != Ordering::Less => Some(fewest[i]),
                (_, Ordering::Greater) if excess != Ordering::Greater => Some(most[i]),
                _ => None,
            };
            match at {
                Some(places) => {
                    held[i] = Some(places);
                    left -= places;
                }
                None => stay.push(i),
            }
        }
        // Holding on both sides at once happens only at the true λ, so no applicant being left
        // means that it is this one.
        if stay.len() == open.len() || stay.is_empty() {
            let den = if den.is_zero() { T::one() } else { den };
            return Level { num, den, held };
        }
        open = stay;
    }
}
