//! *Kontonummer*: where a grant is paid to.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit;
use super::text_identifier::text_identifier;

/// A Norwegian bank account number: eleven digits, the last a mod 11 check digit, not all zeros.
///
/// Eleven zeros pass mod 11, which is why they are refused by name: an empty field padded by a
/// spreadsheet would be paid to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountNumber(String);

text_identifier!(AccountNumber, AccountNumberError);

/// Why a text is not an account number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountNumberError {
    /// Not eleven digits.
    #[error("an account number is eleven digits; write them without dots or spaces")]
    Form,
    /// Nothing but zeros.
    #[error("an account number cannot be all zeros; write the account the money is to be paid to")]
    AllZeros,
    /// The last digit does not follow from the others.
    #[error("the check digit of the account number is wrong; one or more digits are mistyped")]
    CheckDigit,
}

impl FromStr for AccountNumber {
    type Err = AccountNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = check_digit::digits(text).ok_or(AccountNumberError::Form)?;
        if digits.len() != 11 {
            return Err(AccountNumberError::Form);
        }
        if digits.iter().all(|digit| *digit == 0) {
            return Err(AccountNumberError::AllZeros);
        }
        if !check_digit::ends_with_mod11(&digits) {
            return Err(AccountNumberError::CheckDigit);
        }
        Ok(AccountNumber(text.to_owned()))
    }
}

impl AccountNumber {
    /// The last four digits, all that a log or a list may show.
    #[must_use]
    pub fn last_four(&self) -> &str {
        &self.0[7..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors() {
        use AccountNumberError::{AllZeros, CheckDigit, Form};
        for number in ["12345678903", "86011117947"] {
            assert_eq!(number.parse::<AccountNumber>().unwrap().as_str(), number);
        }
        let cases = [
            ("12345678901", CheckDigit),
            ("00000000000", AllZeros),
            ("1234567890", Form),
            ("1234.56.78903", Form),
            ("1234567890٣", Form),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<AccountNumber>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn only_the_last_four_are_shown() {
        assert_eq!(
            "12345678903".parse::<AccountNumber>().unwrap().last_four(),
            "8903"
        );
    }
}
