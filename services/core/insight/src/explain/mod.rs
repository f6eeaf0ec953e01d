//! Traces and conflicts in words, from the catalogues in `messages/`.

mod award;
mod changes;
mod conflicts;
mod lines;
mod style;

pub use award::{Figure, Reasons, Sentence, budget_in_full, frame, steps};
pub use changes::{counterfactual, own_price, price};
pub use conflicts::{conflict, problems};
pub use lines::lines;
pub use style::Style;
pub(crate) use style::Writer;

use allocation::{Clause, Refusal};
use std::sync::OnceLock;
use text::{Args, Catalogue, Language};

/// The engine's own texts, for a catalogue that is to hold them together with others.
pub const SOURCES: [(Language, &str); 3] = [
    (
        Language::Bokmal,
        include_str!("../../messages/explain.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../../messages/explain.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../../messages/explain.en.ftl"),
    ),
];

/// The engine's catalogue, built at first use.
#[expect(
    clippy::expect_used,
    reason = "the sources are compiled in, and a test builds the catalogue from them"
)]
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::new(&SOURCES).expect("the engine's own messages"))
}

/// A clause in words.
pub(crate) fn clause(clause: Clause, language: Language) -> String {
    let id = match clause {
        Clause::Nothing => "clause-nothing",
        Clause::Committed => "clause-committed",
        Clause::Notified => "clause-notified",
        Clause::Minimum => "clause-minimum",
        Clause::LastYearFloor => "clause-last-year-floor",
        Clause::UsefulMinimum => "clause-useful-minimum",
        Clause::Base => "clause-base",
        Clause::Claim => "clause-claim",
        Clause::Maximum => "clause-maximum",
        Clause::Headroom => "clause-headroom",
        Clause::LastYearCeiling => "clause-last-year-ceiling",
        Clause::YearlyCeiling => "clause-yearly-ceiling",
        Clause::CutFloor => "clause-cut-floor",
    };
    catalogue().text(language, id, &Args::new())
}

/// The id of the text about a refusal.
pub(crate) const fn refusal_id(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::BelowThreshold => "refused-below-threshold",
        Refusal::NothingAllowed => "refused-nothing-allowed",
        Refusal::NotAdmitted => "refused-not-admitted",
        Refusal::BudgetEnded => "refused-budget-ended",
        Refusal::OpenPartEnded => "refused-open-part-ended",
        Refusal::DidNotFit => "refused-did-not-fit",
        Refusal::BelowOwnMinimum => "refused-below-own-minimum",
        Refusal::GroupFull => "refused-group-full",
        Refusal::NotInBestSet => "refused-not-in-best-set",
        Refusal::ClassNotReached => "refused-class-not-reached",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_catalogues_agree() {
        text::Catalogue::new(&super::SOURCES).unwrap();
    }
}
