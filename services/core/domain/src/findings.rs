//! The result of a rule: a code, a citation, the field that was looked at, and the values of the
//! sentence.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use text::{Args, Catalogue, Language, Value};

use crate::money::Money;

/// The weight of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The step cannot be taken until the finding is gone.
    Blocking,
    /// The application can be submitted; it is not granted anything until the finding is gone.
    BeforeDecision,
    /// A person should know.
    Notice,
}

/// A value in a sentence; written as each language writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum FindingValue {
    /// A name, a number or a decimal as text: stands as it is.
    Text(String),
    /// A whole number, usable in plural selection.
    Number(i64),
    /// A decimal number: square metres, per cent.
    Decimal(Decimal),
    /// An amount.
    Money(Money),
    /// A calendar date.
    Date(NaiveDate),
}

/// A finding about an application, a report or a payment (funn).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code, stable for ever, in capitals: `CHILD_MUNICIPALITY_ONLY`. Its sentence is the message
    /// `finding-` and the code in lower case with `-` for `_`, in the scheme's catalogue or the
    /// domain's.
    pub code: Cow<'static, str>,
    /// The weight.
    pub severity: Severity,
    /// Regulation and section, guide and chapter, or `configurable`.
    pub citation: Cow<'static, str>,
    /// Dotted path of the field it looked at; empty when it is the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The values of the sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, FindingValue)>,
}

impl Finding {
    /// A finding about the whole.
    #[must_use]
    pub fn new(
        code: &'static str,
        severity: Severity,
        citation: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code: Cow::Borrowed(code),
            severity,
            citation: citation.into(),
            field: String::new(),
            args: Vec::new(),
        }
    }

    /// A finding that stops the step.
    #[must_use]
    pub fn blocking(code: &'static str, citation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Severity::Blocking, citation)
    }

    /// A finding that does not stop the submission, and stops the decision.
    #[must_use]
    pub fn before_decision(code: &'static str, citation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Severity::BeforeDecision, citation)
    }

    /// A finding that only informs.
    #[must_use]
    pub fn notice(code: &'static str, citation: impl Into<Cow<'static, str>>) -> Self {
        Self::new(code, Severity::Notice, citation)
    }

    /// The same, about a field.
    #[must_use]
    pub fn on(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// The same, with one more value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<FindingValue>) -> Self {
        self.args.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Returns whether it stops the step.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        matches!(self.severity, Severity::Blocking)
    }

    /// Returns whether it stops the decision, when the facts are read again.
    #[must_use]
    pub const fn blocks_decision(&self) -> bool {
        matches!(self.severity, Severity::Blocking | Severity::BeforeDecision)
    }

    /// The finding's sentence, from the first of the catalogues that has it.
    #[must_use]
    pub fn text(&self, catalogues: &[&Catalogue], language: Language) -> String {
        sentence(
            catalogues,
            language,
            &message_id("finding-", &self.code),
            &self.args,
        )
    }
}

/// Arguments of a message, written short.
#[must_use]
pub fn args<const N: usize>(
    pairs: [(&'static str, FindingValue); N],
) -> Vec<(&'static str, FindingValue)> {
    pairs.to_vec()
}

/// Returns one finding where a condition is met, else none.
pub fn when(met: bool, finding: impl FnOnce() -> Finding) -> Vec<Finding> {
    met.then(finding).into_iter().collect()
}

/// Returns whether any of the findings stops the step.
#[must_use]
pub fn any_blocking(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::blocks)
}

/// Blocking findings first, each group in the order it was found.
pub fn blocking_first(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| finding.severity);
}

/// The id of a code's message: prefix, then the code in lower case with `-` for `_`.
#[must_use]
pub fn message_id(prefix: &str, code: &str) -> String {
    format!("{prefix}{}", code.to_lowercase().replace('_', "-"))
}

/// A sentence with its values, from the first of the catalogues that has the message; the id itself
/// where none has.
#[must_use]
pub fn sentence(
    catalogues: &[&Catalogue],
    language: Language,
    id: &str,
    values: &[(Cow<'static, str>, FindingValue)],
) -> String {
    let args = filled(
        language,
        values.iter().map(|(name, value)| (name.as_ref(), value)),
    );
    catalogues
        .iter()
        .find(|catalogue| catalogue.has(id))
        .map_or_else(
            || id.to_owned(),
            |catalogue| catalogue.text(language, id, &args),
        )
}

/// The values of a message as the language writes them.
pub(crate) fn filled<'v>(
    language: Language,
    values: impl Iterator<Item = (&'v str, &'v FindingValue)>,
) -> Args<'v> {
    values.fold(Args::new(), |args, (name, value)| {
        args.value(name, value.in_text(language))
    })
}

impl FindingValue {
    fn in_text(&self, language: Language) -> Value<'_> {
        match self {
            FindingValue::Text(text) => Value::Text(text.into()),
            FindingValue::Number(number) => Value::Number(*number),
            FindingValue::Decimal(number) => Value::Text(decimal_text(*number, language).into()),
            FindingValue::Money(amount) => Value::Money(amount.ore()),
            FindingValue::Date(date) => {
                // A month is 1–12 and a day 1–31: both fit.
                let small = |part: u32| u8::try_from(part).unwrap_or(u8::MAX);
                Value::Date(date.year(), small(date.month()), small(date.day()))
            }
        }
    }
}

/// A decimal with the language's decimal sign: `3,3` in Norwegian.
fn decimal_text(number: Decimal, language: Language) -> String {
    let text = number.normalize().to_string();
    match language {
        Language::Bokmal | Language::Nynorsk => text.replace('.', ","),
        Language::English => text,
    }
}

macro_rules! finding_value_from {
    ($($from:ty => $variant:ident($convert:expr)),+ $(,)?) => {
        $(impl From<$from> for FindingValue {
            fn from(value: $from) -> FindingValue {
                FindingValue::$variant($convert(value))
            }
        })+
    };
}

finding_value_from! {
    String => Text(std::convert::identity),
    &str => Text(str::to_owned),
    i64 => Number(std::convert::identity),
    i32 => Number(i64::from),
    u32 => Number(i64::from),
    Decimal => Decimal(std::convert::identity),
    Money => Money(std::convert::identity),
    NaiveDate => Date(std::convert::identity),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_a_sentence_in_every_language() {
        let catalogue = Catalogue::new(&[
            (
                Language::Bokmal,
                "finding-too-long = { $years } år er for lenge.",
            ),
            (
                Language::Nynorsk,
                "finding-too-long = { $years } år er for lenge.",
            ),
            (
                Language::English,
                "finding-too-long = { $years } years is too long.",
            ),
        ])
        .unwrap();
        let finding =
            Finding::blocking("TOO_LONG", "configurable").with("years", Decimal::new(33, 1));
        assert_eq!(
            finding.text(&[&catalogue], Language::Bokmal),
            "3,3 år er for lenge."
        );
        assert_eq!(
            finding.text(&[&catalogue], Language::English),
            "3.3 years is too long."
        );
    }

    #[test]
    fn a_stored_finding_comes_back() {
        let finding = Finding::notice("X_Y", "§ 1")
            .on("a.b")
            .with("sum", Money::kroner(3));
        let json = serde_json::to_string(&finding).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&json).unwrap(), finding);
    }
}
