//! `arkivstruktur.xml`: one case with its entries and files.

use std::io::{self, Write};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::calendar::local_date;

use super::{Entry, Extraction, StoredFile, system_id};
use crate::xml::Xml;

const NAMESPACE: &str = "http://www.arkivverket.no/standarder/noark5/arkivstruktur";

/// Writes the structure of a case. The entries are its own, in their order.
///
/// # Errors
/// Those of the output.
pub fn write<W: Write>(out: W, extraction: &Extraction, entries: &[Entry]) -> io::Result<()> {
    let mut xml = Xml::document(out, "arkiv", NAMESPACE)?;
    let scheme = &extraction.scheme;
    xml.leaf("systemID", &system_id(&format!("schemes/{scheme}#archive")))?;
    xml.leaf("tittel", &extraction.creator.name)?;
    xml.leaf("arkivstatus", "Avsluttet")?;
    made_and_ended(&mut xml, extraction)?;
    xml.open("arkivskaper")?;
    xml.leaf("arkivskaperID", extraction.creator.number.as_str())?;
    xml.leaf("arkivskaperNavn", &extraction.creator.name)?;
    xml.close(1)?;
    xml.open("arkivdel")?;
    xml.leaf("systemID", &system_id(&format!("schemes/{scheme}")))?;
    xml.leaf("tittel", scheme)?;
    xml.leaf("arkivdelstatus", "Avsluttet periode")?;
    made_and_ended(&mut xml, extraction)?;
    folder(&mut xml, extraction, entries)?;
    xml.finish().and_then(|mut out| out.flush())
}

/// Writes who opened something and when, and the extraction as its end.
fn made_and_ended<W: Write>(xml: &mut Xml<W>, extraction: &Extraction) -> io::Result<()> {
    let time = |at: &DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    xml.leaf("opprettetDato", &time(&extraction.opened))?;
    xml.leaf("opprettetAv", &extraction.opened_by)?;
    xml.leaf("avsluttetDato", &time(&extraction.made))?;
    xml.leaf("avsluttetAv", &extraction.made_by)
}

fn folder<W: Write>(
    xml: &mut Xml<W>,
    extraction: &Extraction,
    entries: &[Entry],
) -> io::Result<()> {
    let case = &extraction.case;
    xml.open_as("mappe", "saksmappe")?;
    xml.leaf("systemID", &system_id(&case.name))?;
    xml.leaf("mappeID", &case.reference)?;
    xml.leaf("tittel", &case.title)?;
    xml.leaf("offentligTittel", &case.title)?;
    xml.leaf("dokumentmedium", "Elektronisk arkiv")?;
    made_and_ended(xml, extraction)?;
    xml.open("part")?;
    xml.leaf("partID", &case.party.0)?;
    xml.leaf("partNavn", &case.party.1)?;
    xml.leaf("partRolle", "Søker")?;
    xml.close(1)?;
    for entry in entries {
        registration(xml, extraction, entry)?;
    }
    let (year, number) = case.year_and_number();
    xml.leaf("saksaar", &year.to_string())?;
    xml.leaf("sakssekvensnummer", &number.to_string())?;
    let opened = local_date(extraction.opened);
    xml.leaf("saksdato", &opened.to_string())?;
    xml.leaf("administrativEnhet", &extraction.creator.name)?;
    let handlers = entries.iter().map(|entry| entry.handler.as_str());
    let handler = handlers.rev().find(|handler| !handler.is_empty());
    xml.leaf("saksansvarlig", handler.unwrap_or(&extraction.creator.name))?;
    let status = if extraction.closed {
        "Avsluttet"
    } else {
        "Under behandling"
    };
    xml.leaf("saksstatus", status)?;
    xml.close(1)
}

