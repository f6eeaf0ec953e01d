//! The notation of amounts: as kroner, or as what the scenario file counts in.

use allocation::fraction::Fraction;
use allocation::scenario::Scenario;
use serde::{Deserialize, Serialize};
use text::{Language, grouped, kroner};

/// The notation of amounts in explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Plain numbers, in what the scenario file counts in.
    #[default]
    Plain,
    /// Units are øre, written as kroner.
    Money,
}

/// Writes the figures of one scenario.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writer {
    pub style: Style,
    pub language: Language,
    /// Units of amount in one of what the file counts in.
    pub scale: i64,
}

impl Writer {
    /// Writes in what the scenario counts in.
    pub(crate) const fn of(scenario: &Scenario, style: Style, language: Language) -> Self {
        Self::new(scenario.scale.amount, style, language)
    }

    /// Writes amounts of which `scale` units are one.
    pub(crate) const fn new(scale: i64, style: Style, language: Language) -> Self {
        Self {
            style,
            language,
            scale,
        }
    }

    /// A whole number of units.
    pub(crate) fn amount(self, units: impl Into<i64>) -> String {
        let units = units.into();
        match self.style {
            Style::Money => self.krone(&kroner(units, self.language)),
            Style::Plain => self.plain(
                Fraction::new(units.into(), self.scale.into()).unwrap_or(Fraction::from(units)),
            ),
        }
    }

    /// An exact share: the whole part and, where it is not whole, the fraction itself.
    pub(crate) fn share(self, share: Fraction) -> String {
        match (self.style, i64::try_from(share.floor())) {
            (Style::Money, Ok(floor)) if share.denominator() == 1 => self.amount(floor),
            (Style::Money, _) => self.krone(&times(share, 1, 100).to_string()),
            (Style::Plain, _) => self.plain(times(share, 1, self.scale.into())),
        }
    }

    /// A number that is not an amount: a weight, a level.
    pub(crate) fn plain(self, number: Fraction) -> String {
        let whole = i64::try_from(number.numerator())
            .ok()
            .filter(|_| number.denominator() == 1);
        let comma = |text: String| match self.language {
            Language::Bokmal | Language::Nynorsk => text.replace('.', ","),
            Language::English => text,
        };
        whole.map_or_else(
            || comma(number.decimal()),
            |whole| grouped(whole, self.language),
        )
    }

    fn krone(self, number: &str) -> String {
        let args = text::Args::new().text("amount", number);
        super::catalogue().text(self.language, "format-money", &args)
    }
}

/// `fraction · over / under`, or the fraction itself where that is beyond what can be held (only
/// ever in a text).
pub(crate) fn times(fraction: Fraction, over: i128, under: i128) -> Fraction {
    let numerator = fraction.numerator().checked_mul(over);
    let denominator = fraction.denominator().checked_mul(under);
    numerator
        .zip(denominator)
        .and_then(|(n, d)| Fraction::new(n, d))
        .unwrap_or(fraction)
}
