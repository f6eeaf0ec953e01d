//! Exact arithmetic behind the methods: whole numbers of two sizes with one interface, and claims
//! that compare exactly.

use super::Method;
use super::fraction;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

/// Whole numbers a method can count with: `u128` for weights below 2⁶⁴, `BigUint` for all others.
pub(super) trait Whole: Integer + Clone {
    fn from_u128(value: u128) -> Self;
    fn to_big(&self) -> BigUint;
    /// The number as `u64`; more is answered as the largest.
    fn to_u64_or_max(&self) -> u64;
    /// Bits that the number has.
    fn bits(&self) -> u64;
    /// The number without its lowest bits; more than 64 bits are answered as the largest.
    fn shifted(&self, bits: u64) -> u64;
    /// Compares `a·b` with `c·d` without overflow.
    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering;
}

impl Whole for u128 {
    fn from_u128(value: u128) -> Self {
        value
    }

    fn to_big(&self) -> BigUint {
        BigUint::from(*self)
    }

    fn to_u64_or_max(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }

    fn bits(&self) -> u64 {
        u64::from(128 - self.leading_zeros())
    }

    fn shifted(&self, bits: u64) -> u64 {
        self.checked_shr(bits.to_u32().unwrap_or(u32::MAX))
            .map_or(0, |short| short.to_u64_or_max())
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        match (a.checked_mul(*b), c.checked_mul(*d)) {
            (Some(left), Some(right)) => left.cmp(&right),
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (None, None) => wide(*a, *b).cmp(&wide(*c, *d)),
        }
    }
}

impl Whole for BigUint {
    fn from_u128(value: u128) -> Self {
        BigUint::from(value)
    }

    fn to_big(&self) -> BigUint {
        self.clone()
    }

    fn to_u64_or_max(&self) -> u64 {
        self.to_u64().unwrap_or(u64::MAX)
    }

    fn bits(&self) -> u64 {
        BigUint::bits(self)
    }

    fn shifted(&self, bits: u64) -> u64 {
        (self >> bits).to_u64_or_max()
    }

    fn compare_products(a: &Self, b: &Self, c: &Self, d: &Self) -> Ordering {
        (a * b).cmp(&(c * d))
    }
}

/// `a·b` as high and low half.
fn wide(a: u128, b: u128) -> (u128, u128) {
    const LOW: u128 = (1 << 64) - 1;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    // Neither sum overflows: (2⁶⁴−1)² + 2·(2⁶⁴−1) = 2¹²⁸ − 1.
    let middle = a1 * b0 + (low >> 64);
    let other = a0 * b1 + (middle & LOW);
    (
        a1 * b1 + (middle >> 64) + (other >> 64),
        (other << 64) | (low & LOW),
    )
}

/// The claim on a recipient's next (or latest) place: weight divided by divisor, exact. Larger goes
/// first.
#[derive(Debug, Clone)]
pub(super) struct Claim<T> {
    num: T,
    /// Zero for "before everything": the first place under Adams, Dean and Huntington–Hill.
    den: T,
}

impl<T: Whole> Claim<T> {
    /// The claim of `weight` on the place after its first `places`.
    pub(super) fn new(method: Method, weight: &T, places: u64) -> Self {
        let (num, den) = method.divisor(places);
        let weight = match method.is_squared() {
            true => weight.clone() * weight.clone(),
            false => weight.clone(),
        };
        Self {
            num: if den == 1 {
                weight
            } else {
                weight * T::from_u128(den)
            },
            den: T::from_u128(num),
        }
    }

    /// The claim as text in lowest terms, of weights that were multiplied with `common`; see
    /// [`fraction`].
    pub(super) fn describe(&self, method: Method, common: &BigUint) -> String {
        let common = match method.is_squared() {
            true => common * common,
            false => common.clone(),
        };
        fraction(&self.num.to_big(), &(self.den.to_big() * common))
    }
}

impl<T: Whole> Ord for Claim<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.den.is_zero(), other.den.is_zero()) {
            // Two claims before everything: there are fewer places than recipients, and the larger
            // weight goes first.
            (true, true) => self.num.cmp(&other.num),
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => T::compare_products(&self.num, &other.den, &other.num, &self.den),
        }
    }
}

impl<T: Whole> PartialOrd for Claim<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Whole> PartialEq for Claim<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T: Whole> Eq for Claim<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_products_agree_with_big_integers() {
        let numbers = [0, 1, 7, (1 << 64) - 1, 1 << 64, (1 << 126) + 3, u128::MAX];
        for a in numbers {
            for b in numbers {
                let (high, low) = wide(a, b);
                let product = (BigUint::from(high) << 128u32) + BigUint::from(low);
                assert_eq!(product, BigUint::from(a) * BigUint::from(b));
                for (c, d) in numbers.iter().zip(numbers.iter().rev()) {
                    assert_eq!(
                        u128::compare_products(&a, &b, c, d),
                        product.cmp(&(BigUint::from(*c) * BigUint::from(*d)))
                    );
                }
            }
        }
    }
}
