//! *Saksreferanse*: the short name of a case that people say on the telephone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit;

/// A case as people see it, `RH-2026-00042`: the scheme's letters, the year the case came in, a
/// number in that year.
///
/// The number has five digits and grows when they are used up; order follows the number, not the
/// text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseReference {
    prefix: String,
    year: u16,
    sequence: u32,
}

/// Why a text or its parts are not a case reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaseReferenceError {
    /// Not `LL-yyyy-nnnnn`.
    #[error(
        "a case reference is written as in RH-2026-00042: the scheme's letters, \
            a year of four digits, a number of at least five; copy it from the receipt \
            or the letter"
    )]
    Form,
    /// The prefix is not two to four capital letters A–Z.
    #[error(
        "a case reference starts with the scheme's two to four capital letters, as in RH-2026-00042"
    )]
    Prefix,
    /// The year is outside 2000–2999.
    #[error("the year of a case reference is a year of this millennium, as in RH-2026-00042")]
    Year,
    /// The number is outside 1–9 999 999.
    #[error("the number of a case reference starts at 1 and ends at 9999999")]
    Sequence,
}

impl CaseReference {
    /// Puts a reference together.
    ///
    /// # Errors
    /// [`CaseReferenceError`] naming the part that is wrong.
    pub fn new(
        prefix: &str,
        year: u16,
        sequence: u32,
    ) -> Result<CaseReference, CaseReferenceError> {
        if !(2..=4).contains(&prefix.len()) || !prefix.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            return Err(CaseReferenceError::Prefix);
        }
        if !(2000..3000).contains(&year) {
            return Err(CaseReferenceError::Year);
        }
        if !(1..=9_999_999).contains(&sequence) {
            return Err(CaseReferenceError::Sequence);
        }
        Ok(CaseReference {
            prefix: prefix.to_owned(),
            year,
            sequence,
        })
    }

    /// The scheme's letters.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The year the case came in.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The number within scheme and year, from 1.
    #[must_use]
    pub fn sequence(&self) -> u32 {
        self.sequence
    }
}

impl FromStr for CaseReference {
    type Err = CaseReferenceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let [prefix, year, sequence] = text.split('-').collect::<Vec<_>>()[..] else {
            return Err(CaseReferenceError::Form);
        };
        let digits = [year, sequence]
            .iter()
            .all(|part| check_digit::digits(part).is_some());
        // Beyond five digits there is no padding: one case, one spelling.
        let padding = sequence.len() == 5
            || ((6..=7).contains(&sequence.len()) && !sequence.starts_with('0'));
        if !digits || year.len() != 4 || !padding {
            return Err(CaseReferenceError::Form);
        }
        let year = year.parse().map_err(|_| CaseReferenceError::Form)?;
        let sequence = sequence.parse().map_err(|_| CaseReferenceError::Form)?;
        CaseReference::new(prefix, year, sequence)
    }
}

impl TryFrom<String> for CaseReference {
    type Error = CaseReferenceError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CaseReference> for String {
    fn from(reference: CaseReference) -> String {
        reference.to_string()
    }
}

impl fmt::Display for CaseReference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}-{:05}", self.prefix, self.year, self.sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_case_one_spelling() {
        for text in [
            "RH-2026-00042",
            "CNK-2019-00001",
            "UC-2026-123456",
            "WT-2026-9999999",
        ] {
            assert_eq!(text.parse::<CaseReference>().unwrap().to_string(), text);
        }
        assert!(
            "RH-2026-99999".parse::<CaseReference>().unwrap() < "RH-2026-100000".parse().unwrap()
        );
    }

    #[test]
    fn says_what_is_wrong() {
        use CaseReferenceError::{Form, Prefix, Sequence, Year};
        let cases = [
            ("", Form),
            ("RH-2026", Form),
            ("RH-26-00042", Form),
            ("RH-2026-42", Form),
            ("RH-2026-000042", Form),
            ("RH-2026-00042-1", Form),
            ("RH-2026-0004x", Form),
            ("rh-2026-00042", Prefix),
            ("R-2026-00042", Prefix),
            ("ÆH-2026-00042", Prefix),
            ("RH-1999-00042", Year),
            ("RH-2026-00000", Sequence),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<CaseReference>(), Err(error), "{text:?}");
        }
    }
}
