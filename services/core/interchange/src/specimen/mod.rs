//! Awards, payments and postings with the values that break formats: Norwegian letters, the longest
//! name, a formula, one øre, 10¹² øre.

mod archive;
mod bank;
mod event;
mod grants;
mod ledger;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use domain::allocation::award::Decision;
use domain::identifiers::{AccountNumber, CaseReference, Kid, KidMethod, OrganisationNumber};
use domain::money::Money;
use domain::organisation::ApplicantKind;

use crate::awards::Award;
use crate::payment::{Address, Payment, Remittance};
use crate::payments;

pub use archive::*;
pub use bank::*;
pub use event::*;
pub use grants::*;
pub use ledger::*;

/// Names of recipients.
pub const NAMES: [&str; 6] = [
    "Bjørnafjorden kommune",
    "Stiftelsen for rusfrie hjem, arbeidstrening og kultur i Ærfugldalen og Åsgård i Ørlandet",
    "=HYPERLINK(\"http://example.org\";\"Huset\")",
    "Kárášjohka & “venner”; <ideell>",
    "Ærlig talt AS",
    "+47 Ståle Bråtveit; \"Enkeltmannsforetak\"",
];

/// Amounts in øre.
pub const AMOUNTS: [i64; 6] = [1, 1_000_000_000_000, 123_450, 99, 1_000_000, 70_000_007];

/// A day of 2026.
#[must_use]
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day of 2026")
}

/// Noon UTC on the first of June 2026, less two hours.
#[must_use]
pub fn time() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 6, 1, 10, 0, 0)
        .single()
        .expect("a time")
}

/// An account whose check digit is right, different for each number.
#[must_use]
pub fn account(number: usize) -> AccountNumber {
    let first = 8_601_111_000 + number * 10;
    (first..first + 10)
        .flat_map(|digits| (0..10).map(move |check| format!("{digits}{check}")))
        .find_map(|text| text.parse().ok())
        .expect("an account number")
}

/// A case.
#[must_use]
pub fn case(number: usize) -> CaseReference {
    let number = u32::try_from(number + 1).expect("few cases");
    CaseReference::new("RH", 2026, number).expect("a case reference")
}

/// An organisation number by number.
#[must_use]
pub fn organisation(number: usize) -> OrganisationNumber {
    OrganisationNumber::invented(u32::try_from(number).expect("few organisations"))
}

fn remittance(number: usize) -> Remittance {
    if number.is_multiple_of(2) {
        let method = [KidMethod::Mod10, KidMethod::Mod11][number / 2 % 2];
        Remittance::Kid(Kid::with_check_digit("2026000", method).expect("a KID"))
    } else {
        Remittance::Text("Tilskudd 2026: første del, jf. tilskuddsbrevet".to_owned())
    }
}

/// A payment by number; two days are shared by all.
#[must_use]
pub fn payment(number: usize) -> Payment {
    Payment {
        end_to_end_id: format!("{}/1", case(number)),
        batch_id: "RH-2026-B0001".to_owned(),
        name: NAMES[number % NAMES.len()].to_owned(),
        address: Address {
            street: Some("Øvre Slottsgate 2 B".to_owned()),
            postal_code: Some("0157".to_owned()),
            town: "Oslo".to_owned(),
            country: "NO".to_owned(),
        },
        organisation: organisation(number),
        account: account(number),
        amount: Money::from_ore(AMOUNTS[number % AMOUNTS.len()]),
        due: day(6, if number < 3 { 15 } else { 30 }),
        remittance: remittance(number),
        chapter_post: "0581.76".parse().expect("a chapter and post"),
    }
}

/// The payments as rows of the table.
#[must_use]
pub fn payment_rows() -> Vec<payments::Payment> {
    (0..NAMES.len())
        .map(|number| {
            let payment = payment(number);
            payments::Payment {
                scheme: "rental-housing".to_owned(),
                end_to_end_id: payment.end_to_end_id,
                grant: format!("schemes/rental-housing/grants/{number}"),
                organisation: payment.organisation,
                organisation_name: payment.name,
                account: payment.account,
                amount: payment.amount,
                chapter_post: payment.chapter_post,
                due: payment.due,
                attested_by: "kari".to_owned(),
                approved_by: (number > 0).then(|| "ola".to_owned()),
                booked: (number > 2).then(|| day(7, 1)),
                case_reference: case(number),
                remittance: payment.remittance,
                standard_account: Some("870".to_owned()),
                attested: time(),
                approved: (number > 0).then(time),
                batch: (number > 0).then(|| payment.batch_id.clone()),
                state: "attested".to_owned(),
            }
        })
        .collect()
}

/// The awards.
#[must_use]
pub fn awards() -> Vec<Award> {
    (0..NAMES.len())
        .map(|number| {
            let amount = Money::from_ore(AMOUNTS[number]);
            Award {
                scheme: "rental-housing".to_owned(),
                call: "2026".to_owned(),
                application: format!("schemes/rental-housing/applications/{number}"),
                organisation: (number < 5).then(|| organisation(number)),
                organisation_name: NAMES[number].to_owned(),
                municipality: (number != 4).then(|| "0301".parse().expect("a municipality")),
                requested: Money::from_ore(AMOUNTS[number] * 2),
                calculated: amount,
                awarded: amount,
                decision: Decision::PartlyGranted,
                reason: "Ranked below the line,\nin part".to_owned(),
                case_reference: case(number),
                applicant_kind: ApplicantKind::ALL[number % 5],
                committed: amount,
                paid: if number > 2 { amount } else { Money::ZERO },
                repaid: Money::ZERO,
                decided: (number != 3).then(|| day(5, 1)),
                chapter_post: "0581.76".parse().expect("a chapter and post"),
                budget_year: 2026,
                state_aid: Some(number == 1),
                plan_line: "housing".to_owned(),
                goals: "g3=3 g4=3".to_owned(),
                target_groups: "mental_illness=2 substance_dependency=4".to_owned(),
                measure: "housing_first".to_owned(),
                granted_to: (number == 2).then(|| organisation(3)),
                granted_to_name: if number == 2 {
                    NAMES[3].to_owned()
                } else {
                    String::new()
                },
            }
        })
        .collect()
}
