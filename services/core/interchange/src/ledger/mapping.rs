//! From our accounts to the standard chart.

use std::collections::BTreeMap;

use domain::organisation::ApplicantKind;
use serde::Deserialize;

use super::chart;
use super::{LedgerError, Posting};

/// Sectors of recipients that the standard chart tells apart (accounts 870–878).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// *Kommune*.
    Municipality,
    /// *Fylkeskommune*.
    County,
    /// *Ikke-finansielt foretak*.
    Company,
    /// *Finansielt foretak*.
    Financial,
    /// *Husholdning*: a private person.
    Household,
    /// *Ideell organisasjon*: foundations and voluntary organisations.
    Voluntary,
    /// *Statsforvaltningen*.
    State,
    /// *Utlandet*.
    Abroad,
}

impl Sector {
    /// The sector of a kind of applicant; none where the register must say it.
    #[must_use]
    pub fn of(kind: ApplicantKind) -> Option<Sector> {
        match kind {
            ApplicantKind::Municipality => Some(Sector::Municipality),
            ApplicantKind::Company => Some(Sector::Company),
            ApplicantKind::Foundation | ApplicantKind::VoluntaryOrganisation => {
                Some(Sector::Voluntary)
            }
            ApplicantKind::Other => None,
        }
    }
}

/// A mapping, read from TOML.
///
/// ```
/// use interchange::ledger::Mapping;
///
/// let mapping = Mapping::parse(
///     r#"
///     category = "KS"
///     [accounts.grants]
///     description = "Grants paid"
///     by_sector.municipality = "870"
///     by_sector.voluntary = "876"
///     [accounts.settlement]
///     description = "Settlement account"
///     standard = "194"
///     "#,
/// )?;
/// # Ok::<(), interchange::ledger::MappingError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    category: String,
    accounts: BTreeMap<String, Mapped>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapped {
    description: String,
    standard: Option<String>,
    #[serde(default)]
    by_sector: BTreeMap<Sector, String>,
}

/// Why a mapping cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// Not the TOML of a mapping.
    #[error("the mapping cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// Neither one standard account nor accounts by sector, or both.
    #[error("the account {0} needs either one standard account or one for each sector")]
    Target(String),
    /// A code that the State's chart does not have.
    #[error("{account} goes to {standard}, which is not in the State's standard chart")]
    Unknown {
        /// Our account.
        account: String,
        /// The code.
        standard: String,
    },
}

/// An account as a file has it: ours, or a sector's part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// Our code, with the standard account where a sector decides: `grants-870`.
    pub id: String,
    /// Our description.
    pub description: String,
    /// Code in the standard chart.
    pub standard: String,
}

/// The chart that is known here; codes of other charts are the file's own affair.
const STATE: &str = "KS";

impl Mapping {
    /// The mapping of a state agency.
    ///
    /// # Errors
    /// None: the file in the crate is read by a test.
    pub fn state() -> Result<Self, MappingError> {
        Self::parse(include_str!("../../mappings/state.toml"))
    }

    /// Reads a mapping. Codes of the category `KS` must be in the State's chart.
    ///
    /// # Errors
    /// [`MappingError`] naming the fault.
    pub fn parse(toml: &str) -> Result<Self, MappingError> {
        let mapping: Mapping = toml::from_str(toml)?;
        for (account, mapped) in &mapping.accounts {
            if mapped.standard.is_some() != mapped.by_sector.is_empty() {
                return Err(MappingError::Target(account.clone()));
            }
            let mut codes = mapped.standard.iter().chain(mapped.by_sector.values());
            let unknown = codes.find(|code| chart::find(code).is_none());
            if let (STATE, Some(standard)) = (mapping.category.as_str(), unknown) {
                return Err(MappingError::Unknown {
                    account: account.clone(),
                    standard: standard.clone(),
                });
            }
        }
        Ok(mapping)
    }

    /// The chart's code among SAF-T's grouping categories.
    #[must_use]
    pub fn category(&self) -> &str {
        &self.category
    }

    /// The account a posting is on.
    ///
    /// # Errors
    /// [`LedgerError::Unmapped`] where the mapping does not say.
    pub fn account(&self, posting: &Posting) -> Result<Account, LedgerError> {
        let unmapped = || LedgerError::Unmapped {
            account: posting.account.clone(),
            sector: posting.sector,
        };
        let mapped = self.accounts.get(&posting.account).ok_or_else(unmapped)?;
        let (id, standard) = if let Some(standard) = &mapped.standard {
            (posting.account.clone(), standard)
        } else {
            let sector = posting.sector.ok_or_else(unmapped)?;
            let standard = mapped.by_sector.get(&sector).ok_or_else(unmapped)?;
            (format!("{}-{standard}", posting.account), standard)
        };
        Ok(Account {
            id,
            description: mapped.description.clone(),
            standard: standard.clone(),
        })
    }
}
