//! A partial update of a draft: a value for each field the client named.

use serde::Serialize;
use text::Language;

use super::{Applicant, ContactPerson, Draft, PostalAddress};
use crate::money::Money;

/// New values for what an applicant wrote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftChanges<F> {
    /// The applicant.
    pub applicant: Option<Applicant>,
    /// The amount applied for.
    pub requested: Option<Money>,
    /// The award of the year before; the inner `None` takes it away.
    pub last_year: Option<Option<Money>>,
    /// The language of the letters.
    pub letter_language: Option<Language>,
    /// The contact person; the inner `None` takes it away.
    pub contact: Option<Option<ContactPerson>>,
    /// The postal address; the inner `None` takes it away.
    pub address: Option<Option<PostalAddress>>,
    /// The scheme's form, as a whole.
    pub form: Option<F>,
}

impl<F> DraftChanges<F> {
    /// Returns what the applicant wrote, with the changes in it.
    #[must_use]
    pub fn apply(self, draft: Draft<F>) -> Draft<F> {
        Draft {
            applicant: self.applicant.unwrap_or(draft.applicant),
            requested: self.requested.unwrap_or(draft.requested),
            last_year: self.last_year.unwrap_or(draft.last_year),
            letter_language: self.letter_language.unwrap_or(draft.letter_language),
            contact: self.contact.unwrap_or(draft.contact),
            address: self.address.unwrap_or(draft.address),
            form: self.form.unwrap_or(draft.form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_year_can_be_taken_away_or_left() {
        let draft = Draft {
            applicant: Applicant {
                organisation: crate::identifiers::OrganisationNumber::invented(1),
                name: "Klepp".to_owned(),
                kind: crate::organisation::ApplicantKind::Municipality,
                municipality: "1120".parse().unwrap(),
                invented_number: true,
            },
            requested: Money::kroner(5),
            last_year: Some(Money::kroner(4)),
            letter_language: Language::Bokmal,
            contact: None,
            address: None,
            form: (),
        };
        let changes = |last_year| DraftChanges {
            applicant: None,
            requested: None,
            last_year,
            letter_language: None,
            contact: None,
            address: None,
            form: None,
        };
        assert_eq!(changes(None).apply(draft.clone()), draft);
        assert_eq!(changes(Some(None)).apply(draft).last_year, None);
    }
}