fn registration<W: Write>(
    xml: &mut Xml<W>,
    extraction: &Extraction,
    entry: &Entry,
) -> io::Result<()> {
    let time = entry.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let by = maker(entry);
    xml.open_as("registrering", "journalpost")?;
    xml.leaf("systemID", &system_id(&entry.name))?;
    xml.leaf("opprettetDato", &time)?;
    xml.leaf("opprettetAv", by)?;
    xml.leaf("arkivertDato", &time)?;
    xml.leaf("arkivertAv", by)?;
    if !entry.ground.is_empty() {
        xml.open("skjerming")?;
        xml.leaf("tilgangsrestriksjon", "Unntatt offentlighet")?;
        xml.leaf("skjermingshjemmel", &entry.ground)?;
        let what = "Tittel registrering - utvalgte ord";
        xml.leaf("skjermingMetadata", what)?;
        xml.close(1)?;
    }
    for (place, file) in (1_usize..).zip(&entry.files) {
        document(xml, entry, file, place)?;
    }
    xml.leaf("registreringsID", &entry.id())?;
    xml.leaf("tittel", &entry.title)?;
    xml.leaf("offentligTittel", &entry.public_title)?;
    xml.open("korrespondansepart")?;
    xml.leaf("korrespondanseparttype", entry.role())?;
    let other = entry.counterparty(&extraction.creator);
    xml.leaf("korrespondansepartNavn", other)?;
    xml.close(1)?;
    let day = entry.day.to_string();
    xml.leaf("journalaar", &entry.year().to_string())?;
    xml.leaf("journalsekvensnummer", &entry.sequence.to_string())?;
    xml.leaf("journalpostnummer", &entry.number.to_string())?;
    xml.leaf("journalposttype", entry.kind())?;
    xml.leaf("journalstatus", "Arkivert")?;
    xml.leaf("journaldato", &day)?;
    xml.leaf("dokumentetsDato", &day)?;
    let attached = entry.files.len().saturating_sub(1);
    xml.leaf("antallVedlegg", &attached.to_string())?;
    xml.close(1)
}

/// Returns the person who made an entry; the party where it did.
fn maker(entry: &Entry) -> &str {
    if entry.handler.is_empty() {
        &entry.case.party.1
    } else {
        &entry.handler
    }
}

fn document<W: Write>(
    xml: &mut Xml<W>,
    entry: &Entry,
    file: &StoredFile,
    place: usize,
) -> io::Result<()> {
    let time = entry.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let by = maker(entry);
    let attached = if place == 1 {
        "Hoveddokument"
    } else {
        "Vedlegg"
    };
    xml.open("dokumentbeskrivelse")?;
    xml.leaf("systemID", &system_id(&file.name))?;
    xml.leaf("dokumenttype", "Brev")?;
    xml.leaf("dokumentstatus", "Dokumentet er ferdigstilt")?;
    xml.leaf("tittel", &file.title)?;
    xml.leaf("opprettetDato", &time)?;
    xml.leaf("opprettetAv", by)?;
    xml.leaf("dokumentmedium", "Elektronisk arkiv")?;
    xml.leaf("tilknyttetRegistreringSom", attached)?;
    xml.leaf("dokumentnummer", &place.to_string())?;
    xml.leaf("tilknyttetDato", &time)?;
    xml.leaf("tilknyttetAv", by)?;
    xml.open("dokumentobjekt")?;
    xml.leaf("systemID", &system_id(&format!("{}#file", file.name)))?;
    xml.leaf("versjonsnummer", "1")?;
    xml.leaf("variantformat", "Arkivformat")?;
    xml.leaf("format", &file.media_type)?;
    xml.leaf("opprettetDato", &time)?;
    xml.leaf("opprettetAv", by)?;
    xml.leaf("referanseDokumentfil", &file.path)?;
    xml.leaf("sjekksum", &file.sha256)?;
    xml.leaf("sjekksumAlgoritme", "SHA-256")?;
    xml.leaf("filstoerrelse", &file.size.to_string())?;
    xml.close(2)
}
