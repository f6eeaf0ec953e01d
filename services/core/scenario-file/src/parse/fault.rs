//! Faults in a file: place and remedy.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::OnceLock;
use text::{Args, Catalogue, Language};

/// Messages about faults.
const SOURCES: [(Language, &str); 3] = [
    (
        Language::Bokmal,
        include_str!("../../messages/fault.nb.ftl"),
    ),
    (
        Language::Nynorsk,
        include_str!("../../messages/fault.nn.ftl"),
    ),
    (
        Language::English,
        include_str!("../../messages/fault.en.ftl"),
    ),
];

#[expect(
    clippy::expect_used,
    reason = "the sources are compiled in, and a test builds the catalogue from them"
)]
fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::new(&SOURCES).expect("the messages about faults"))
}

/// Number of characters of a wrong value that are shown.
const SHOWN: usize = 40;

/// One fault in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The field: `budget`, `applicants[3].claim`, or a column's name. Empty where the fault is not
    /// in a field.
    pub field: String,
    /// The fault.
    pub problem: Problem,
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Not JSON (or not CSV) from here on.
    Syntax {
        /// The value found.
        found: String,
        /// The values that could have stood there.
        expected: String,
    },
    /// The bytes are not text in an encoding that can be told.
    Encoding,
    /// Lists or objects inside each other beyond all need.
    TooDeep,
    /// A required field (or column) is not there.
    Missing,
    /// No applicant knows this field; most often a misspelling.
    Unknown {
        /// The closest known name, where there is one.
        nearest: Option<String>,
    },
    /// The same field stands twice in one object, or the same column twice.
    RepeatedField,
    /// The same id as on an earlier line.
    RepeatedId {
        /// That line.
        first: usize,
    },
    /// Not a number.
    NotANumber {
        /// The value found there.
        found: String,
    },
    /// A thousands separator or a decimal sign: it cannot be told which.
    Ambiguous {
        /// The value found there.
        found: String,
    },
    /// A whole number is needed.
    NotWhole {
        /// The value found there.
        found: String,
    },
    /// Negative where that has no meaning.
    Negative {
        /// The value found there.
        found: String,
    },
    /// A fraction over zero.
    ZeroDenominator,
    /// Too large, or too many decimals, to be calculated exactly.
    TooLarge {
        /// The value found there.
        found: String,
    },
    /// Not one of the values that the field can have.
    NotAllowed {
        /// The value found there.
        found: String,
        /// The values that can stand there.
        allowed: String,
    },
    /// The wrong kind of value: a list where a text is needed, say.
    WrongKind {
        /// The needed type: `text`, `number`, `list`, `object`.
        needed: String,
    },
    /// Contradicts another field of the same applicant.
    Contradicts {
        /// The other field.
        other: String,
    },
    /// A row has more or fewer cells than the header.
    Columns {
        /// In the row.
        found: usize,
        /// In the header.
        expected: usize,
    },
}

impl Fault {
    pub(crate) fn new(line: usize, field: impl Into<String>, problem: Problem) -> Self {
        Self {
            line,
            field: field.into(),
            problem,
        }
    }

    /// Returns what is wrong, in words.
    #[must_use]
    pub fn problem(&self, language: Language) -> String {
        catalogue().text(language, self.problem.id(), &self.problem.args())
    }

    /// Returns what to do about it, in words.
    #[must_use]
    pub fn remedy(&self, language: Language) -> String {
        let id = self.problem.id().replacen("fault-", "remedy-", 1);
        catalogue().text(language, &id, &self.problem.args())
    }

    /// The whole line for a terminal: where, what, and what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let id = if self.field.is_empty() {
            "fault-line"
        } else {
            "fault-line-field"
        };
        let args = Args::new()
            .text("line", self.line.to_string())
            .text("field", &self.field)
            .text("problem", self.problem(language))
            .text("remedy", self.remedy(language));
        catalogue().text(language, id, &args)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for Fault {}

impl Problem {
    const fn id(&self) -> &'static str {
        match self {
            Problem::Syntax { .. } => "fault-syntax",
            Problem::Encoding => "fault-encoding",
            Problem::TooDeep => "fault-too-deep",
            Problem::Missing => "fault-missing",
            Problem::Unknown { nearest: Some(_) } => "fault-misspelt",
            Problem::Unknown { nearest: None } => "fault-unknown",
            Problem::RepeatedField => "fault-repeated-field",
            Problem::RepeatedId { .. } => "fault-repeated-id",
            Problem::NotANumber { .. } => "fault-not-a-number",
            Problem::Ambiguous { .. } => "fault-ambiguous",
            Problem::NotWhole { .. } => "fault-not-whole",
            Problem::Negative { .. } => "fault-negative",
            Problem::ZeroDenominator => "fault-zero-denominator",
            Problem::TooLarge { .. } => "fault-too-large",
            Problem::NotAllowed { .. } => "fault-not-allowed",
            Problem::WrongKind { .. } => "fault-wrong-kind",
            Problem::Contradicts { .. } => "fault-contradicts",
            Problem::Columns { .. } => "fault-columns",
        }
    }

    fn args(&self) -> Args<'_> {
        match self {
            Problem::Syntax { found, expected } => {
                Args::new().text("found", found).text("expected", expected)
            }
            Problem::Encoding
            | Problem::TooDeep
            | Problem::Missing
            | Problem::RepeatedField
            | Problem::ZeroDenominator => Args::new(),
            Problem::Unknown { nearest } => {
                Args::new().text("nearest", nearest.as_deref().unwrap_or_default())
            }
            Problem::RepeatedId { first } => Args::new().text("first", first.to_string()),
            Problem::NotANumber { found }
            | Problem::Ambiguous { found }
            | Problem::NotWhole { found }
            | Problem::Negative { found }
            | Problem::TooLarge { found } => Args::new().text("found", found),
            Problem::NotAllowed { found, allowed } => {
                Args::new().text("found", found).text("allowed", allowed)
            }
            Problem::WrongKind { needed } => Args::new().text("needed", needed),
            Problem::Contradicts { other } => Args::new().text("other", other),
            Problem::Columns { found, expected } => Args::new()
                .text("found", found.to_string())
                .text("expected", expected.to_string()),
        }
    }
}

/// The beginning of a wrong value, enough to find it by.
pub(crate) fn shown(value: &str) -> String {
    let mut short: String = value
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if value.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}

/// A field's own name as a file has it; one without letters is shown in quotation marks.
pub(crate) fn named(name: &str) -> String {
    if name.trim().is_empty() {
        format!("{:?}", shown(name))
    } else {
        shown(name)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_catalogues_agree() {
        text::Catalogue::new(&super::SOURCES).unwrap();
    }
}
