//! The hash of rule values.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The hash of the rule values a call is pinned to; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RuleHash([u8; 32]);

/// The text is not a rule hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rule hash is 64 hexadecimal digits in small letters; copy it from the call")]
pub struct RuleHashError;

impl RuleHash {
    /// The bytes, for a database column.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for RuleHash {
    fn from(bytes: [u8; 32]) -> RuleHash {
        RuleHash(bytes)
    }
}

impl fmt::Display for RuleHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

impl fmt::Debug for RuleHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RuleHash({self})")
    }
}

impl FromStr for RuleHash {
    type Err = RuleHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let small_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 64 || !text.bytes().all(small_hex) {
            return Err(RuleHashError);
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).map_err(|_| RuleHashError)?;
        }
        Ok(RuleHash(bytes))
    }
}

impl TryFrom<String> for RuleHash {
    type Error = RuleHashError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<RuleHash> for String {
    fn from(hash: RuleHash) -> String {
        hash.to_string()
    }
}
