//! SAF-T Financial NO 1.30: the tax administration's format for ledgers, read by auditors' tools.
//!
//! Sums stand before the postings, so the ledger is read twice: [`Summary::of`] first, then
//! [`write()`], which refuses to end a file whose postings are others. Chapter and post go with
//! every line as analysis of type `KAP`, the case as analysis of type `SAK`.

use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use domain::identifiers::OrganisationNumber;
use domain::money::Money;

use super::{Entries, LedgerError, Mapping, Posting, Side, Summary};
use crate::amount::decimal;
use crate::xml::Xml;

const NAMESPACE: &str = "urn:StandardAuditFile-Taxation-Financial:NO";

/// The head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Day the file is made.
    pub created: NaiveDate,
    /// Version of the software, at most 18 characters reach the file.
    pub software_version: String,
    /// Organisation number of the agency.
    pub organisation: OrganisationNumber,
    /// Name of the agency.
    pub name: String,
    /// First and last name of the person to ask.
    pub contact: (String, String),
    /// First and last day of the period.
    pub period: (NaiveDate, NaiveDate),
    /// Id of the snapshot that every export of a run has in common.
    pub snapshot: String,
}

/// Writes a file.
///
/// # Errors
/// [`LedgerError`], among others [`LedgerError::Changed`] where the postings are not those of the
/// summary, and what the postings fail with; the output is then to be thrown away.
pub fn write<W, E>(
    out: W,
    header: &Header,
    mapping: &Mapping,
    summary: &Summary,
    postings: impl IntoIterator<Item = Result<Posting, E>>,
) -> Result<(), E>
where
    W: Write,
    E: From<LedgerError>,
{
    let io = |error: io::Error| LedgerError::from(error);
    let mut xml = Xml::document(out, "AuditFile", NAMESPACE).map_err(io)?;
    head(&mut xml, header).map_err(io)?;
    accounts(&mut xml, mapping, summary)?;
    xml.open("GeneralLedgerEntries").map_err(io)?;
    journal(&mut xml, summary).map_err(io)?;
    let mut found = Summary::default();
    let mut entries = Entries::new(postings);
    while let Some(entry) = entries.entry()? {
        found.add(mapping, &entry)?;
        transaction(&mut xml, mapping, &entry)?;
    }
    let sums = |summary: &Summary| {
        let accounts = summary.accounts.iter();
        let sums: Vec<_> = accounts
            .map(|(id, sums)| (id.clone(), sums.period))
            .collect();
        (summary.entries, summary.totals, sums)
    };
    if sums(&found) != sums(summary) {
        return Err(LedgerError::Changed.into());
    }
    xml.finish().and_then(|mut out| out.flush()).map_err(io)?;
    Ok(())
}

fn head<W: Write>(xml: &mut Xml<W>, header: &Header) -> io::Result<()> {
    xml.open("Header")?;
    xml.leaf("AuditFileVersion", "1.30")?;
    xml.leaf("AuditFileCountry", "NO")?;
    xml.leaf("AuditFileDateCreated", &header.created.to_string())?;
    xml.leaf("SoftwareCompanyName", "Tildeling")?;
    xml.leaf("SoftwareID", "Tildeling")?;
    xml.leaf("SoftwareVersion", &cut(&header.software_version, 18))?;
    xml.open("Company")?;
    xml.leaf("RegistrationNumber", header.organisation.as_str())?;
    xml.leaf("Name", &cut(&header.name, 256))?;
    xml.open("Contact")?;
    xml.open("ContactPerson")?;
    xml.leaf("FirstName", &cut(&header.contact.0, 35))?;
    xml.leaf("LastName", &cut(&header.contact.1, 70))?;
    xml.close(3)?;
    xml.leaf("DefaultCurrencyCode", "NOK")?;
    xml.open("SelectionCriteria")?;
    xml.leaf("SelectionStartDate", &header.period.0.to_string())?;
    xml.leaf("SelectionEndDate", &header.period.1.to_string())?;
    xml.close(1)?;
    xml.leaf("HeaderComment", &cut(&header.snapshot, 256))?;
    xml.leaf("TaxAccountingBasis", "A")?;
    xml.close(1)
}

