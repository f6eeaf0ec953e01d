//! Fields that both messages share.

use chrono::NaiveDate;
use domain::identifiers::AccountNumber;
use domain::money::Money;

use super::error::Fault;
use super::source::Path;
use crate::amount;

/// An amount in kroner with its currency.
pub(super) fn nok(text: &str, path: Path<'_>) -> Result<Money, Fault> {
    match path.currency() {
        Some("NOK") => Ok(amount::parse(text)?),
        other => Err(Fault::Currency(other.unwrap_or("no currency").to_owned())),
    }
}

/// A day, of a date or of a time.
pub(super) fn day(text: &str) -> Result<NaiveDate, Fault> {
    let wrong = || Fault::Date(text.chars().take(40).collect());
    let day = text.get(..10).ok_or_else(wrong)?;
    let rest = &text[10..];
    if !rest.is_empty() && !rest.starts_with(['T', 'Z', '+', '-']) {
        return Err(wrong());
    }
    day.parse().map_err(|_| wrong())
}

/// Checks that an account, as BBAN or Norwegian IBAN, is one of ours.
pub(super) fn own_account(text: &str, own: &[AccountNumber]) -> Result<(), Fault> {
    let digits: String = text
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '.'))
        .collect();
    let iban = digits.starts_with("NO") && digits.len() == 15;
    let bban = if iban {
        digits.get(4..).unwrap_or_default()
    } else {
        &digits
    };
    if own.iter().any(|account| account.as_str() == bban) {
        return Ok(());
    }
    let from = digits.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    Err(Fault::OtherAccount(digits[from..].to_owned()))
}

/// An id that says something; `NOTPROVIDED` is the bank's word for none.
pub(super) fn provided(text: &str) -> Option<String> {
    (!text.is_empty() && text != "NOTPROVIDED").then(|| text.to_owned())
}
