//! The history of a round's applicants in our own books: whether they are new, and what they got
//! last year.
//!
//! A collar holds awards near last year's amount, so that amount is money. What an applicant says
//! it got counts only as long as our books have no grant of that year at all.

use std::collections::BTreeMap;

use domain::allocation::Competitor;
use domain::identifiers::{MunicipalityNumber, OrganisationNumber};
use domain::money::Money;
use domain::municipalities::{covered_from, predecessors};
use domain::organisation::ApplicantKind;
use sqlx::PgConnection;

use super::rows::history::{EarlierRecipient, earlier_recipients};
use crate::error::CaseError;

/// The grants of earlier years in this scheme.
pub(crate) struct History {
    by_organisation: BTreeMap<OrganisationNumber, Option<Money>>,
    by_municipality: BTreeMap<MunicipalityNumber, Option<Money>>,
    knows_last_year: bool,
}

impl History {
    /// Returns what is known before a grant year.
    pub async fn before(db: &mut PgConnection, grant_year: i32) -> Result<Self, CaseError> {
        let mut history = Self {
            by_organisation: BTreeMap::new(),
            by_municipality: BTreeMap::new(),
            knows_last_year: false,
        };
        for earlier in earlier_recipients(db, grant_year).await? {
            history.take(earlier);
        }
        Ok(history)
    }

    fn take(&mut self, earlier: EarlierRecipient) {
        self.knows_last_year |= earlier.last_year.is_some();
        if let Some(municipality) = earlier.municipality {
            let sum = self.by_municipality.entry(municipality).or_default();
            *sum = plus(*sum, earlier.last_year);
        }
        let sum = self
            .by_organisation
            .entry(earlier.organisation)
            .or_default();
        *sum = plus(*sum, earlier.last_year);
    }

    /// Fills in a competitor's history as the books have it.
    pub fn fill(&self, competitor: &mut Competitor) {
        let known = self.of(competitor);
        competitor.new_entrant &= known.is_none();
        if self.knows_last_year {
            competitor.last_year = known.flatten();
        }
    }

    /// Returns what it had last year; the outer `None` when it never had anything. A municipality
    /// that has had nothing under its own organisation number carries on what it, or one merged
    /// into it, had under another.
    fn of(&self, competitor: &Competitor) -> Option<Option<Money>> {
        let applicant = &competitor.applicant;
        if let Some(own) = self.by_organisation.get(&applicant.organisation) {
            return Some(*own);
        }
        if applicant.kind != ApplicantKind::Municipality {
            return None;
        }
        let merged = predecessors(&applicant.municipality, covered_from());
        let all = merged.iter().chain([&applicant.municipality]);
        all.filter_map(|number| self.by_municipality.get(number).copied())
            .reduce(plus)
    }
}

/// Adds what is known.
fn plus(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.checked_add(other).unwrap_or(Money::MAX)),
        (one, other) => one.or(other),
    }
}
