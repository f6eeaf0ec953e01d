//! The agency that files name as their publisher or owner.

use anyhow::Context;
use domain::identifiers::OrganisationNumber;
use serde::Deserialize;

/// An agency, read from TOML.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Organisation number.
    number: String,
    /// Name.
    pub name: String,
    /// Prefix of grant ids, as 360Giving gave it.
    pub prefix: String,
    /// Address of the licence of open data.
    pub licence: String,
    /// First and last name of the person to ask about the ledger.
    pub contact: (String, String),
}

impl Agency {
    /// Reads an agency.
    ///
    /// # Errors
    /// The text is not the TOML of an agency, or its number is none.
    pub fn parse(toml: &str) -> anyhow::Result<Self> {
        let agency: Self = toml::from_str(toml).context("the agency cannot be read")?;
        agency.number()?;
        Ok(agency)
    }

    /// An agency that a demonstration names.
    #[must_use]
    pub fn example(number: &str, name: &str, prefix: &str) -> Self {
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            prefix: prefix.to_owned(),
            licence: "https://data.norge.no/nlod/no/2.0".to_owned(),
            contact: ("Kari".to_owned(), "Nordmann".to_owned()),
        }
    }

    /// Returns the organisation number.
    ///
    /// # Errors
    /// It is none.
    pub fn number(&self) -> anyhow::Result<OrganisationNumber> {
        let number = self.number.parse();
        number.with_context(|| format!("organisation number {} of the agency", self.number))
    }
}
