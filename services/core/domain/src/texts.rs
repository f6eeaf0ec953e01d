//! The sentences all schemes share: reasons, explanations, findings. A scheme's own stand in its
//! crate; readers look there first.

use std::sync::OnceLock;

use text::{Catalogue, Language};

/// The domain's own texts, beside those about one award, which are of [`insight`].
pub const SOURCES: [(Language, &str); 27] = [
    (Language::Bokmal, include_str!("../messages/award.nb.ftl")),
    (Language::Nynorsk, include_str!("../messages/award.nn.ftl")),
    (Language::English, include_str!("../messages/award.en.ftl")),
    (
        Language::Bokmal,
        include_str!("../messages/fairness.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../messages/fairness.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../messages/fairness.en.ftl"),
    ),
    (Language::Bokmal, include_str!("../messages/finding.nb.ftl")),
    (
        Language::Nynorsk,
        include_str!("../messages/finding.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../messages/finding.en.ftl"),
    ),
    (Language::Bokmal, include_str!("../messages/history.nb.ftl")),
    (
        Language::Nynorsk,
        include_str!("../messages/history.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../messages/history.en.ftl"),
    ),
    (Language::Bokmal, include_str!("../messages/journal.nb.ftl")),
    (
        Language::Nynorsk,
        include_str!("../messages/journal.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../messages/journal.en.ftl"),
    ),
    (Language::Bokmal, include_str!("../messages/letter.nb.ftl")),
    (Language::Nynorsk, include_str!("../messages/letter.nn.ftl")),
    (Language::English, include_str!("../messages/letter.en.ftl")),
    (Language::Bokmal, include_str!("../messages/notice.nb.ftl")),
    (Language::Nynorsk, include_str!("../messages/notice.nn.ftl")),
    (Language::English, include_str!("../messages/notice.en.ftl")),
    (
        Language::Bokmal,
        include_str!("../messages/notification.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../messages/notification.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../messages/notification.en.ftl"),
    ),
    (Language::Bokmal, include_str!("../messages/plan.nb.ftl")),
    (Language::Nynorsk, include_str!("../messages/plan.nn.ftl")),
    (Language::English, include_str!("../messages/plan.en.ftl")),
];

/// The domain's catalogue, built at first use.
///
/// # Panics
/// Never: a test builds it from the sources that are compiled in.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let sources = [&insight::explain::SOURCES[..], &SOURCES[..]].concat();
        Catalogue::new(&sources).expect("the domain's own messages")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogues_agree() {
        assert!(catalogue().has("finding-report-empty") && catalogue().has("reason-did-not-fit"));
    }
}
