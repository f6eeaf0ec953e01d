//! Postings as entries of the State's accounts.
//!
//! A promise is no entry there. An attestation is a cost and a debt, a payment settles the debt,
//! and a repayment lowers the cost. Each of our postings is an entry of two lines.

use anyhow::Context;
use chrono::NaiveDate;
use contract::v1;
use interchange::ledger::saft::Header;
use interchange::ledger::{Posting, Sector, Side};

use super::awards::kind;
use super::{Agency, day, money};

/// Returns the accounts of the entry for money that moves between two stages: debit and credit.
fn accounts(from: &str, to: &str) -> Option<(&'static str, &'static str)> {
    Some(match (from, to) {
        ("committed", "attested") => ("grants", "grant_debt"),
        ("attested", "committed") => ("grant_debt", "grants"),
        ("attested", "paid") => ("grant_debt", "settlement"),
        ("paid", "attested") => ("settlement", "grant_debt"),
        ("paid", "repaid") => ("repayments_in", "grants"),
        ("repaid", "paid") => ("grants", "repayments_in"),
        _ => return None,
    })
}

/// Returns the two lines of a posting's entry; none where it is not one of the State's accounts.
///
/// # Errors
/// The answer has something that the ledger does not take.
pub fn postings(posting: &v1::LedgerPosting) -> anyhow::Result<Vec<Posting>> {
    lines(posting).with_context(|| format!("posting {}", posting.id))
}

fn lines(posting: &v1::LedgerPosting) -> anyhow::Result<Vec<Posting>> {
    let from = posting.credit.as_ref().context("no account is credited")?;
    let to = posting.debit.as_ref().context("no account is debited")?;
    let Some((debit, credit)) = accounts(&from.kind, &to.kind) else {
        return Ok(Vec::new());
    };
    let sector = Sector::of(kind(posting.applicant_kind())?);
    let line = |side, account: &str, letter| {
        anyhow::Ok(Posting {
            entry: posting.id.to_string(),
            id: format!("{}-{letter}", posting.id),
            date: day(posting.time)?,
            account: account.to_owned(),
            sector,
            side,
            amount: money(posting.amount),
            text: format!("{}: {} → {}", posting.case_reference, from.kind, to.kind),
            case_reference: Some(posting.case_reference.parse()?),
            chapter_post: to.chapter_post.parse()?,
            source_event: format!("{}#{}", posting.event_chain, posting.event_sequence),
        })
    };
    Ok(vec![
        line(Side::Debit, debit, "d")?,
        line(Side::Credit, credit, "c")?,
    ])
}

/// Returns the head of a SAF-T file.
///
/// # Errors
/// The agency's number is none.
pub fn header(
    agency: &Agency,
    created: NaiveDate,
    period: (NaiveDate, NaiveDate),
    snapshot: &str,
) -> anyhow::Result<Header> {
    Ok(Header {
        created,
        software_version: env!("CARGO_PKG_VERSION").to_owned(),
        organisation: agency.number()?,
        name: agency.name.clone(),
        contact: agency.contact.clone(),
        period,
        snapshot: snapshot.to_owned(),
    })
}
