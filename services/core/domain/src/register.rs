//! Facts about applicants that rules look up: registrations, earlier recipients, approved models.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::identifiers::{CallId, CaseReference, MunicipalityNumber, OrganisationNumber};
use crate::money::Money;

/// One fact about one organisation, for a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Which register, one of the scheme's.
    pub register: String,
    /// The organisation.
    pub organisation: OrganisationNumber,
    /// The municipality the fact follows through mergers, if it does.
    pub municipality: Option<MunicipalityNumber>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` while it holds.
    pub to: Option<NaiveDate>,
    /// The source of the fact.
    pub source: String,
}

impl RegisterEntry {
    /// Returns true if the entry holds on a day.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to)
    }
}

/// A grant the applicant, or a municipality merged into it, got in this scheme before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierGrant {
    /// The call.
    pub call: CallId,
    /// The year it was for.
    pub grant_year: i32,
    /// The amount granted.
    pub granted: Money,
    /// True while the project runs: the grant is accepted and not ended, and the period of its
    /// project is not over.
    pub running: bool,
    /// True if every report that is due has been delivered.
    pub delivered: bool,
    /// True if every report that is due has been accepted.
    pub accepted: bool,
    /// Its case.
    pub case: CaseReference,
    /// The amount that is claimed back and remains to repay.
    pub debt: Money,
}
