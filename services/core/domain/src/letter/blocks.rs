//! Texts of a letter with their sources. A scheme's catalogue may hold a message of the same id; it
//! is then used instead.

/// Source of a text that no regulation gives.
pub const CONFIGURABLE: &str = "configurable";

/// Standard texts, each with its source. The rest of a letter states facts of the decision.
///
/// The sources give only a part of the rules on the contents of a letter, and do not name the body
/// that decides an appeal. The authority chooses those texts, and none of them is presented as law.
pub const STANDARD_TEXTS: &[(&str, &str)] = &[
    ("letter-block-use", CONFIGURABLE),
    ("letter-block-control", CONFIGURABLE),
    ("letter-block-sanctions", CONFIGURABLE),
    ("letter-block-acceptance", CONFIGURABLE),
    ("letter-block-revised-budget", CONFIGURABLE),
    (
        "letter-block-later-years",
        "DFØ, Flerårige tilsagn (20.4.2018)",
    ),
    ("letter-block-points", CONFIGURABLE),
    ("letter-block-appeal", "Forvaltningsloven § 29"),
    ("letter-block-appeal-body", CONFIGURABLE),
    ("letter-block-appeal-content", CONFIGURABLE),
    (
        "letter-block-ask-for-reasons",
        "Forvaltningsloven §§ 24 og 29",
    ),
    ("letter-block-access", CONFIGURABLE),
    ("letter-block-no-appeal", CONFIGURABLE),
    ("letter-block-appeal-final", CONFIGURABLE),
    ("letter-block-appeal-correction", CONFIGURABLE),
    (OFFICE_UNIT, CONFIGURABLE),
    (OFFICE_ADDRESS, CONFIGURABLE),
    (OFFICE_ORGANISATION, CONFIGURABLE),
];

/// Unit of the office that sends letters; empty unless the scheme has a text of its own.
pub const OFFICE_UNIT: &str = "letter-office-unit";
/// Its address, line by line; empty unless the scheme has a text of its own.
pub const OFFICE_ADDRESS: &str = "letter-office-address";
/// Its organisation number; empty unless the scheme has a text of its own.
pub const OFFICE_ORGANISATION: &str = "letter-office-organisation";

/// The body that decides an appeal, as it stands in a sentence.
pub const APPEAL_BODY: &str = "letter-appeal-body";

/// Returns whether a scheme's catalogue may hold a message of this id for its letters: a text of
/// its own for a standard one, the body of appeal, or the caption and the heads of a table for a
/// condition that stands several times in a letter.
#[must_use]
pub fn is_letter_text(id: &str) -> bool {
    id == APPEAL_BODY
        || STANDARD_TEXTS.iter().any(|(text, _)| *text == id)
        || id.starts_with("letter-table-")
        || id.starts_with("letter-column-")
}
