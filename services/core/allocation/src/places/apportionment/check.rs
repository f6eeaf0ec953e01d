//! The checker: whether given places are what the method says, without running the method.
//!
//! It shares no code with the search. For a divisor method it is enough that no claim not served is
//! higher than a claim served; for largest remainder, that the stated level divides the house
//! exactly, that every applicant has its share rounded one way or the other, and that no remainder
//! rounded down is larger than one rounded up.

use super::{Apportionment, Method, Options, Recipient};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Why places were not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// Another number of answers than of recipients.
    #[error("{places} answers for {recipients} recipients")]
    Length {
        /// Answers.
        places: usize,
        /// Recipients.
        recipients: usize,
    },
    /// Places and what is unassigned do not sum to the house.
    #[error("places sum to {given}, the house has {house}")]
    Sum {
        /// Places given, and unassigned.
        given: u128,
        /// Places there are.
        house: u64,
    },
    /// Outside its bounds.
    #[error("recipient {recipient} has {places} places, outside its bounds")]
    Bounds {
        /// Position in the list.
        recipient: usize,
        /// Its places.
        places: u64,
    },
    /// An applicant with a higher claim was passed over.
    #[error("recipient {passed_over} has a higher claim on a place than recipient {served}")]
    Order {
        /// The recipient that should have had the place.
        passed_over: usize,
        /// The recipient that was served.
        served: usize,
    },
    /// The stated level does not divide the house, or an applicant has not its share rounded.
    #[error("the stated level does not give these places")]
    Level,
}

/// A fraction; denominator zero is above everything.
type Fraction = (BigUint, BigUint);

fn compare(a: &Fraction, b: &Fraction) -> Ordering {
    match (a.1.is_zero(), b.1.is_zero()) {
        (true, true) => a.0.cmp(&b.0),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => (&a.0 * &b.1).cmp(&(&b.0 * &a.1)),
    }
}

/// Accepts the places or says what is wrong with them.
///
/// # Errors
/// The first [`Refusal`] found.
pub fn check<K: Ord>(
    house: u64,
    method: Method,
    recipients: &[Recipient<K>],
    options: &Options,
    result: &Apportionment,
) -> Result<(), Refusal> {
    let places = &result.places;
    if places.len() != recipients.len() {
        return Err(Refusal::Length {
            places: places.len(),
            recipients: recipients.len(),
        });
    }
    let given = places.iter().map(|p| u128::from(*p)).sum::<u128>() + u128::from(result.unassigned);
    if given != u128::from(house) {
        return Err(Refusal::Sum { given, house });
    }
    let common = recipients.iter().fold(BigUint::one(), |all, r| {
        all.lcm(&BigUint::from(r.weight.den))
    });
    let weights: Vec<BigUint> = recipients
        .iter()
        .map(|r| BigUint::from(r.weight.num) * (&common / BigUint::from(r.weight.den)))
        .collect();
    let total: BigUint = weights.iter().sum();
    let most: Vec<u64> = recipients
        .iter()
        .zip(&weights)
        .map(|(r, weight)| {
            let below = options
                .threshold
                .is_some_and(|t| weight * t.den < &total * t.num);
            if weight.is_zero() || below {
                r.min
            } else {
                r.max.unwrap_or(house).min(house).max(r.min)
            }
        })
        .collect();
    for (recipient, (r, p)) in recipients.iter().zip(places).enumerate() {
        if *p < r.min || *p > most[recipient] || (result.unassigned > 0 && *p < most[recipient]) {
            return Err(Refusal::Bounds {
                recipient,
                places: *p,
            });
        }
    }
    if method.is_divisor() {
        let claim = |i: usize, number: u64| claim(method, &weights[i], number);
        let served = (0..places.len())
            .filter(|i| places[*i] > recipients[*i].min)
            .map(|i| (claim(i, places[i] - 1), i));
        let passed = (0..places.len())
            .filter(|i| places[*i] < most[*i])
            .map(|i| (claim(i, places[i]), i));
        in_order(recipients, served, passed)
    } else {
        remainders(house, recipients, &weights, &common, &most, result)
    }
}

/// The claim on the place after the first `number`, from the method's definition.
fn claim(method: Method, weight: &BigUint, number: u64) -> Fraction {
    let s = BigUint::from(number);
    let one = BigUint::one();
    match method {
        Method::Adams => (weight.clone(), s),
        Method::Dhondt | Method::LargestRemainder => (weight.clone(), s + one),
        Method::ModifiedSainteLague if number == 0 => (weight * 10u32, BigUint::from(14u32)),
        Method::SainteLague | Method::ModifiedSainteLague => (weight.clone(), s * 2u32 + one),
        Method::HuntingtonHill => (weight * weight, &s * (&s + one)),
        Method::Dean => (weight * (&s * 2u32 + &one), &s * 2u32 * (&s + one)),
    }
}

/// No claim passed over is above a claim served; alike, the smaller key was served.
fn in_order<K: Ord>(
    recipients: &[Recipient<K>],
    served: impl Iterator<Item = (Fraction, usize)>,
    passed: impl Iterator<Item = (Fraction, usize)>,
) -> Result<(), Refusal> {
    let order = |a: &(Fraction, usize), b: &(Fraction, usize)| {
        compare(&a.0, &b.0).then_with(|| recipients[b.1].tie_key.cmp(&recipients[a.1].tie_key))
    };
    match (served.min_by(order), passed.max_by(order)) {
        (Some(low), Some(high)) if order(&high, &low) == Ordering::Greater => Err(Refusal::Order {
            passed_over: high.1,
            served: low.1,
        }),
        _ => Ok(()),
    }
}

fn remainders<K: Ord>(
    house: u64,
    recipients: &[Recipient<K>],
    weights: &[BigUint],
    common: &BigUint,
    most: &[u64],
    result: &Apportionment,
) -> Result<(), Refusal> {
    if result.unassigned > 0 {
        return Ok(());
    }
    let stated = result
        .level
        .as_deref()
        .and_then(|level| level.split_once('/'));
    let Some((Ok(num), Ok(den))) =
        stated.map(|(n, d)| (n.parse::<BigUint>(), d.parse::<BigUint>()))
    else {
        return Err(Refusal::Level);
    };
    // λ·weight = num·scaled / unit, everything over one denominator.
    let unit = den * common;
    let mut sum = BigUint::zero();
    let mut served = Vec::new();
    let mut passed = Vec::new();
    for (i, weight) in weights.iter().enumerate() {
        let (low, high) = (
            BigUint::from(recipients[i].min) * &unit,
            BigUint::from(most[i]) * &unit,
        );
        let share = (&num * weight).max(low).min(high);
        let down = &share / &unit;
        let rest = &share % &unit;
        sum += &share;
        let places = BigUint::from(result.places[i]);
        if rest.is_zero() && places == down {
            continue;
        }
        if places == down {
            passed.push(((rest, BigUint::one()), i));
        } else if !rest.is_zero() && places == down + BigUint::one() {
            served.push(((rest, BigUint::one()), i));
        } else {
            return Err(Refusal::Level);
        }
    }
    if sum != BigUint::from(house) * &unit {
        return Err(Refusal::Level);
    }
    in_order(recipients, served.into_iter(), passed.into_iter())
}
