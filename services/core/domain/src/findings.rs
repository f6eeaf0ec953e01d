//! What a rule says of an application or a report: a code, a citation and the numbers, made into a sentence late.
//!
//! ```
//! use allocation::text::{Catalogue, Language};
//! use domain::findings::Finding;
//! use domain::money::Money;
//!
//! let catalogue = Catalogue::new(&[
//!     (Language::Bokmal, "finding-child-above-cap = Det er søkt om { $applied }. Taket er { $cap }."),
//!     (Language::Nynorsk, "finding-child-above-cap = Det er søkt om { $applied }. Taket er { $cap }."),
//!     (Language::English, "finding-child-above-cap = The sum applied for is { $applied }. The ceiling is { $cap }."),
//! ])?;
//! let finding = Finding::blocking("CHILD_ABOVE_CAP", "Rundskriv 19/2022")
//!     .field("amount")
//!     .arg("applied", Money::kroner(1_200_000))
//!     .arg("cap", Money::kroner(1_000_000));
//! assert_eq!(
//!     finding.text(&catalogue, Language::English),
//!     "The sum applied for is NOK 1,200,000. The ceiling is NOK 1,000,000."
//! );
//! # Ok::<(), allocation::text::CatalogueError>(())
//! ```

use std::borrow::Cow;

use allocation::text::{Args, Catalogue, Language, Value};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::money::Money;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// The step cannot be taken until the finding is gone.
    Blocking,
    /// The step can be taken; a person should know.
    Notice,
}

/// What a rule found. Ordered with blocking findings first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's code, stable for ever: capital letters, digits and `_`, as in `CHILD_MUNICIPALITY_ONLY`.
    pub code: &'static str,
    /// Whether it stops the step.
    pub severity: Severity,
    /// The rule's source as the rule book cites it; `configurable` where no source gives it.
    pub citation: Cow<'static, str>,
    /// The field of the form that the rule looked at, as a dotted path; none when it is the whole.
    pub field: Option<String>,
    /// What the sentence is filled in with.
    pub args: Vec<(&'static str, FindingValue)>,
}

/// One value of a finding's sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingValue {
    /// Text, put in as it is: a name, a title.
    Text(String),
    /// A whole number, usable in plural selection.
    Number(i64),
    /// A decimal number: square metres, per cent.
    Decimal(Decimal),
    /// An amount.
    Money(Money),
    /// A date.
    Date(NaiveDate),
}

impl Finding {
    /// A finding that stops the step.
    #[must_use]
    pub fn blocking(code: &'static str, citation: impl Into<Cow<'static, str>>) -> Finding {
        Finding {
            code,
            severity: Severity::Blocking,
            citation: citation.into(),
            field: None,
            args: Vec::new(),
        }
    }

    /// A finding that only informs.
    #[must_use]
    pub fn notice(code: &'static str, citation: impl Into<Cow<'static, str>>) -> Finding {
        Finding {
            severity: Severity::Notice,
            ..Finding::blocking(code, citation)
        }
    }

    /// Names the field the rule looked at, `units[2].area`.
    #[must_use]
    pub fn field(self, path: impl Into<String>) -> Finding {
        Finding {
            field: Some(path.into()),
            ..self
        }
    }

    /// Fills in a variable of the sentence.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<FindingValue>) -> Finding {
        self.args.push((name, value.into()));
        self
    }

    /// Whether it stops the step.
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        self.severity == Severity::Blocking
    }

    /// The id of the finding's message in a catalogue: `CHILD_ABOVE_CAP` → `finding-child-above-cap`.
    #[must_use]
    pub fn message_id(&self) -> String {
        message_id(self.code)
    }

    /// The sentence for people.
    #[must_use]
    pub fn text(&self, catalogue: &Catalogue, language: Language) -> String {
        let args = self.args.iter().fold(Args::new(), |args, (name, value)| {
            args.value(*name, value.in_text(language))
        });
        catalogue.text(language, &self.message_id(), &args)
    }
}

/// The id of the message of a finding's code, for a scheme's test that every code it uses has a text.
#[must_use]
pub fn message_id(code: &str) -> String {
    format!("finding-{}", code.to_ascii_lowercase().replace('_', "-"))
}

/// Whether any of them stops the step.
#[must_use]
pub fn any_blocking(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_blocking)
}

/// Blocking findings first, each group in the order it was found.
pub fn blocking_first(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| finding.severity);
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

    const PATTERN: &str = "finding-x = { $name }: { $count }, { $area }, { $sum }, { $day }";

    fn finding() -> Finding {
        Finding::notice("X", "HB 8.B.20, ch. 4.1")
            .field("units[0].area")
            .arg("name", "Ås")
            .arg("count", 1_500_i64)
            .arg("area", "62.50".parse::<Decimal>().unwrap())
            .arg("sum", Money::kroner(40_000))
            .arg("day", "2017-03-15".parse::<NaiveDate>().unwrap())
    }

    #[test]
    fn every_kind_of_value_in_every_language() {
        let catalogue = Catalogue::new(&Language::ALL.map(|language| (language, PATTERN))).unwrap();
        let text = |language| finding().text(&catalogue, language).replace('\u{a0}', " ");
        assert_eq!(
            text(Language::Bokmal),
            "Ås: 1 500, 62,5, 40 000 kr, 15. mars 2017"
        );
        assert_eq!(
            text(Language::Nynorsk),
            "Ås: 1 500, 62,5, 40 000 kr, 15. mars 2017"
        );
        assert_eq!(
            text(Language::English),
            "Ås: 1,500, 62.5, NOK 40,000, 15 March 2017"
        );
    }

    #[test]
    fn blocking_findings_come_first() {
        let mut findings = vec![
            finding(),
            Finding::blocking("A", "configurable"),
            Finding::blocking("B", "configurable"),
        ];
        assert!(any_blocking(&findings) && !any_blocking(&findings[..1]));
        blocking_first(&mut findings);
        assert_eq!(
            findings
                .iter()
                .map(|finding| finding.code)
                .collect::<Vec<_>>(),
            ["A", "B", "X"]
        );
        assert_eq!(
            Finding::blocking("CHILD_ABOVE_CAP", "").message_id(),
            "finding-child-above-cap"
        );
    }
}
