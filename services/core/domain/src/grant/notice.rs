//! Notices (varsel): told to the recipient in every language before something is done, and stored
//! as they were told.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use text::{Catalogue, Language};

use super::Grant;
use crate::findings::{FindingValue, sentence};
use crate::identifiers::AccountNumber;
use crate::texts;

/// A notice in every language.
pub type Notice = BTreeMap<Language, String>;

impl Grant {
    /// Writes the notice of a change of the account. `messages` are the scheme's, read before the
    /// domain's; `days` is the waiting period.
    #[must_use]
    pub fn account_notice(
        &self,
        messages: &Catalogue,
        account: &AccountNumber,
        asked_by: &str,
        days: i64,
    ) -> Notice {
        let ending = |account: &AccountNumber| FindingValue::Text(account.last_four().to_owned());
        let replaced = self.state.account().map(ending);
        let values = [
            ("case", FindingValue::Text(self.case_reference.to_string())),
            ("account", ending(account)),
            ("person", FindingValue::Text(asked_by.to_owned())),
            (
                "replaced",
                replaced.unwrap_or(FindingValue::Text(String::new())),
            ),
            ("days", FindingValue::Number(days)),
        ];
        notice(messages, "notice-account-change", &values)
    }

    /// Writes the notice that the offer will lapse. `messages` are the scheme's, read before the
    /// domain's; `answer_by` is the last day to answer.
    #[must_use]
    pub fn lapse_notice_text(&self, messages: &Catalogue, answer_by: NaiveDate) -> Notice {
        let values = [
            ("case", FindingValue::Text(self.case_reference.to_string())),
            ("granted", FindingValue::Money(self.granted)),
            ("date", FindingValue::Date(self.last_day())),
            ("answer", FindingValue::Date(answer_by)),
        ];
        notice(messages, "notice-lapse", &values)
    }
}

/// Writes a notice from the first of the catalogues that has its message.
pub(crate) fn notice(
    messages: &Catalogue,
    id: &str,
    values: &[(&'static str, FindingValue)],
) -> Notice {
    let catalogues = [messages, texts::catalogue()];
    let values: Vec<(Cow<'static, str>, FindingValue)> = values
        .iter()
        .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
        .collect();
    let say = |language| (language, sentence(&catalogues, language, id, &values));
    Language::ALL.into_iter().map(say).collect()
}
