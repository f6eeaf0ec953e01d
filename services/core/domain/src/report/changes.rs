//! A partial update of a report: a value for each field the client named.

use serde::Serialize;

use super::{AccountLine, Certificate, FundingLine, ReportContent};
use crate::money::Money;

/// New values for what a recipient reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportChanges<I> {
    /// The scheme's indicators, as a whole.
    pub indicators: Option<I>,
    /// The accounts, as a whole.
    pub accounts: Option<Vec<AccountLine>>,
    /// The sources of the money, as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financing: Option<Vec<FundingLine>>,
    /// The amount moved to equity.
    pub moved_to_equity: Option<Money>,
    /// The auditor's certificate; the inner `None` takes it out.
    pub certificate: Option<Option<Certificate>>,
    /// An account of the work.
    pub narrative: Option<String>,
}

impl<I> ReportChanges<I> {
    /// Returns what the recipient reports, with the changes in it.
    #[must_use]
    pub fn apply(self, content: Option<ReportContent<I>>) -> ReportContent<I> {
        match content {
            Some(content) => ReportContent {
                indicators: self.indicators.or(content.indicators),
                accounts: self.accounts.unwrap_or(content.accounts),
                financing: self.financing.unwrap_or(content.financing),
                moved_to_equity: self.moved_to_equity.unwrap_or(content.moved_to_equity),
                certificate: self.certificate.unwrap_or(content.certificate),
                said_confirmed: content.said_confirmed,
                narrative: self.narrative.unwrap_or(content.narrative),
            },
            None => ReportContent {
                indicators: self.indicators,
                accounts: self.accounts.unwrap_or_default(),
                financing: self.financing.unwrap_or_default(),
                moved_to_equity: self.moved_to_equity.unwrap_or_default(),
                certificate: self.certificate.flatten(),
                said_confirmed: false,
                narrative: self.narrative.unwrap_or_default(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: ReportChanges<u8> = ReportChanges {
        indicators: None,
        accounts: None,
        financing: None,
        moved_to_equity: None,
        certificate: None,
        narrative: None,
    };

    #[test]
    fn what_is_not_named_stays() {
        let empty = NOTHING.apply(None);
        assert_eq!(
            (empty.indicators, empty.moved_to_equity),
            (None, Money::ZERO)
        );
        let first = ReportChanges {
            indicators: Some(7),
            ..NOTHING
        };
        let begun = first.apply(Some(empty));
        let narrated = ReportChanges {
            narrative: Some("Ferdig.".to_owned()),
            ..NOTHING
        };
        let written = narrated.apply(Some(begun));
        assert_eq!(
            (written.indicators, written.narrative.as_str()),
            (Some(7), "Ferdig.")
        );
    }
}
