//! Entries of the journal.

use domain::journal::{Direction, JournalEntry, Titles};
use domain::violations::Violations;

use crate::names::JournalEntryName;
use crate::notification::resource_name;
use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, v1};

/// The longest title, and the longest ground on which one is withheld.
const TITLE_CHARACTERS_MAX: usize = 250;

/// Reads the titles of an entry.
pub fn titles(faults: &mut Violations, from: &v1::SetJournalTitlesRequest) -> Option<Titles> {
    let public = faults.line("public_title", &from.public_title, TITLE_CHARACTERS_MAX);
    let protected = faults.line(
        "protected_title",
        &from.protected_title,
        TITLE_CHARACTERS_MAX,
    );
    let ground = faults.optional_line("ground", &from.ground, TITLE_CHARACTERS_MAX);
    Some(Titles {
        public: public?,
        protected: protected?,
        ground: ground?,
    })
}

const fn direction(direction: Direction) -> v1::JournalDirection {
    match direction {
        Direction::Incoming => v1::JournalDirection::Incoming,
        Direction::Outgoing => v1::JournalDirection::Outgoing,
        Direction::Internal => v1::JournalDirection::Internal,
    }
}

impl<S: SchemeContract> Outward<S> {
    /// An entry, in the language of the one who asked.
    #[must_use]
    pub fn journal_entry(&self, from: JournalEntry) -> v1::JournalEntry {
        let Titles {
            public,
            protected,
            ground,
        } = from.titles(self.language);
        let set = from.titles.as_ref();
        v1::JournalEntry {
            titles_step: set.map(|(_, record)| self.step(record, true)),
            name: JournalEntryName {
                scheme: self.scheme(),
                call: from.call,
                application: from.application,
                entry: from.number,
            }
            .to_string(),
            case_reference: from.case_reference.to_string(),
            kind: from.kind.code().to_owned(),
            direction: direction(from.direction).into(),
            resource: resource_name(S::PROFILE.code, &from.resource),
            entry_date: from.day.to_string(),
            time: Some(timestamp(from.at)),
            organisation_number: from.organisation.into(),
            organisation_name: from.organisation_name,
            handler: self.actor(&from.handler, true),
            public_title: public,
            protected_title: protected,
            ground,
            sequence: from.cursor,
        }
    }
}
