//! Whole places: a house of indivisible units (tiltaksplasser, seats, dwellings) among recipients
//! with weights.
//!
//! Six divisor methods and largest remainder, with a minimum and a maximum for each recipient.
//! Every comparison is exact: weights are whole numbers or fractions of any size, products that do
//! not fit 128 bits are widened. The answer does not depend on the order of the list: where a
//! method cannot tell two recipients apart, their tie keys do, and the tie is reported so that the
//! letter can say that lots were drawn.
//!
//! ```
//! use allocation::places::apportionment::{Method, Options, apportion, Recipient, Weight};
//! let counties = [43, 33, 12, 8, 4].map(|weight| Recipient::new(Weight::whole(weight), weight));
//! let result = apportion(10, Method::SainteLague, &counties, &Options::default())?;
//! assert_eq!(result.places, [5, 3, 1, 1, 0]);
//! # Ok::<(), allocation::places::apportionment::Conflict>(())
//! ```
//!
//! Balinski and Young: no method both stays within a unit of the exact share and never takes a
//! place from an applicant because the house grew. The divisor methods keep the second promise,
//! largest remainder the first.

mod check;
mod divisor;
mod exact;
mod level;
mod quota;
mod remainder;
mod start;

pub use super::Method;
pub use check::{Refusal, check};
pub use quota::quota_method;

use exact::Whole;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use serde::{Deserialize, Serialize};

/// The largest house: keeps every product of a place number within 128 bits.
pub const LARGEST_HOUSE: u64 = 1 << 61;

/// A recipient's weight: a whole number or an exact fraction, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Weight {
    /// Numerator.
    pub num: u128,
    /// Denominator; zero is refused as [`Conflict::ZeroDenominator`].
    pub den: u128,
}

impl Weight {
    /// A whole number.
    #[must_use]
    pub const fn whole(weight: u128) -> Self {
        Self {
            num: weight,
            den: 1,
        }
    }

    /// The fraction `num / den`; it need not be in lowest terms.
    #[must_use]
    pub const fn ratio(num: u128, den: u128) -> Self {
        Self { num, den }
    }
}

/// A recipient of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient<K> {
    /// The weight that places are divided by. A recipient of weight zero gets its minimum and no
    /// more.
    pub weight: Weight,
    /// Places it is to have in any case.
    pub min: u64,
    /// Places it can take at most; `None` for no limit.
    pub max: Option<u64>,
    /// Decides between recipients that the method cannot tell apart: the smaller key goes first.
    /// Usually the keyed draw of the run (HMAC of the application's id), never the place in the
    /// list.
    pub tie_key: K,
}

impl<K> Recipient<K> {
    /// A recipient without minimum and maximum.
    #[must_use]
    pub const fn new(weight: Weight, tie_key: K) -> Self {
        Self {
            weight,
            min: 0,
            max: None,
            tie_key,
        }
    }

    /// The same recipient with at least `min` and at most `max` places.
    #[must_use]
    pub fn bounded(self, min: u64, max: Option<u64>) -> Self {
        Self { min, max, ..self }
    }
}

/// The choice when all recipients together cannot take the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenFull {
    /// Stop with [`Conflict::MaximaBelowHouse`].
    #[default]
    Conflict,
    /// Give everyone its maximum and report what is left over.
    LeaveUnassigned,
}

/// Choices that the call for applications has to state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Options {
    /// A recipient with less than this share of all weights gets its minimum only (a threshold of 4
    /// % is `1/25`).
    pub threshold: Option<Weight>,
    /// The choice when all recipients together cannot take the house.
    pub when_full: WhenFull,
}

/// A draw that decided something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Those who stood alike, as positions in the caller's list, ascending.
    pub recipients: Vec<usize>,
    /// Number of places for them: fewer than there were recipients.
    pub places: u64,
}

/// Between which two claims the line was drawn: the figures that explain a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boundary {
    /// The lowest claim that got a place, `numerator/denominator` in lowest terms: weight per
    /// divisor for a divisor method, remainder for largest remainder. `None` when every place was a
    /// minimum.
    pub lowest_awarded: Option<String>,
    /// The highest claim that got none. `None` when every applicant is full.
    pub highest_refused: Option<String>,
    /// The two figures are squares (Huntington–Hill, whose divisors are square roots).
    pub squared: bool,
}

