//! The quota method of Balinski and Young (1975): the one apportionment that both stays below the
//! exact share rounded up and never takes a place away because the house grew.

use super::exact::{Claim, Whole};
use super::{Conflict, LARGEST_HOUSE, Method, Recipient, Scaled, scale};
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Divides `house` places by the quota method. Minima and maxima are not part of the method and are
/// not looked at.
///
/// # Errors
/// [`Conflict::MaximaBelowHouse`] when there are places and no applicant has weight, and what
/// concerns the weights themselves.
pub fn quota_method<K: Ord>(house: u64, recipients: &[Recipient<K>]) -> Result<Vec<u64>, Conflict> {
    if house > LARGEST_HOUSE {
        return Err(Conflict::HouseTooLarge { house });
    }
    let weights: Vec<BigUint> = match scale(recipients)?.0 {
        Scaled::Small(weights) => weights.iter().map(Whole::to_big).collect(),
        Scaled::Large(weights) => weights,
    };
    let total: BigUint = weights.iter().sum();
    if total.is_zero() && house > 0 {
        return Err(Conflict::MaximaBelowHouse { maxima: 0, house });
    }
    let mut places = vec![0_u64; recipients.len()];
    // The house sizes from which each may have one more place: places·total < size·weight.
    let opens = |i: usize, places: u64| {
        (BigUint::from(places) * &total / &weights[i])
            .to_u64()
            .map(|size| Reverse((size + 1, i)))
    };
    let mut waiting: BinaryHeap<Reverse<(u64, usize)>> = (0..places.len())
        .filter(|i| !weights[*i].is_zero())
        .filter_map(|i| opens(i, 0))
        .collect();
    let mut open = BinaryHeap::new();
    for size in 1..=house {
        while waiting
            .peek()
            .is_some_and(|Reverse((from, _))| *from <= size)
        {
            open.extend(waiting.pop().map(|Reverse((_, i))| {
                let claim = Claim::new(Method::Dhondt, &weights[i], places[i]);
                (claim, Reverse(&recipients[i].tie_key), i)
            }));
        }
        // An applicant is always below its share of `size` while fewer than `size` places are
        // given.
        let Some((_, _, recipient)) = open.pop() else {
            break;
        };
        places[recipient] += 1;
        waiting.extend(opens(recipient, places[recipient]));
    }
    Ok(places)
}
