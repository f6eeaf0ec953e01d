//! The words of the layout.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use text::{Args, Catalogue, Language};

/// The catalogue of the layout, built at first use.
#[expect(
    clippy::expect_used,
    reason = "the sources are compiled in, and a test builds the catalogue from them"
)]
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(&[
        (Language::Bokmal, include_str!("../messages/label.nb.ftl")),
        (Language::Nynorsk, include_str!("../messages/label.nn.ftl")),
        (Language::English, include_str!("../messages/label.en.ftl")),
    ])
    .expect("the words of the layout")
});

/// The words of the layout in one language, as the template names them.
#[derive(Debug, Serialize)]
pub(crate) struct Labels {
    date: String,
    case: String,
    decision: String,
    officer: String,
    organisation: String,
    page: String,
    of: String,
    closing: String,
    approved: String,
}

impl Labels {
    pub(crate) fn new(language: Language) -> Self {
        let word = |id| CATALOGUE.text(language, id, &Args::new());
        Self {
            date: word("label-date"),
            case: word("label-case"),
            decision: word("label-decision"),
            officer: word("label-officer"),
            organisation: word("label-organisation"),
            page: word("label-page"),
            of: word("label-of"),
            closing: word("label-closing"),
            approved: word("label-approved"),
        }
    }
}

/// A date as the language writes it.
pub(crate) fn date(language: Language, date: NaiveDate) -> String {
    // A month is 1–12 and a day 1–31: both fit.
    let small = |part: u32| u8::try_from(part).unwrap_or(u8::MAX);
    let args = Args::new().date("date", date.year(), small(date.month()), small(date.day()));
    CATALOGUE.text(language, "label-date-value", &args)
}