/// Places for each recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apportionment {
    /// Places, in the caller's order.
    pub places: Vec<u64>,
    /// Places no applicant could take ([`WhenFull::LeaveUnassigned`]), otherwise zero.
    pub unassigned: u64,
    /// The tie that the tie keys decided; empty when the method decided alone.
    pub ties: Vec<Tie>,
    /// The boundary.
    pub boundary: Boundary,
    /// Largest remainder only: places per unit of weight, `numerator/denominator`, before rounding
    /// and between the bounds.
    pub level: Option<String>,
}

/// Why there is no apportionment. Nothing is ever repaired silently.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "conflict", rename_all = "snake_case")]
pub enum Conflict {
    /// The minima alone are more than the house.
    #[error("the minima sum to {minima}, the house has {house} places")]
    MinimaExceedHouse {
        /// Sum of all minima.
        minima: u128,
        /// Places there are.
        house: u64,
    },
    /// All recipients together cannot take the house.
    #[error("at most {maxima} places can be taken, the house has {house}")]
    MaximaBelowHouse {
        /// Sum of what each can take; recipients without weight can take their minimum.
        maxima: u128,
        /// Places there are.
        house: u64,
    },
    /// A recipient's minimum is above its maximum.
    #[error("recipient {recipient}: minimum {min} is above maximum {max}")]
    MinimumAboveMaximum {
        /// Position in the caller's list.
        recipient: usize,
        /// Its minimum.
        min: u64,
        /// Its maximum.
        max: u64,
    },
    /// A weight or the threshold is a fraction with denominator zero (`None`: the threshold).
    #[error("recipient {recipient:?}: the weight's denominator is zero")]
    ZeroDenominator {
        /// Position in the caller's list.
        recipient: Option<usize>,
    },
    /// More places than [`LARGEST_HOUSE`].
    #[error("the house has {house} places, more than {LARGEST_HOUSE}")]
    HouseTooLarge {
        /// Places there are.
        house: u64,
    },
    /// A tie had to be decided between recipients with the same tie key.
    #[error("recipients {recipients:?} stand alike and have the same tie key")]
    UndecidableTie {
        /// Positions in the caller's list.
        recipients: Vec<usize>,
    },
}

/// Divides `house` places among the recipients.
///
/// # Errors
/// A [`Conflict`] when bounds and house contradict each other, or when a tie has to be decided
/// between equal keys.
pub fn apportion<K: Ord>(
    house: u64,
    method: Method,
    recipients: &[Recipient<K>],
    options: &Options,
) -> Result<Apportionment, Conflict> {
    let (scaled, common) = scale(recipients)?;
    match scaled {
        Scaled::Small(weights) => run(house, method, recipients, &weights, common, options),
        Scaled::Large(weights) => run(house, method, recipients, &weights, common, options),
    }
}

/// The recipients' weights as whole numbers over one common denominator.
enum Scaled {
    /// All below 2⁶⁴.
    Small(Vec<u128>),
    Large(Vec<BigUint>),
}

/// The weights times their common denominator, and that denominator.
fn scale<K>(recipients: &[Recipient<K>]) -> Result<(Scaled, BigUint), Conflict> {
    if let Some(recipient) = recipients.iter().position(|r| r.weight.den == 0) {
        return Err(Conflict::ZeroDenominator {
            recipient: Some(recipient),
        });
    }
    if recipients.iter().all(|r| r.weight.den == 1) {
        let small = recipients.iter().all(|r| r.weight.num >> 64 == 0);
        let whole = recipients.iter().map(|r| r.weight.num);
        let scaled = if small {
            Scaled::Small(whole.collect())
        } else {
            Scaled::Large(whole.map(BigUint::from).collect())
        };
        return Ok((scaled, BigUint::one()));
    }
    let common = recipients.iter().fold(BigUint::one(), |common, r| {
        let den = BigUint::from(r.weight.den);
        // In lowest terms first: 2/2 must not make all others' numbers larger.
        let den = &den / BigUint::from(r.weight.num).gcd(&den);
        common.lcm(&den)
    });
    let large: Vec<BigUint> = recipients
        .iter()
        .map(|r| BigUint::from(r.weight.num) * &common / BigUint::from(r.weight.den))
        .collect();
    let small: Option<Vec<u128>> = large
        .iter()
        .map(|weight| weight.to_u64().map(u128::from))
        .collect();
    Ok((small.map_or(Scaled::Large(large), Scaled::Small), common))
}

