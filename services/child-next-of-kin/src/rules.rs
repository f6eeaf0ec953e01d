//! The rule book and the sentences, each read once from what is compiled in; the tests read them
//! too, so a fault cannot reach a running program.

use std::sync::LazyLock;

use domain::rules::RuleBook;
use text::{Catalogue, Language};

static BOOK: LazyLock<RuleBook> = LazyLock::new(|| {
    RuleBook::parse(include_str!("../rules.toml"))
        .unwrap_or_else(|faults| panic!("rules.toml of child next-of-kin: {faults:?}"))
});

static MESSAGES: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(&[
        (Language::Bokmal, include_str!("../messages/nb.ftl")),
        (Language::Nynorsk, include_str!("../messages/nn.ftl")),
        (Language::English, include_str!("../messages/en.ftl")),
    ])
    .unwrap_or_else(|fault| panic!("messages of child next-of-kin: {fault}"))
});

/// The rule book.
pub(crate) fn book() -> &'static RuleBook {
    &BOOK
}

/// The sentences.
pub(crate) fn messages() -> &'static Catalogue {
    &MESSAGES
}
