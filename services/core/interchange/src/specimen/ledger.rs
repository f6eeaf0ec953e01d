//! The payments as postings.

use super::{NAMES, case, day, organisation, payment};
use crate::ledger::saft::Header;
use crate::ledger::{Posting, Sector, Side};

/// Two postings for each payment and two more when it is booked: a balanced ledger.
#[must_use]
pub fn postings() -> Vec<Posting> {
    let sectors = [Sector::Municipality, Sector::Voluntary, Sector::Company];
    (0..NAMES.len())
        .flat_map(|number| {
            let payment = payment(number);
            let posting = move |entry: &str, account: &str, side| Posting {
                entry: format!("{entry}-{number}"),
                id: format!(
                    "{entry}-{number}-{}",
                    if side == Side::Debit { "d" } else { "c" }
                ),
                date: payment.due,
                account: account.to_owned(),
                sector: Some(sectors[number % 3]),
                side,
                amount: payment.amount,
                text: payment.name.clone(),
                case_reference: Some(case(number)),
                chapter_post: payment.chapter_post.clone(),
                source_event: format!("event-{number}"),
            };
            [
                posting("approved", "grants", Side::Debit),
                posting("approved", "grant_debt", Side::Credit),
                posting("booked", "grant_debt", Side::Debit),
                posting("booked", "settlement", Side::Credit),
            ]
        })
        .collect()
}

/// The head of a SAF-T file.
#[must_use]
pub fn saft_header() -> Header {
    Header {
        created: day(7, 2),
        software_version: "0.1.0".to_owned(),
        organisation: organisation(900),
        name: "Husbanken".to_owned(),
        contact: ("Kåre".to_owned(), "Ødegård".to_owned()),
        period: (day(1, 1), day(12, 31)),
        snapshot: "S-2026-0001".to_owned(),
    }
}
