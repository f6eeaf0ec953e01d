//! Noark 5: the archive structure of a case with its files, and the journal of a period, internal
//! and public. Source: the National Archives' schemas, version 5.5.0 (`arkivstruktur.xsd`,
//! `loependeJournal.xsd`, `offentligJournal.xsd`).
//!
//! A case that still runs is extracted as it is: what the schema has an end of ends with the
//! extraction.

mod journal;
mod structure;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::identifiers::OrganisationNumber;
use domain::journal::Direction;
use sha2::{Digest, Sha256};

pub use journal::{Reader, write as write_journal};
pub use structure::write as write_structure;

/// The authority that made the archive (arkivskaper).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creator {
    /// Organisation number.
    pub number: OrganisationNumber,
    /// Name.
    pub name: String,
}

/// A case (saksmappe).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Name of the application: what its id is made from.
    pub name: String,
    /// Case reference, such as `RH-2026-00042`.
    pub reference: String,
    /// Title.
    pub title: String,
    /// The party's organisation number and name.
    pub party: (String, String),
}

/// An entry (journalpost).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name: what its id is made from.
    pub name: String,
    /// Its case.
    pub case: Case,
    /// Number in the case, from 1.
    pub number: u32,
    /// Number in the whole journal.
    pub sequence: i64,
    /// The way of the document.
    pub direction: Direction,
    /// The public title.
    pub public_title: String,
    /// The title with what is withheld.
    pub title: String,
    /// The ground on which it is withheld; empty where nothing is.
    pub ground: String,
    /// The time.
    pub at: DateTime<Utc>,
    /// The day, in Norway.
    pub day: NaiveDate,
    /// The person who handled it; empty where the party made it.
    pub handler: String,
    /// Its files, the main one first.
    pub files: Vec<StoredFile>,
}

/// A file of an entry (dokumentobjekt).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Name of the resource: what its ids are made from.
    pub name: String,
    /// Title.
    pub title: String,
    /// Path in the extraction.
    pub path: String,
    /// Media type.
    pub media_type: String,
    /// SHA-256, 64 hexadecimal digits.
    pub sha256: String,
    /// Size in bytes.
    pub size: usize,
}

/// An extraction of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extraction {
    /// The authority.
    pub creator: Creator,
    /// The scheme, which is the series (arkivdel).
    pub scheme: String,
    /// The case.
    pub case: Case,
    /// The time the case was opened.
    pub opened: DateTime<Utc>,
    /// The person or system that opened it.
    pub opened_by: String,
    /// True if nothing more is expected in it.
    pub closed: bool,
    /// Time of the extraction.
    pub made: DateTime<Utc>,
    /// The person or system that made it.
    pub made_by: String,
}

/// Returns the id of something, made from its name, so that it is the same in every extraction: a
/// UUID of version 8 (RFC 9562) of the first bytes of a SHA-256.
#[must_use]
pub fn system_id(name: &str) -> String {
    let hash: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut first = [0; 16];
    first.copy_from_slice(&hash[..16]);
    let bits = u128::from_be_bytes(first);
    let (version, variant) = (0x8_u128 << 76, 0x2_u128 << 62);
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | version | variant;
    let text = format!("{bits:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
    parts.map(|part| text[part].to_owned()).join("-")
}

impl Case {
    /// Returns year and number within the year, as the reference ends with them; 0 where it does
    /// not.
    fn year_and_number(&self) -> (u32, u32) {
        let mut last = self.reference.rsplit('-').map(|part| part.parse().ok());
        let number = last.next().flatten().unwrap_or_default();
        (last.next().flatten().unwrap_or_default(), number)
    }
}

impl Entry {
    /// Returns the id that people call it by.
    fn id(&self) -> String {
        format!("{}/{}", self.case.reference, self.number)
    }

    fn year(&self) -> i32 {
        self.day.year()
    }

    /// Returns the kind of entry, in the words of the metadata catalogue (M082).
    const fn kind(&self) -> &'static str {
        match self.direction {
            Direction::Incoming => "Inngående dokument",
            Direction::Outgoing => "Utgående dokument",
            Direction::Internal => "Organinternt dokument uten oppfølging",
        }
    }

    /// Returns the role of the party (M087).
    const fn role(&self) -> &'static str {
        match self.direction {
            Direction::Incoming => "Avsender",
            Direction::Outgoing => "Mottaker",
            Direction::Internal => "Intern avsender",
        }
    }

    /// Returns the one on the other side; the authority itself where it stayed in the house.
    fn counterparty<'a>(&'a self, creator: &'a Creator) -> &'a str {
        match self.direction {
            Direction::Incoming | Direction::Outgoing => &self.case.party.1,
            Direction::Internal => &creator.name,
        }
    }
}
