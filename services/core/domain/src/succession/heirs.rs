use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::identifiers::OrganisationNumber;

/// The organisations that were taken over, each with its successor and the day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heirs(BTreeMap<OrganisationNumber, (OrganisationNumber, NaiveDate)>);

impl Heirs {
    /// Returns the organisation that took another over, and the day; `None` while it stands.
    #[must_use]
    pub fn of(
        &self,
        organisation: &OrganisationNumber,
    ) -> Option<&(OrganisationNumber, NaiveDate)> {
        self.0.get(organisation)
    }

    /// Returns the organisation that holds the rights and duties of another now: itself, while it
    /// was not taken over.
    #[must_use]
    pub fn holder<'a>(&'a self, organisation: &'a OrganisationNumber) -> &'a OrganisationNumber {
        let mut holder = organisation;
        // No longer than all of them: stored successions have no circle.
        for _ in 0..=self.0.len() {
            match self.0.get(holder) {
                Some((next, _)) => holder = next,
                None => break,
            }
        }
        holder
    }

    /// Returns the last day on which an organisation took another over.
    #[must_use]
    pub fn last_of(&self, successor: &OrganisationNumber) -> Option<NaiveDate> {
        let taken = self.0.values().filter(|(next, _)| next == successor);
        taken.map(|(_, date)| *date).max()
    }
}

impl FromIterator<(OrganisationNumber, (OrganisationNumber, NaiveDate))> for Heirs {
    fn from_iter<I>(all: I) -> Self
    where
        I: IntoIterator<Item = (OrganisationNumber, (OrganisationNumber, NaiveDate))>,
    {
        Self(all.into_iter().collect())
    }
}
