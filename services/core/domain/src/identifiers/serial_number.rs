//! Numbers in a series of a case, from 1, written once.

/// A text that is no number of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from 1 without leading zeros; use the name as the server gave it")]
pub struct NoSerialNumber;

/// Defines a number in a series, from 1. It has one spelling.
macro_rules! serial_number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize,
            ::serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(i32);

        impl $name {
            /// The first.
            pub const FIRST: Self = Self(1);

            /// Returns the one with this number; `None` below one.
            #[must_use]
            pub const fn new(number: i32) -> Option<Self> {
                if number >= 1 { Some(Self(number)) } else { None }
            }

            /// Returns the number.
            #[must_use]
            pub const fn get(self) -> i32 {
                self.0
            }

            /// Returns the number after this one.
            #[must_use]
            pub const fn next(self) -> Self {
                Self(self.0 + 1)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::identifiers::NoSerialNumber;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
                if !digits || text.starts_with('0') {
                    return Err($crate::identifiers::NoSerialNumber);
                }
                let number = text.parse().ok().and_then(Self::new);
                number.ok_or($crate::identifiers::NoSerialNumber)
            }
        }
    };
}

pub(crate) use serial_number;

#[cfg(test)]
mod tests {
    use super::NoSerialNumber;

    serial_number!(
        /// A number of the test.
        Number
    );

    #[test]
    fn a_number_has_one_spelling() {
        assert_eq!("12".parse(), Ok(Number(12)));
        assert_eq!(Number::FIRST.next().to_string(), "2");
        assert_eq!(Number::new(7).map(Number::get), Some(7));
        for text in ["", "0", "01", "+1", "-1", "1 ", "9999999999"] {
            assert_eq!(text.parse::<Number>(), Err(NoSerialNumber), "{text}");
        }
    }
}
