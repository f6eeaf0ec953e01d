//! *Kommunenummer*: which municipality. Whether it existed on a date is for
//! [`crate::municipalities`].

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit;
use super::text_identifier::text_identifier;

/// A municipality number: four digits as text, leading zero kept (Oslo is `0301`), the first two
/// being the county.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityNumber(String);

text_identifier!(MunicipalityNumber, MunicipalityNumberError);

/// Why a text is not a municipality number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MunicipalityNumberError {
    /// Not four digits.
    #[error(
        "a municipality number is four digits with the leading zero kept (Oslo is 0301); \
            write it as text, not as a number"
    )]
    Form,
    /// County 00 or municipality 00.
    #[error(
        "a municipality number has a county (first two digits) and a municipality (last two), \
            neither of them 00; look it up at Kartverket"
    )]
    Zero,
}

impl FromStr for MunicipalityNumber {
    type Err = MunicipalityNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = check_digit::digits(text).ok_or(MunicipalityNumberError::Form)?;
        if digits.len() != 4 {
            return Err(MunicipalityNumberError::Form);
        }
        if digits.chunks(2).any(|half| half == [0, 0]) {
            return Err(MunicipalityNumberError::Zero);
        }
        Ok(MunicipalityNumber(text.to_owned()))
    }
}

impl MunicipalityNumber {
    /// The county's number (*fylkesnummer*), two digits.
    #[must_use]
    pub fn county(&self) -> &str {
        &self.0[..2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_characters_with_the_leading_zero() {
        let oslo: MunicipalityNumber = "0301".parse().unwrap();
        assert_eq!((oslo.to_string().as_str(), oslo.county()), ("0301", "03"));
        for text in ["301", "03011", "O301", " 301", ""] {
            assert_eq!(
                text.parse::<MunicipalityNumber>(),
                Err(MunicipalityNumberError::Form),
                "{text:?}"
            );
        }
        for text in ["0000", "0300", "0001"] {
            assert_eq!(
                text.parse::<MunicipalityNumber>(),
                Err(MunicipalityNumberError::Zero),
                "{text:?}"
            );
        }
        assert!(
            serde_json::from_str::<MunicipalityNumber>("301").is_err(),
            "never a JSON number"
        );
    }
}
