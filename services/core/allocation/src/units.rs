//! Amounts, weights and scores: whole units of a scenario's scale, which cannot be mixed up.

use crate::fraction::Fraction;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub, SubAssign};

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize,
            Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Counts in units.
            #[must_use]
            pub const fn new(units: i64) -> Self {
                Self(units)
            }

            /// Returns the number of units.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl From<i64> for $name {
            fn from(units: i64) -> Self {
                Self(units)
            }
        }

        impl From<$name> for i64 {
            fn from(units: $name) -> Self {
                units.0
            }
        }

        impl From<$name> for i128 {
            fn from(units: $name) -> Self {
                units.0.into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

units! {
    /// An amount, in units of [`Scale::amount`](crate::Scale::amount).
    ///
    /// ```
    /// use allocation::Amount;
    ///
    /// let sum: Amount = [Amount::new(200), 100.into()].into_iter().sum();
    /// assert_eq!(sum.get(), 300);
    /// ```
    Amount;
    /// A weight, in units of [`Scale::weight`](crate::Scale::weight).
    Weight;
    /// An assessors' score, in units of [`Scale::score`](crate::Scale::score).
    Score;
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(Self::get).sum())
    }
}

impl From<Amount> for Fraction {
    fn from(amount: Amount) -> Self {
        Self::from(amount.0)
    }
}
