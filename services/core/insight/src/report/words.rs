//! Words and numbers in the reader's language.

use crate::metrics::Guarded;
use std::sync::OnceLock;
use text::{Args, Catalogue, Language, decimals, grouped, kroner};

/// The report's own texts, for a catalogue that is to hold them together with others.
pub const SOURCES: [(Language, &str); 3] = [
    (
        Language::Bokmal,
        include_str!("../../messages/report.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../../messages/report.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../../messages/report.en.ftl"),
    ),
];

#[expect(
    clippy::expect_used,
    reason = "the sources are compiled in, and a test builds the catalogue from them"
)]
fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::new(&SOURCES).expect("the report's own messages"))
}

/// The unit of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Øre, shown as kroner.
    Ore,
    /// Kroner, of which each is this many parts: 1 for whole kroner. At least 1.
    Kroner(u32),
    /// Whole places.
    Places,
    /// Something of which there are this many in one: 1 for whole numbers, 100 for hundredths. At
    /// least 1.
    Parts(u32),
}

/// The stage of the division that a page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Calculated; nothing is proposed by it.
    #[default]
    Calculated,
    /// Proposed, or on its way there.
    Proposed,
    /// Decided.
    Approved,
}

impl Stage {
    const fn code(self) -> &'static str {
        match self {
            Self::Calculated => "calculated",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
        }
    }
}

/// The headings of columns that hold amounts.
const AMOUNTS: [&str; 8] = [
    "report-claim-range",
    "report-awarded",
    "report-moved",
    "report-largest-gain",
    "report-largest-loss",
    "report-proposed-amount",
    "report-in-scenario",
    "report-difference",
];

/// The report's language and unit.
pub(super) struct Words {
    language: Language,
    unit: Unit,
    stage: Stage,
}

impl Words {
    pub(super) const fn new(language: Language, unit: Unit) -> Self {
        Self::at(Stage::Calculated, language, unit)
    }

    pub(super) const fn at(stage: Stage, language: Language, unit: Unit) -> Self {
        Self {
            language,
            unit,
            stage,
        }
    }

    /// A message without variables of its own. Some are worded by the stage.
    pub(super) fn say(&self, id: &str) -> String {
        self.fill(id, &self.staged())
    }

    pub(super) fn staged(&self) -> Args<'static> {
        Args::new().text("stage", self.stage.code())
    }

    pub(super) fn fill(&self, id: &str, args: &Args<'_>) -> String {
        catalogue().text(self.language, id, args)
    }

    /// A message that names the unit.
    pub(super) fn with_unit(&self, id: &str) -> String {
        self.fill(id, &self.staged().text("unit", self.unit_name()))
    }

    /// Messages without variables, as the headings of a table; a column of amounts says what they
    /// are counted in.
    pub(super) fn head(&self, ids: &[&str]) -> Vec<String> {
        let heading = |id: &&str| match AMOUNTS.contains(id) {
            true => format!("{} ({})", self.say(id), self.unit_name()),
            false => self.say(id),
        };
        ids.iter().map(heading).collect()
    }

    pub(super) fn number(&self, number: u64) -> String {
        grouped(i64::try_from(number).unwrap_or(i64::MAX), self.language)
    }

    /// An amount with its unit.
    pub(super) fn amount(&self, amount: i64) -> String {
        match self.unit {
            Unit::Ore | Unit::Kroner(_) => {
                let bare = self.bare(amount);
                self.fill("format-money", &Args::new().text("amount", bare))
            }
            Unit::Places => self.fill("report-places", &Args::new().number("places", amount)),
            Unit::Parts(_) => self.bare(amount),
        }
    }

    /// An amount without its unit, for a column whose heading has it.
    pub(super) fn bare(&self, amount: i64) -> String {
        match self.unit {
            Unit::Ore if amount % 100 == 0 => grouped(amount / 100, self.language),
            Unit::Ore => kroner(amount, self.language),
            Unit::Places => grouped(amount, self.language),
            Unit::Kroner(parts) | Unit::Parts(parts) => {
                let whole = amount
                    .checked_rem(i64::from(parts))
                    .is_none_or(|rest| rest == 0);
                self.decimals(self.ones(amount), if whole { 0 } else { 2 })
            }
        }
    }

    /// Returns how many of the smallest unit make one of what is shown.
    pub(super) fn per_one(&self) -> f64 {
        match self.unit {
            Unit::Ore => 100.0,
            Unit::Places => 1.0,
            Unit::Kroner(parts) | Unit::Parts(parts) => f64::from(parts.max(1)),
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a figure for reading, never a decision"
    )]
    pub(super) fn ones(&self, amount: i64) -> f64 {
        amount as f64 / self.per_one()
    }

    /// Returns what amounts are counted in, for an axis.
    pub(super) fn unit_name(&self) -> String {
        self.say(match self.unit {
            Unit::Ore | Unit::Kroner(_) => "report-unit-kroner",
            Unit::Places => "report-unit-places",
            Unit::Parts(_) => "report-unit-parts",
        })
    }

    /// A number for an axis, short: `1,5 mill.`
    pub(super) fn short(&self, ones: f64) -> String {
        let plain = |figure: f64, id: &str| {
            let digits = usize::from(figure < 10.0 && figure.fract() != 0.0);
            self.fill(
                id,
                &Args::new().text("number", self.decimals(figure, digits)),
            )
        };
        match ones {
            ones if ones >= 1e9 => plain(ones / 1e9, "report-billion"),
            ones if ones >= 1e6 => plain(ones / 1e6, "report-million"),
            ones if ones > 0.0 && ones < 1.0 => self.decimals(ones, 2),
            ones => self.decimals(ones, usize::from(ones < 10.0 && ones.fract() != 0.0)),
        }
    }

    /// A share as per cent with one decimal.
    pub(super) fn percent(&self, share: f64) -> String {
        self.fill(
            "report-percent",
            &Args::new().text("number", self.decimals(share * 100.0, 1)),
        )
    }

    /// Writes a number with decimals.
    pub(super) fn decimals(&self, figure: f64, digits: usize) -> String {
        decimals(figure, digits, self.language)
    }

    /// An index between 0 and 1, or a ratio.
    pub(super) fn index(&self, figure: f64) -> String {
        self.decimals(figure, 3)
    }

    /// Returns what is not known, or a dash.
    pub(super) fn or_dash<T>(&self, figure: Option<T>, show: impl FnOnce(T) -> String) -> String {
        figure.map_or_else(|| "–".to_owned(), show)
    }

    /// A figure, or the word for one that is withheld.
    pub(super) fn guarded<T>(
        &self,
        figure: &Guarded<T>,
        show: impl FnOnce(&T) -> String,
    ) -> String {
        figure
            .shown()
            .map_or_else(|| self.say("report-withheld"), show)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogues_agree() {
        Catalogue::new(&SOURCES).unwrap();
    }

    #[test]
    fn numbers_read_as_the_language_writes_them() {
        let words = |language| Words::new(language, Unit::Ore);
        assert_eq!(words(Language::Nynorsk).percent(0.125), "12,5\u{a0}%");
        assert_eq!(words(Language::English).short(1_500_000.0), "1.5 m");
        assert_eq!(words(Language::Bokmal).short(2_000.0), "2\u{a0}000");
    }
}
