//! 360Giving 1.4: the open standard for who got which grant.
//!
//! Grants to private persons are left out, and so is what was never promised. The application, each
//! promise and each payment are transactions, so that their sums can be tied to the ledger's.
//! Standard: <https://standard.threesixtygiving.org/>, licence CC BY 4.0.

mod csv;
mod json;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use domain::identifiers::{CaseReference, ChapterPost, MunicipalityNumber, OrganisationNumber};
use domain::money::{Money, MoneyError};

pub use csv::write as write_csv;
pub use json::write as write_json;

/// The version of the standard, as files give it.
pub const VERSION: &str = "1.4";

/// The package: who publishes, under which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Title of the data set.
    pub title: String,
    /// Id of the snapshot that every export of a run has in common.
    pub snapshot: String,
    /// Time of the snapshot.
    pub issued: DateTime<Utc>,
    /// Address of the licence.
    pub licence: String,
    /// Name of the publishing agency.
    pub publisher_name: String,
    /// Organisation number of the publishing agency.
    pub publisher: OrganisationNumber,
    /// The publisher's prefix in grant ids, as 360Giving gave it.
    pub prefix: String,
}

/// A grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The case; with the prefix it is the grant's id.
    pub case_reference: CaseReference,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// The recipient.
    pub recipient: Recipient,
    /// Day of the decision.
    pub awarded: NaiveDate,
    /// First and last day of the project, where it has them.
    pub planned: Option<(NaiveDate, NaiveDate)>,
    /// The municipality that benefits, with its name.
    pub municipality: Option<(MunicipalityNumber, String)>,
    /// Chapter and post of the State budget.
    pub chapter_post: ChapterPost,
    /// Title of the scheme.
    pub scheme_title: String,
    /// The application: day and amount.
    pub application: (NaiveDate, Money),
    /// The promises (tilsagn), one a budget year; releases are negative.
    pub commitments: Vec<Transaction>,
    /// The payments; repayments are negative.
    pub disbursements: Vec<Transaction>,
    /// The purposes of the grant.
    pub classifications: Vec<Classification>,
    /// Time of the last change.
    pub modified: DateTime<Utc>,
}

/// A purpose of a grant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Classification {
    /// The kind of purpose, which its codes belong to.
    pub vocabulary: String,
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
}

/// The one who got a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// An organisation: number and name.
    Organisation(OrganisationNumber, String),
    /// A private person, who is left out.
    Person,
}

/// An amount on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Id within the grant, as in `2026-1`.
    pub id: String,
    /// The day.
    pub date: NaiveDate,
    /// The amount.
    pub amount: Money,
}

/// The content of a file, and what it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Grants in the file.
    pub grants: u64,
    /// Grants to private persons, left out.
    pub persons: u64,
    /// Applications without a promise, left out.
    pub without_commitment: u64,
    /// Sum of the promises in the file.
    pub committed: Money,
    /// Sum of the payments in the file.
    pub disbursed: Money,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ThreeSixtyError {
    /// The standard asks for at least one grant.
    #[error("there is no grant to publish; the standard has no file without one")]
    Empty,
    /// A sum does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The output failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// JSON could not be written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// CSV could not be written.
    #[error(transparent)]
    Csv(#[from] ::csv::Error),
}

/// A grant that goes into the file.
struct Public<'g> {
    grant: &'g Grant,
    number: &'g OrganisationNumber,
    name: &'g str,
    committed: Money,
    disbursed: Money,
}

impl Published {
    /// Counts a grant, and returns it where it is published.
    fn take<'g>(&mut self, grant: &'g Grant) -> Result<Option<Public<'g>>, MoneyError> {
        let Recipient::Organisation(number, name) = &grant.recipient else {
            self.persons += 1;
            return Ok(None);
        };
        let committed = Money::sum(grant.commitments.iter().map(|one| one.amount))?;
        let disbursed = Money::sum(grant.disbursements.iter().map(|one| one.amount))?;
        if !committed.is_positive() && disbursed.is_zero() {
            self.without_commitment += 1;
            return Ok(None);
        }
        self.grants += 1;
        self.committed = self.committed.checked_add(committed)?;
        self.disbursed = self.disbursed.checked_add(disbursed)?;
        Ok(Some(Public {
            grant,
            number,
            name,
            committed,
            disbursed,
        }))
    }
}

impl Public<'_> {
    fn id(&self, package: &Package) -> String {
        format!("360G-{}-{}", package.prefix, self.grant.case_reference)
    }
}

/// An organisation's id: register and number.
fn organisation_id(number: &OrganisationNumber) -> String {
    format!("NO-BRC-{number}")
}

fn time(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
