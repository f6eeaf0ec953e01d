//! `loependeJournal.xml` and `offentligJournal.xml`: the entries of a period.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::{Creator, Entry, system_id};
use crate::xml::Xml;

/// The reader of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The authority: protected titles as well.
    Authority,
    /// The public: public titles alone.
    Public,
}

impl Reader {
    /// Returns the root element and its namespace.
    const fn root(self) -> (&'static str, &'static str) {
        match self {
            Self::Authority => (
                "loependeJournal",
                "http://www.arkivverket.no/standarder/noark5/loependeJournal",
            ),
            Self::Public => (
                "offentligJournal",
                "http://www.arkivverket.no/standarder/noark5/offentligJournal",
            ),
        }
    }
}

/// Writes the journal of a period. The schema asks for an entry at the least.
///
/// # Errors
/// Those of the output.
pub fn write<W: Write>(
    out: W,
    reader: Reader,
    creator: &Creator,
    (from, to): (NaiveDate, NaiveDate),
    entries: &[Entry],
) -> io::Result<()> {
    let (root, namespace) = reader.root();
    let mut xml = Xml::document(out, root, namespace)?;
    xml.open("journalhode")?;
    xml.leaf("journalStartDato", &from.to_string())?;
    xml.leaf("journalSluttDato", &to.to_string())?;
    xml.leaf("antallJournalposter", &entries.len().to_string())?;
    xml.open("arkivskaper")?;
    xml.leaf("arkivskaperID", creator.number.as_str())?;
    xml.leaf("arkivskaperNavn", &creator.name)?;
    xml.close(2)?;
    for entry in entries {
        xml.open("journalregistrering")?;
        folder(&mut xml, reader, creator, entry)?;
        registration(&mut xml, reader, creator, entry)?;
        xml.close(1)?;
    }
    xml.finish().and_then(|mut out| out.flush())
}

fn folder<W: Write>(
    xml: &mut Xml<W>,
    reader: Reader,
    creator: &Creator,
    entry: &Entry,
) -> io::Result<()> {
    let case = &entry.case;
    xml.open("saksmappe")?;
    xml.leaf("mappeID", &case.reference)?;
    let (year, number) = case.year_and_number();
    xml.leaf("saksaar", &year.to_string())?;
    xml.leaf("sakssekvensnummer", &number.to_string())?;
    if reader == Reader::Authority {
        xml.leaf("tittel", &case.title)?;
    }
    xml.leaf("offentligTittel", &case.title)?;
    xml.leaf("administrativEnhet", &creator.name)?;
    xml.close(1)
}

fn registration<W: Write>(
    xml: &mut Xml<W>,
    reader: Reader,
    creator: &Creator,
    entry: &Entry,
) -> io::Result<()> {
    let day = entry.day.to_string();
    xml.open("journalpost")?;
    xml.leaf("systemID", &system_id(&entry.name))?;
    xml.leaf("registreringsID", &entry.id())?;
    xml.leaf("journalaar", &entry.year().to_string())?;
    xml.leaf("journalsekvensnummer", &entry.sequence.to_string())?;
    xml.leaf("journalpostnummer", &entry.number.to_string())?;
    if reader == Reader::Authority {
        xml.leaf("tittel", &entry.title)?;
    }
    xml.leaf("offentligTittel", &entry.public_title)?;
    xml.leaf("journaldato", &day)?;
    xml.leaf("dokumentetsDato", &day)?;
    if reader == Reader::Authority {
        let attached = entry.files.len().saturating_sub(1);
        xml.leaf("antallVedlegg", &attached.to_string())?;
    }
    xml.leaf("administrativEnhet", &creator.name)?;
    if !entry.ground.is_empty() {
        xml.leaf("tilgangsrestriksjon", "Unntatt offentlighet")?;
        xml.leaf("skjermingshjemmel", &entry.ground)?;
    }
    xml.open("korrespondansepart")?;
    xml.leaf("korrespondanseparttype", entry.role())?;
    xml.leaf("korrespondansepartNavn", entry.counterparty(creator))?;
    xml.close(2)
}
