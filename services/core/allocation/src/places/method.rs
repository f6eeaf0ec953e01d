//! The methods and their divisors.

use serde::{Deserialize, Serialize};

/// The method by which weights become whole places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Divisors ½, 1½, 2½ … (Webster). Favours neither small nor large recipients; the default.
    SainteLague,
    /// Sainte-Laguë, but the first place costs 0.7 (the 1.4 of the Norwegian election law, halved).
    ModifiedSainteLague,
    /// Exact shares rounded down, the rest by largest remainder (Hamilton). Stays within a unit of
    /// the exact share, but a larger house may cost an applicant a place.
    LargestRemainder,
    /// Divisors 1, 2, 3 … (Jefferson). Favours large recipients.
    Dhondt,
    /// Divisors √(s(s+1)) (equal proportions). Every applicant's first place comes before anybody's
    /// second.
    HuntingtonHill,
    /// Divisors 0, 1, 2 … Favours small recipients.
    Adams,
    /// Divisors 2s(s+1)/(2s+1), the harmonic means of s and s+1.
    Dean,
}

impl Method {
    /// All methods.
    pub const ALL: [Method; 7] = [
        Method::SainteLague,
        Method::ModifiedSainteLague,
        Method::LargestRemainder,
        Method::Dhondt,
        Method::HuntingtonHill,
        Method::Adams,
        Method::Dean,
    ];

    /// Returns true if places go one by one to the highest weight per divisor; all but largest
    /// remainder.
    #[must_use]
    pub const fn is_divisor(self) -> bool {
        !matches!(self, Method::LargestRemainder)
    }
}

#[cfg(feature = "places")]
impl Method {
    /// Returns true if claims are compared squared, because the divisors are square roots.
    pub(super) const fn is_squared(self) -> bool {
        matches!(self, Method::HuntingtonHill)
    }

    /// The divisor for the place after the first `places`, as numerator and denominator; its square
    /// for Huntington–Hill. Largest remainder gives no places one by one and is never asked.
    ///
    /// Fits 126 bits for any house up to [`LARGEST_HOUSE`](super::apportionment::LARGEST_HOUSE).
    pub(super) fn divisor(self, places: u64) -> (u128, u128) {
        let s = u128::from(places);
        match self {
            Method::Adams => (s, 1),
            Method::Dhondt | Method::LargestRemainder => (s + 1, 1),
            Method::ModifiedSainteLague if places == 0 => (7, 10),
            Method::SainteLague | Method::ModifiedSainteLague => (2 * s + 1, 2),
            Method::HuntingtonHill => (s * (s + 1), 1),
            Method::Dean => (2 * s * (s + 1), 2 * s + 1),
        }
    }
}
