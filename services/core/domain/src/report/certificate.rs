//! The auditor's certificate on the accounts of a report (revisorbekreftelse).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::identifiers::{DocumentId, OrganisationNumber};
use crate::money::Money;

/// Kind of auditor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditorKind {
    /// The municipality's own auditor (kommunerevisjon).
    Municipal,
    /// A state-authorised public accountant (statsautorisert revisor).
    StateAuthorised,
    /// A registered auditor (registrert revisor).
    Registered,
    /// A person without involvement, interest or family tie (uavhengig person).
    IndependentPerson,
}

impl AuditorKind {
    /// The code in rule books and findings.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Municipal => "municipal",
            Self::StateAuthorised => "state_authorised",
            Self::Registered => "registered",
            Self::IndependentPerson => "independent_person",
        }
    }
}

/// An auditor's certificate on the accounts of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Organisation number of the auditor; none for an independent person.
    pub organisation: Option<OrganisationNumber>,
    /// Name of the auditor.
    pub name: String,
    /// Kind of auditor.
    pub kind: AuditorKind,
    /// The standard that it was made by, such as ISRS 4400.
    pub standard: String,
    /// The day it was signed.
    pub date: NaiveDate,
    /// The first day of the accounts that it covers.
    pub period_from: NaiveDate,
    /// The last day of the accounts that it covers.
    pub period_to: NaiveDate,
    /// The cost that it certifies.
    pub amount: Money,
    /// Findings of the auditor; may be empty.
    pub findings: String,
    /// The document of the report with the signed certificate.
    pub document: DocumentId,
}
