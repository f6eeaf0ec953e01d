//! *Gårds- og bruksnummer*: with the municipality number, which property.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A property within a municipality: gnr/bnr, with fnr and snr where there is a lease or a
/// condominium.
///
/// Written `12/34`, `12/34/5` (lease 5) or `12/34/0/6` (no lease, section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PropertyNumber {
    farm: u32,
    holding: u32,
    lease: u32,
    section: u32,
}

/// Why a text is not a property number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PropertyNumberError {
    /// Not two to four numbers of at most five digits with `/` between.
    #[error(
        "a property is written gnr/bnr, as in 12/34, with fnr and snr after it \
            where they exist (12/34/0/6); digits only, at most five in each, no leading zeros"
    )]
    Form,
    /// gnr or bnr is zero.
    #[error("gnr and bnr start at 1; look the property up in the land register")]
    Zero,
}

impl PropertyNumber {
    /// Farm number, *gårdsnummer* (gnr).
    #[must_use]
    pub fn farm(self) -> u32 {
        self.farm
    }

    /// Holding number, *bruksnummer* (bnr).
    #[must_use]
    pub fn holding(self) -> u32 {
        self.holding
    }

    /// Lease number, *festenummer* (fnr), where there is one.
    #[must_use]
    pub fn lease(self) -> Option<u32> {
        (self.lease > 0).then_some(self.lease)
    }

    /// Section number, *seksjonsnummer* (snr), where there is one.
    #[must_use]
    pub fn section(self) -> Option<u32> {
        (self.section > 0).then_some(self.section)
    }
}

/// One part: at most five digits, no leading zero, so that a property has one spelling.
fn part(text: &str) -> Result<u32, PropertyNumberError> {
    let canonical = text == "0" || !text.starts_with('0');
    if text.is_empty()
        || text.len() > 5
        || !canonical
        || !text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Err(PropertyNumberError::Form);
    }
    text.parse().map_err(|_| PropertyNumberError::Form)
}

impl FromStr for PropertyNumber {
    type Err = PropertyNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split('/').map(part).collect::<Result<Vec<_>, _>>()?;
        let (farm, holding, lease, section) = match parts[..] {
            [farm, holding] => (farm, holding, 0, 0),
            [farm, holding, lease] => (farm, holding, lease, 0),
            [farm, holding, lease, section] => (farm, holding, lease, section),
            _ => return Err(PropertyNumberError::Form),
        };
        if farm == 0 || holding == 0 {
            return Err(PropertyNumberError::Zero);
        }
        Ok(PropertyNumber {
            farm,
            holding,
            lease,
            section,
        })
    }
}

impl TryFrom<String> for PropertyNumber {
    type Error = PropertyNumberError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PropertyNumber> for String {
    fn from(number: PropertyNumber) -> String {
        number.to_string()
    }
}

impl fmt::Display for PropertyNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.farm, self.holding)?;
        if self.lease > 0 || self.section > 0 {
            write!(out, "/{}", self.lease)?;
        }
        if self.section > 0 {
            write!(out, "/{}", self.section)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for text in ["12/34", "1/1/5", "12/34/0/6", "99999/1/2/3"] {
            assert_eq!(text.parse::<PropertyNumber>().unwrap().to_string(), text);
        }
        assert_eq!(
            "12/34/0/0".parse::<PropertyNumber>().unwrap().to_string(),
            "12/34"
        );
        let flat: PropertyNumber = "12/34/0/6".parse().unwrap();
        assert_eq!(
            (flat.farm(), flat.holding(), flat.lease(), flat.section()),
            (12, 34, None, Some(6))
        );
        assert!(
            "9/10".parse::<PropertyNumber>().unwrap() < "10/2".parse().unwrap(),
            "ordered as numbers, not as text"
        );
        for text in [
            "",
            "12",
            "12/",
            "/34",
            "12/34/5/6/7",
            "12-34",
            "012/34",
            "123456/1",
            "a/1",
            "+1/2",
        ] {
            assert_eq!(
                text.parse::<PropertyNumber>(),
                Err(PropertyNumberError::Form),
                "{text:?}"
            );
        }
        for text in ["0/1", "1/0"] {
            assert_eq!(
                text.parse::<PropertyNumber>(),
                Err(PropertyNumberError::Zero),
                "{text:?}"
            );
        }
    }
}
