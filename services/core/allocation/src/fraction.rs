//! Exact fractions: what an amount is before it is rounded, and what a number in a scenario file
//! may be.
//!
//! Numerator and denominator are `i128`, always reduced, the denominator positive. That holds every
//! result of the engine (`λ·w` with λ = p/q and p, q, w < 2⁶³); there is no arithmetic on fractions
//! in a decision, only the comparison and the printing, so that nothing can grow without bound.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// An exact fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// The text is not a number that a scenario can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Not a decimal number or a fraction of whole numbers.
    #[error("not a decimal number or a fraction such as 85/6")]
    Malformed,
    /// A fraction over zero.
    #[error("a fraction with denominator 0")]
    ZeroDenominator,
    /// More digits than can be held exactly.
    #[error("too large, or too many decimals")]
    TooLarge,
}

impl Fraction {
    /// Zero.
    pub const ZERO: Fraction = Fraction {
        numerator: 0,
        denominator: 1,
    };

    /// `numerator / denominator` in lowest terms; `None` where the denominator is 0 (or reducing
    /// would overflow).
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs()).cast_signed()
            * denominator.signum();
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// A fraction that is known to be in lowest terms, its denominator positive.
    pub(crate) fn reduced(numerator: i128, denominator: i128) -> Self {
        debug_assert!(
            Self::new(numerator, denominator)
                == Some(Self {
                    numerator,
                    denominator
                })
        );
        Self {
            numerator,
            denominator,
        }
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i128) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// The numerator, in lowest terms; carries the sign.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, in lowest terms; positive.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// The largest whole number not above the fraction.
    #[must_use]
    pub const fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// Writes a decimal number if that is exact (`0.75`), else a fraction (`85/6`).
    #[must_use]
    pub fn decimal(self) -> String {
        let mut scale: i128 = 1;
        for decimals in 0..=18_usize {
            if scale % self.denominator == 0 {
                let Some(scaled) = self.numerator.checked_mul(scale / self.denominator) else {
                    break;
                };
                let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = decimals + 1);
                let (whole, rest) = digits.split_at(digits.len() - decimals);
                let sign = if scaled < 0 { "-" } else { "" };
                let point = if decimals == 0 { "" } else { "." };
                return format!("{sign}{whole}{point}{rest}");
            }
            scale *= 10;
        }
        self.to_string()
    }
}

/// Greatest common divisor; `gcd(0, 0)` is 1, so that it can always be divided by.
#[must_use]
pub fn gcd(mut a: u128, mut b: u128) -> u128 {
    // Two divisions, and what is left is nearly always small enough for divisions by the processor.
    while b != 0 {
        if let (Ok(mut small), Ok(mut smaller)) = (u64::try_from(a), u64::try_from(b)) {
            while smaller != 0 {
                (small, smaller) = (smaller, small % smaller);
            }
            return small.into();
        }
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ord for Fraction {
    /// Exact, by comparing whole parts and then the reciprocals of the rests, so that no product
    /// can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some(left), Some(right)) = (
            self.numerator.checked_mul(other.denominator),
            other.numerator.checked_mul(self.denominator),
        ) {
            return left.cmp(&right);
        }
        let by_whole = self.floor().cmp(&other.floor());
        if by_whole != Ordering::Equal {
            return by_whole;
        }
        let rest = |f: &Fraction| f.numerator.rem_euclid(f.denominator);
        match (rest(self), rest(other)) {
            (0, 0) => Ordering::Equal,
            (0, _) => Ordering::Less,
            (_, 0) => Ordering::Greater,
            // a/b < c/d exactly where b/a > d/c; denominators shrink as in Euclid's algorithm.
            (a, c) => Fraction {
                numerator: other.denominator,
                denominator: c,
            }
            .cmp(&Fraction {
                numerator: self.denominator,
                denominator: a,
            }),
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            _ => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> Self {
        fraction.to_string()
    }
}

impl TryFrom<String> for Fraction {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<i64> for Fraction {
    fn from(number: i64) -> Self {
        Self::whole(number.into())
    }
}

impl FromStr for Fraction {
    type Err = NotANumber;

    /// Reads `12`, `-0.5`, `1e3` is refused, `85/6`, `1.5/2`. Spaces around the parts are ignored;
    /// a decimal comma is the caller's to translate, since only the caller knows whether a comma
    /// separates columns.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (over, under) = match text.split_once('/') {
            Some((over, under)) => (decimal(over)?, decimal(under)?),
            None => (decimal(text)?, Fraction::whole(1)),
        };
        if under.numerator == 0 {
            return Err(NotANumber::ZeroDenominator);
        }
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or(NotANumber::TooLarge);
        Fraction::new(
            product(over.numerator, under.denominator)?,
            product(over.denominator, under.numerator)?,
        )
        .ok_or(NotANumber::TooLarge)
    }
}

/// Reads a decimal number of at most 36 significant digits.
fn decimal(text: &str) -> Result<Fraction, NotANumber> {
    let text = text.trim();
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && rest.is_empty())
        || !whole
            .bytes()
            .chain(rest.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return Err(NotANumber::Malformed);
    }
    // Zeros at the end of the decimals carry no value, and must not cost precision.
    let (whole, rest) = (whole.trim_start_matches('0'), rest.trim_end_matches('0'));
    if whole.len() + rest.len() > 36 {
        return Err(NotANumber::TooLarge);
    }
    let mut numerator: i128 = 0;
    let mut denominator: i128 = 1;
    for digit in whole.bytes().chain(rest.bytes()) {
        numerator = numerator * 10 + i128::from(digit - b'0');
    }
    for _ in rest.bytes() {
        denominator *= 10;
    }
    Fraction::new(if negative { -numerator } else { numerator }, denominator)
        .ok_or(NotANumber::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(text: &str) -> Fraction {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_read_and_written() {
        for (text, printed, decimal) in [
            ("0", "0", "0"),
            ("-0.0", "0", "0"),
            ("12.50", "25/2", "12.5"),
            ("85/6", "85/6", "85/6"),
            (" 1.5 / 2 ", "3/4", "0.75"),
            ("-7/-14", "1/2", "0.5"),
            (".5", "1/2", "0.5"),
            ("-0.05", "-1/20", "-0.05"),
            (
                "100000000000000000000",
                "100000000000000000000",
                "100000000000000000000",
            ),
        ] {
            assert_eq!(f(text).to_string(), printed, "{text}");
            assert_eq!(f(text).decimal(), decimal, "{text}");
        }
        for text in [
            "", ".", "-", "1e3", "1,5", "0x10", "٣", "1/2/3", "--1", "NaN", "1 000",
        ] {
            assert_eq!(
                text.parse::<Fraction>(),
                Err(NotANumber::Malformed),
                "{text}"
            );
        }
        assert_eq!("1/0".parse::<Fraction>(), Err(NotANumber::ZeroDenominator));
        assert_eq!(
            "9".repeat(40).parse::<Fraction>(),
            Err(NotANumber::TooLarge)
        );
    }

    #[test]
    fn order_is_exact_even_where_products_overflow() {
        let near = Fraction::new(i128::MAX - 1, i128::MAX).unwrap();
        let nearer = Fraction::new(i128::MAX - 2, i128::MAX - 1).unwrap();
        assert!(near > nearer && nearer < Fraction::whole(1) && near == near);
        assert!(f("-1/3") < f("-1/4") && f("1/3") > f("0.333333333333333333"));
        assert_eq!(f("-7/2").floor(), -4);
    }
}