fn accounts<W: Write>(
    xml: &mut Xml<W>,
    mapping: &Mapping,
    summary: &Summary,
) -> Result<(), LedgerError> {
    if summary.accounts.is_empty() {
        return Ok(());
    }
    xml.open("MasterFiles")?;
    xml.open("GeneralLedgerAccounts")?;
    for sums in summary.accounts.values() {
        let account = &sums.account;
        xml.open("Account")?;
        xml.leaf("AccountID", &fits(&account.id, 70)?)?;
        xml.leaf("AccountDescription", &cut(&account.description, 256))?;
        xml.leaf("GroupingCategory", &cut(mapping.category(), 256))?;
        xml.leaf("GroupingCode", &fits(&account.standard, 35)?)?;
        xml.leaf("AccountType", "GL")?;
        balance(
            xml,
            sums.opening,
            "OpeningDebitBalance",
            "OpeningCreditBalance",
        )?;
        balance(
            xml,
            sums.closing()?,
            "ClosingDebitBalance",
            "ClosingCreditBalance",
        )?;
        xml.close(1)?;
    }
    xml.close(2)?;
    Ok(())
}

fn balance<W: Write>(
    xml: &mut Xml<W>,
    balance: Money,
    debit: &'static str,
    credit: &'static str,
) -> Result<(), LedgerError> {
    if balance.is_negative() {
        let credit_balance = Money::ZERO.checked_sub(balance)?;
        xml.leaf(credit, &decimal(credit_balance))?;
    } else {
        xml.leaf(debit, &decimal(balance))?;
    }
    Ok(())
}

fn journal<W: Write>(xml: &mut Xml<W>, summary: &Summary) -> io::Result<()> {
    xml.leaf("NumberOfEntries", &summary.entries.to_string())?;
    xml.leaf("TotalDebit", &decimal(summary.totals.debit))?;
    xml.leaf("TotalCredit", &decimal(summary.totals.credit))?;
    xml.open("Journal")?;
    xml.leaf("JournalID", "GRANTS")?;
    xml.leaf("Description", "Grants")?;
    xml.leaf("Type", "GL")
}

fn transaction<W: Write>(
    xml: &mut Xml<W>,
    mapping: &Mapping,
    entry: &[Posting],
) -> Result<(), LedgerError> {
    let Some(first) = entry.first() else {
        return Ok(());
    };
    let day = first.date.to_string();
    xml.open("Transaction")?;
    xml.leaf("TransactionID", &fits(&first.entry, 70)?)?;
    xml.leaf("Period", &first.date.month().to_string())?;
    xml.leaf("PeriodYear", &first.date.year().to_string())?;
    xml.leaf("TransactionDate", &day)?;
    xml.leaf("Description", &cut(&first.text, 256))?;
    xml.leaf("SystemEntryDate", &day)?;
    xml.leaf("GLPostingDate", &day)?;
    for (number, posting) in (1_u32..).zip(entry) {
        line(xml, mapping, posting, number)?;
    }
    xml.close(1)?;
    Ok(())
}

fn line<W: Write>(
    xml: &mut Xml<W>,
    mapping: &Mapping,
    posting: &Posting,
    number: u32,
) -> Result<(), LedgerError> {
    let account = mapping.account(posting)?;
    xml.open("Line")?;
    xml.leaf("RecordID", &number.to_string())?;
    xml.leaf("AccountID", &account.id)?;
    analysis(xml, posting, "KAP", posting.chapter_post.as_str())?;
    if let Some(case) = &posting.case_reference {
        analysis(xml, posting, "SAK", &case.to_string())?;
    }
    xml.leaf("SourceDocumentID", &fits(&posting.id, 35)?)?;
    xml.leaf("Description", &cut(&posting.text, 256))?;
    let side = match posting.side {
        Side::Debit => "DebitAmount",
        Side::Credit => "CreditAmount",
    };
    amount(xml, side, posting.amount)?;
    xml.leaf("CrossReference", &cut(&posting.source_event, 35))?;
    xml.close(1)?;
    Ok(())
}

fn analysis<W: Write>(xml: &mut Xml<W>, posting: &Posting, kind: &str, id: &str) -> io::Result<()> {
    xml.open("Analysis")?;
    xml.leaf("AnalysisType", kind)?;
    xml.leaf("AnalysisID", id)?;
    let side = match posting.side {
        Side::Debit => "DebitAnalysisAmount",
        Side::Credit => "CreditAnalysisAmount",
    };
    amount(xml, side, posting.amount)?;
    xml.close(1)
}

/// An amount structure in the ledger's own currency, which the head names.
fn amount<W: Write>(xml: &mut Xml<W>, name: &'static str, amount: Money) -> io::Result<()> {
    xml.path(&[name, "Amount"], &decimal(amount))
}

/// A text for people, cut to the format's length.
fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// An id, which must not be cut.
fn fits(id: &str, most: usize) -> Result<String, LedgerError> {
    if id.chars().count() > most {
        return Err(LedgerError::LongId(id.to_owned()));
    }
    Ok(id.to_owned())
}
