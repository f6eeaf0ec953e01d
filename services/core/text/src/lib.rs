//! Texts for people, in bokmål, nynorsk and English, from Project Fluent catalogues.
//!
//! A [`Catalogue`] is built once from the sources of its languages and checked as a whole: the
//! three languages must hold the same messages with the same variables, so that a letter says the
//! same in each of them. [`Catalogue::text`] answers the message's id if there is no such message;
//! a test that builds the catalogue of a crate keeps that from happening.
//!
//! ```
//! use text::{Args, Catalogue, Language};
//! let catalogue = Catalogue::new(&[
//!     (Language::Bokmal, "granted = { $name } får { $sum }."),
//!     (Language::Nynorsk, "granted = { $name } får { $sum }."),
//!     (Language::English, "granted = { $name } receives { $sum }."),
//! ])?;
//! let args = Args::new().text("name", "Kirkens Bymisjon").money("sum", 150_000_050);
//! assert_eq!(
//!     catalogue.text(Language::English, "granted", &args),
//!     "Kirkens Bymisjon receives NOK 1,500,000.50."
//! );
//! # Ok::<(), text::CatalogueError>(())
//! ```

mod args;
mod catalogue;
mod number;
#[cfg(test)]
mod tests;
mod variables;

pub use args::{Args, Value};
pub use catalogue::{Catalogue, CatalogueError, TextError};
pub use number::{decimals, grouped, kroner};

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language that texts are written in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Language {
    /// Norwegian bokmål, `nb`: the default.
    #[default]
    #[serde(rename = "nb")]
    Bokmal,
    /// Norwegian nynorsk, `nn`.
    #[serde(rename = "nn")]
    Nynorsk,
    /// English, `en`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// All languages, in the order in which catalogues keep them.
    pub const ALL: [Language; 3] = [Language::Bokmal, Language::Nynorsk, Language::English];

    /// Returns the ISO 639-1 code: `nb`, `nn` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::Bokmal => "nb",
            Language::Nynorsk => "nn",
            Language::English => "en",
        }
    }

    const fn index(self) -> usize {
        match self {
            Language::Bokmal => 0,
            Language::Nynorsk => 1,
            Language::English => 2,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A code of a language that Tildeling does not write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of nb, nn, en")]
pub struct UnknownLanguage(String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a code, with or without a region (`nb`, `nb-NO`, `en_GB`); `no` is bokmål.
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "nb" | "no" => Ok(Language::Bokmal),
            "nn" => Ok(Language::Nynorsk),
            "en" => Ok(Language::English),
            _ => Err(UnknownLanguage(code.to_owned())),
        }
    }
}
