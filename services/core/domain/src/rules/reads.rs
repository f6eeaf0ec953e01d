//! Ids and types of the rule values that code reads, checked when a book is parsed.

use super::typed::RuleType;

/// Rule values of one type that code reads.
///
/// A scheme states them in a table. A book that lacks one of them, or holds it as another type in
/// any period, is refused when it is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Reads {
    /// The type.
    pub as_type: RuleType,
    /// The ids.
    pub ids: &'static [&'static str],
}

/// The largest number of live applications of one organisation in a call. A scheme without the
/// value sets no limit.
pub const APPLICATIONS_MAX: &str = "applications.per_organisation_max";

/// Rule values that code shared by all schemes reads where a book has them. The weights of criteria
/// are read as well; their ids follow from the profile.
pub const SHARED: &[Reads] = &[
    Reads {
        as_type: RuleType::Count,
        ids: &[APPLICATIONS_MAX],
    },
    Reads {
        as_type: RuleType::Flag,
        ids: &["waiting_list.to_everybody"],
    },
    Reads {
        as_type: RuleType::List,
        ids: &["figures.size_limits"],
    },
];