/// One apportionment in whole numbers: what the method modules work on.
struct Problem<'a, T, K> {
    /// Places to give, all of which an applicant can take.
    house: u64,
    weights: &'a [T],
    /// Factor that made the weights whole.
    common: BigUint,
    /// Fewest and most places of each; `most` equals `fewest` where the weight is zero or below the
    /// threshold.
    fewest: Vec<u64>,
    most: Vec<u64>,
    recipients: &'a [Recipient<K>],
}

fn run<T: Whole, K: Ord>(
    house: u64,
    method: Method,
    recipients: &[Recipient<K>],
    weights: &[T],
    common: BigUint,
    options: &Options,
) -> Result<Apportionment, Conflict> {
    let (problem, unassigned) = frame(house, recipients, weights, common, options)?;
    let solved = match method.is_divisor() {
        true => divisor::solve(method, &problem)?,
        false => remainder::solve(&problem)?,
    };
    Ok(Apportionment {
        unassigned,
        ..solved
    })
}

/// Settles the bounds; answers the problem and the places that no applicant can take.
fn frame<'a, T: Whole, K>(
    house: u64,
    recipients: &'a [Recipient<K>],
    weights: &'a [T],
    common: BigUint,
    options: &Options,
) -> Result<(Problem<'a, T, K>, u64), Conflict> {
    if house > LARGEST_HOUSE {
        return Err(Conflict::HouseTooLarge { house });
    }
    let admitted = admitted(weights, options)?;
    let mut most = Vec::with_capacity(recipients.len());
    for (recipient, r) in recipients.iter().enumerate() {
        let max = r.max.unwrap_or(u64::MAX);
        if r.min > max {
            return Err(Conflict::MinimumAboveMaximum {
                recipient,
                min: r.min,
                max,
            });
        }
        let open = admitted(&weights[recipient]);
        most.push(if open {
            max.min(house).max(r.min)
        } else {
            r.min
        });
    }
    let fewest: Vec<u64> = recipients.iter().map(|r| r.min).collect();
    let minima: u128 = fewest.iter().copied().map(u128::from).sum();
    let maxima: u128 = most.iter().copied().map(u128::from).sum();
    if minima > u128::from(house) {
        return Err(Conflict::MinimaExceedHouse { minima, house });
    }
    let mut unassigned = 0;
    if maxima < u128::from(house) {
        if options.when_full == WhenFull::Conflict {
            return Err(Conflict::MaximaBelowHouse { maxima, house });
        }
        unassigned = house - u64::try_from(maxima).unwrap_or(house);
    }
    let problem = Problem {
        house: house - unassigned,
        weights,
        common,
        fewest,
        most,
        recipients,
    };
    Ok((problem, unassigned))
}

/// `num/den` in lowest terms; `1/0` for "before everything".
pub(crate) fn fraction(num: &BigUint, den: &BigUint) -> String {
    let common = num.gcd(den);
    if den.is_zero() || common.is_zero() {
        return "1/0".to_owned();
    }
    format!("{}/{}", num / &common, den / &common)
}

/// Returns true if a weight takes part: positive, and not below the threshold's share of all
/// weights.
fn admitted<T: Whole>(weights: &[T], options: &Options) -> Result<impl Fn(&T) -> bool, Conflict> {
    let limit = match options.threshold {
        Some(Weight { den: 0, .. }) => return Err(Conflict::ZeroDenominator { recipient: None }),
        Some(share) => {
            let total: BigUint = weights.iter().map(Whole::to_big).sum();
            Some((total * share.num, BigUint::from(share.den)))
        }
        None => None,
    };
    let reaches = move |weight: &T| {
        limit
            .as_ref()
            .is_none_or(|(needed, den)| weight.to_big() * den >= *needed)
    };
    Ok(move |weight: &T| !weight.is_zero() && reaches(weight))
}
