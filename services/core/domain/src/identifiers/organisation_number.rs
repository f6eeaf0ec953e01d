//! *Organisasjonsnummer*: nine digits from the Central Coordinating Register for Legal Entities.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit::{self, Mod11};
use super::text_identifier::text_identifier;

/// An organisation number: nine digits, the first 8 or 9, the last a mod 11 check digit.
///
/// The form is right; whether the organisation exists is the register's to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationNumber(String);

text_identifier!(OrganisationNumber, OrganisationNumberError);

/// Why a text is not an organisation number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationNumberError {
    /// Not nine characters, or not all of them digits.
    #[error(
        "an organisation number is nine digits; write them without spaces or letters, \
            as the Brønnøysund register shows them"
    )]
    Form,
    /// Does not start with 8 or 9.
    #[error(
        "an organisation number starts with 8 or 9; check that this is not an account number \
            or a national identity number"
    )]
    Prefix,
    /// The last digit does not follow from the others.
    #[error("the check digit of the organisation number is wrong; one or more digits are mistyped")]
    CheckDigit,
}

impl FromStr for OrganisationNumber {
    type Err = OrganisationNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = check_digit::digits(text).ok_or(OrganisationNumberError::Form)?;
        if digits.len() != 9 {
            return Err(OrganisationNumberError::Form);
        }
        if !matches!(digits[0], 8 | 9) {
            return Err(OrganisationNumberError::Prefix);
        }
        if !check_digit::ends_with_mod11(&digits) {
            return Err(OrganisationNumberError::CheckDigit);
        }
        Ok(OrganisationNumber(text.to_owned()))
    }
}

impl OrganisationNumber {
    /// A number of the right form for demonstrations and tests, different for each seed below two
    /// million.
    ///
    /// It is unused only by luck: what is invented must be shown as invented wherever it is seen.
    #[must_use]
    pub fn invented(seed: u32) -> OrganisationNumber {
        // Ten rows of first eight digits a seed: where one asks for check digit "10" the next is
        // taken, and two seeds never meet.
        let mut first_eight = 80_000_000 + (seed % 2_000_000) * 10;
        loop {
            let text = first_eight.to_string();
            let digits = check_digit::digits(&text).unwrap_or_default();
            if let Mod11::Digit(check) = check_digit::mod11(&digits) {
                return OrganisationNumber(format!("{text}{check}"));
            }
            first_eight += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accepts_real_numbers() {
        // Oslo and Klepp municipalities, and the lowest number whose check digit is 0.
        for number in ["958935420", "864969682", "980000060"] {
            assert_eq!(
                number.parse::<OrganisationNumber>().unwrap().as_str(),
                number
            );
        }
    }

    #[test]
    fn says_what_is_wrong() {
        use OrganisationNumberError::{CheckDigit, Form, Prefix};
        let cases = [
            ("", Form),
            ("95893542", Form),
            ("9589354200", Form),
            ("958 935 420", Form),
            ("95893542O", Form),
            ("１２３４５６７８５", Form),
            // Right by mod 11, but no organisation number starts with 1 or 7.
            ("123456785", Prefix),
            ("701730496", Prefix),
            ("958935421", CheckDigit),
            // First eight digits that no number can have: the check digit would be 10.
            ("980000010", CheckDigit),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<OrganisationNumber>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn json_goes_through_the_same_check() {
        let number: OrganisationNumber = serde_json::from_str("\"958935420\"").unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"958935420\"");
        let error = serde_json::from_str::<OrganisationNumber>("\"958935421\"").unwrap_err();
        assert!(error.to_string().contains("check digit"), "{error}");
    }

    #[test]
    fn invented_numbers_differ() {
        let numbers: BTreeSet<_> = (0..5_000).map(OrganisationNumber::invented).collect();
        assert_eq!(numbers.len(), 5_000);
    }

    proptest! {
        #[test]
        fn invented_numbers_are_valid(seed: u32) {
            let number = OrganisationNumber::invented(seed);
            prop_assert_eq!(number.as_str().parse::<OrganisationNumber>(), Ok(number.clone()));
        }
    }
}
