//! Fields that both messages share.

use chrono::NaiveDate;
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

/// An account as the digits of its BBAN, where it is written as that or as a Norwegian IBAN.
pub(super) fn account(text: &str) -> String {
    let digits: String = text
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '.'))
        .collect();
    let iban = digits.starts_with("NO") && digits.len() == 15;
    match digits.get(4..) {
        Some(bban) if iban => bban.to_owned(),
        Some(_) | None => digits,
    }
}

/// An id that says something; `NOTPROVIDED` is the bank's word for none.
pub(super) fn provided(text: &str) -> Option<String> {
    (!text.is_empty() && text != "NOTPROVIDED").then(|| text.to_owned())
}
