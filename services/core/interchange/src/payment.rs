//! The record that bank formats share, and what must hold before a bank gets it.

use std::num::NonZeroUsize;

use chrono::NaiveDate;
use domain::identifiers::{AccountNumber, ChapterPost, Kid, OrganisationNumber};
use domain::money::Money;

use crate::payment::characters::Sanitised;

mod characters;
#[cfg(test)]
mod tests;

/// Longest ids and references in ISO 20022 (`Max35Text`), in characters.
pub const LONGEST_ID: usize = 35;
/// Longest name and longest text to the recipient (`Max140Text`), in characters.
pub const LONGEST_TEXT: usize = 140;

/// A payment as the ledger knows it. Account, KID and organisation number are right by their types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The payment's id for ever, 1–35 characters: the bank gives it back.
    pub end_to_end_id: String,
    /// The batch it is approved in, 1–35 characters.
    pub batch_id: String,
    /// Recipient's name.
    pub name: String,
    /// Recipient's address.
    pub address: Address,
    /// Recipient's organisation number.
    pub organisation: OrganisationNumber,
    /// Account to pay to.
    pub account: AccountNumber,
    /// Amount, above zero.
    pub amount: Money,
    /// Day to pay.
    pub due: NaiveDate,
    /// KID or text to the recipient.
    pub remittance: Remittance,
    /// Chapter and post of the State budget.
    pub chapter_post: ChapterPost,
}

/// A structured address; banks ask for at least town and country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Street and number; at most 70 characters reach the bank.
    pub street: Option<String>,
    /// Postal code, at most 16 characters.
    pub postal_code: Option<String>,
    /// Town; at most 35 characters reach the bank.
    pub town: String,
    /// Country by ISO 3166, two capital letters.
    pub country: String,
}

/// The message that goes with a payment. Banks take a KID or a text, never both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remittance {
    /// A KID, for the recipient's system.
    Kid(Kid),
    /// A text of 1–140 characters, for a person.
    Text(String),
}

/// The field that a fault or a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// [`Payment::end_to_end_id`].
    EndToEndId,
    /// [`Payment::batch_id`].
    BatchId,
    /// [`Payment::name`].
    Name,
    /// [`Address::street`].
    Street,
    /// [`Address::postal_code`].
    PostalCode,
    /// [`Address::town`].
    Town,
    /// [`Address::country`].
    Country,
    /// [`Remittance::Text`].
    Text,
}

/// Why a payment cannot go to a bank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentFault {
    /// The field has nothing in it.
    #[error("{0:?} is empty")]
    Empty(Field),
    /// The field has more characters than the format takes, and shortening it would change it.
    #[error("{field:?} has {length} characters; at most {most} fit")]
    TooLong {
        /// The field.
        field: Field,
        /// Its length in characters.
        length: usize,
        /// The format's limit.
        most: usize,
    },
    /// An id holds something else than letters A–Z, digits and `-/.:()+?,'`, or slashes at an end
    /// or side by side.
    #[error("{0:?} has characters that banks do not give back unchanged")]
    Identifier(Field),
    /// The country is not two capital letters.
    #[error("the country is two capital letters of ISO 3166, as in NO")]
    Country,
    /// The amount is not above zero.
    #[error("the amount is not above zero")]
    NotPositive,
    /// The amount is above [`Money::MAX`].
    #[error("the amount is above 1000000000000 kroner")]
    TooLarge,
}

/// A change made so that the bank takes the payment. A person is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A character outside the banks' set was replaced.
    Replaced {
        /// The field.
        field: Field,
        /// The character.
        character: char,
        /// Its replacement.
        with: &'static str,
    },
    /// A name or a line of the address was cut.
    Shortened {
        /// The field.
        field: Field,
        /// Characters cut off.
        lost: NonZeroUsize,
    },
}

/// A payment that a bank takes. Writers of bank files accept nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankPayment {
    payment: Payment,
    notices: Vec<Notice>,
}

impl BankPayment {
    /// Checks a payment, replaces what is outside the banks' character set and cuts names that are
    /// too long.
    ///
    /// # Errors
    /// Every [`PaymentFault`] of the payment.
    pub fn check(mut payment: Payment) -> Result<BankPayment, Vec<PaymentFault>> {
        let mut faults = Vec::new();
        identifier(&payment.end_to_end_id, Field::EndToEndId, &mut faults);
        identifier(&payment.batch_id, Field::BatchId, &mut faults);
        let mut sanitised = Sanitised::default();
        payment.name = sanitised.line(&payment.name, Field::Name, LONGEST_TEXT);
        let address = &mut payment.address;
        address.town = sanitised.line(&address.town, Field::Town, 35);
        let mut optional = |part: &mut Option<String>, field, most| {
            *part = part
                .take()
                .map(|text| sanitised.line(&text, field, most))
                .filter(|text| !text.is_empty());
        };
        optional(&mut address.street, Field::Street, 70);
        optional(&mut address.postal_code, Field::PostalCode, 16);
        if address.country.len() != 2
            || !address
                .country
                .bytes()
                .all(|byte| byte.is_ascii_uppercase())
        {
            faults.push(PaymentFault::Country);
        }
        for (text, field) in [(&payment.name, Field::Name), (&address.town, Field::Town)] {
            if text.is_empty() {
                faults.push(PaymentFault::Empty(field));
            }
        }
        if let Remittance::Text(text) = &mut payment.remittance {
            *text = sanitised.line(text, Field::Text, usize::MAX);
            length(text, Field::Text, LONGEST_TEXT, &mut faults);
        }
        if !payment.amount.is_positive() {
            faults.push(PaymentFault::NotPositive);
        } else if payment.amount > Money::MAX {
            faults.push(PaymentFault::TooLarge);
        }
        if faults.is_empty() {
            Ok(BankPayment {
                payment,
                notices: sanitised.notices,
            })
        } else {
            Err(faults)
        }
    }

    /// The payment as the bank gets it.
    #[must_use]
    pub fn payment(&self) -> &Payment {
        &self.payment
    }

    /// Everything that was changed for the bank.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
}

/// Checks an id: 1–35 characters that every bank gives back as they were.
fn identifier(text: &str, field: Field, faults: &mut Vec<PaymentFault>) {
    length(text, field, LONGEST_ID, faults);
    if !is_identifier(text) {
        faults.push(PaymentFault::Identifier(field));
    }
}

/// Returns true if an id has only characters of the banks' set, and slashes only inside and one at
/// a time.
pub(crate) fn is_identifier(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-/.:()+?,'".contains(&byte);
    text.bytes().all(known)
        && !text.starts_with('/')
        && !text.ends_with('/')
        && !text.contains("//")
}

fn length(text: &str, field: Field, most: usize, faults: &mut Vec<PaymentFault>) {
    let length = text.chars().count();
    if length == 0 {
        faults.push(PaymentFault::Empty(field));
    } else if length > most {
        faults.push(PaymentFault::TooLong {
            field,
            length,
            most,
        });
    }
}
