//! The sentences of errors, in three languages.

use std::sync::OnceLock;

use text::{Catalogue, Language};

/// One sentence for each reason of the contract.
pub(super) const SOURCES: [(Language, &str); 3] = [
    (
        Language::Bokmal,
        include_str!("../../messages/refusal.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../../messages/refusal.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../../messages/refusal.en.ftl"),
    ),
];

/// Returns the catalogue, built at first use.
///
/// # Panics
/// Never: a test builds it from the sources that are compiled in.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::new(&SOURCES).expect("the server's own messages"))
}
