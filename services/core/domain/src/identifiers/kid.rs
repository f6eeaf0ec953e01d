//! *KID* (*kundeidentifikasjon*): the reference a payer writes so that the payee's system knows
//! what was paid.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit::{self, Mod11};
use super::text_identifier::text_identifier;

/// A payment reference of 2–25 characters, the last a check digit by mod 10 or mod 11 (where `-`
/// stands for 10).
///
/// Which of the two a payee uses is between the payee and the bank, so reading accepts either;
/// where the agreement is known, [`Kid::checked`] is stricter. Sources disagree on the shortest
/// length (2 or 4); the longer range is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kid(String);

text_identifier!(Kid, KidError);

/// The rule the last character follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KidMethod {
    /// Luhn: weights 2 1 2 1 … from the right.
    Mod10,
    /// Weights 2 3 4 5 6 7 … from the right; 10 is written `-`.
    Mod11,
}

/// Why a text is not a KID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KidError {
    /// Too short or too long.
    #[error("a KID has 2 to 25 characters; copy the whole reference from the invoice or agreement")]
    Length,
    /// Something else than digits, or `-` elsewhere than last.
    #[error("a KID is digits only (the last may be a hyphen); write it without spaces")]
    Form,
    /// The last character does not follow from the others.
    #[error("the check digit of the KID is wrong; one or more digits are mistyped")]
    CheckDigit,
}

impl Kid {
    /// Reads a KID that must follow one rule.
    ///
    /// # Errors
    /// [`KidError`] when it does not.
    pub fn checked(text: &str, method: KidMethod) -> Result<Kid, KidError> {
        if !(2..=25).contains(&text.chars().count()) {
            return Err(KidError::Length);
        }
        // The last character may be a letter of several bytes: it is split off as a character, then
        // judged.
        let (payload, last) = text
            .char_indices()
            .next_back()
            .map_or((text, ""), |(at, _)| text.split_at(at));
        let payload = check_digit::digits(payload).ok_or(KidError::Form)?;
        if last != "-" && check_digit::digits(last).is_none() {
            return Err(KidError::Form);
        }
        if check_character(&payload, method) == last {
            Ok(Kid(text.to_owned()))
        } else {
            Err(KidError::CheckDigit)
        }
    }

    /// Makes a KID of digits by adding the check digit.
    ///
    /// # Errors
    /// [`KidError::Form`] when `payload` is not digits, [`KidError::Length`] unless it has 1–24 of
    /// them.
    pub fn with_check_digit(payload: &str, method: KidMethod) -> Result<Kid, KidError> {
        let digits = check_digit::digits(payload).ok_or(KidError::Form)?;
        if !(1..=24).contains(&digits.len()) {
            return Err(KidError::Length);
        }
        Ok(Kid(format!(
            "{payload}{}",
            check_character(&digits, method)
        )))
    }
}

/// The last character by the given rule.
fn check_character(payload: &[u8], method: KidMethod) -> String {
    match method {
        KidMethod::Mod10 => check_digit::mod10(payload).to_string(),
        KidMethod::Mod11 => match check_digit::mod11(payload) {
            Mod11::Digit(digit) => digit.to_string(),
            Mod11::Ten => "-".to_owned(),
        },
    }
}

impl FromStr for Kid {
    type Err = KidError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Kid::checked(text, KidMethod::Mod10).or_else(|_| Kid::checked(text, KidMethod::Mod11))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors computed by hand.
    #[test]
    fn check_digits() {
        let cases = [
            ("1234567", KidMethod::Mod10, "12345674"),
            ("1234567", KidMethod::Mod11, "12345674"),
            ("234567", KidMethod::Mod10, "2345676"),
            ("12345", KidMethod::Mod11, "123455"),
            ("6", KidMethod::Mod11, "6-"),
        ];
        for (payload, method, kid) in cases {
            assert_eq!(
                Kid::with_check_digit(payload, method).unwrap().as_str(),
                kid
            );
            assert!(Kid::checked(kid, method).is_ok(), "{kid}");
            assert!(kid.parse::<Kid>().is_ok(), "{kid}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let cases = [
            ("", KidError::Length),
            ("4", KidError::Length),
            ("00000000000000000000000000", KidError::Length),
            ("12 345674", KidError::Form),
            ("1-6", KidError::Form),
            ("1234567æ", KidError::Form),
            ("12345675", KidError::CheckDigit),
            ("12345-", KidError::CheckDigit),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Kid>(), Err(error), "{text:?}");
        }
        assert_eq!(
            Kid::checked("6-", KidMethod::Mod10),
            Err(KidError::CheckDigit)
        );
        assert_eq!(
            Kid::with_check_digit("", KidMethod::Mod10),
            Err(KidError::Length)
        );
        assert_eq!(
            Kid::with_check_digit("1-", KidMethod::Mod10),
            Err(KidError::Form)
        );
    }
}
