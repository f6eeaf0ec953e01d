//! Ids and types of the rule values that code reads, checked when a book is parsed.

use super::typed::RuleType;
use crate::decision::APPEAL_KINDS;
use crate::grant::BY_LINE;
use crate::grant::{
    ACCEPTANCE_DAYS, ACCOUNT_WAITING_DAYS, CHANGE_BUDGET_FREE, CHANGE_CONTENT_DECIDED,
    CHANGE_FOUR_EYES, CHANGE_PARTNER_DECIDED, CHANGE_REPORT_DAYS, CHANGE_TIME_DECIDED,
    LAPSE_NOTICE_DAYS, REVISED_BUDGET,
};
use crate::report::{OVERDUE_BLOCKS, REMINDER_DAYS_AFTER, REMINDER_DAYS_BEFORE};
use crate::retention::{DRAFT_DAYS, GRANTED_YEARS, NOTICE_DAYS, WITHOUT_GRANT_YEARS};
use crate::tags::{GOALS, PLAN_LINE};

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
        ids: &[
            APPLICATIONS_MAX,
            ACCEPTANCE_DAYS,
            ACCOUNT_WAITING_DAYS,
            LAPSE_NOTICE_DAYS,
            CHANGE_BUDGET_FREE,
            CHANGE_REPORT_DAYS,
            DRAFT_DAYS,
            WITHOUT_GRANT_YEARS,
            GRANTED_YEARS,
            NOTICE_DAYS,
        ],
    },
    Reads {
        as_type: RuleType::Flag,
        ids: &[
            "waiting_list.to_everybody",
            REVISED_BUDGET,
            BY_LINE,
            CHANGE_TIME_DECIDED,
            CHANGE_CONTENT_DECIDED,
            CHANGE_PARTNER_DECIDED,
            CHANGE_FOUR_EYES,
        ],
    },
    Reads {
        as_type: RuleType::List,
        ids: &[
            "figures.size_limits",
            REMINDER_DAYS_AFTER,
            REMINDER_DAYS_BEFORE,
        ],
    },
    Reads {
        as_type: RuleType::Text,
        ids: &[PLAN_LINE],
    },
    Reads {
        as_type: RuleType::Texts,
        ids: &[GOALS, OVERDUE_BLOCKS, APPEAL_KINDS],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleBook;
    use crate::rules::tests::BOOK;

    /// The book of these tests, held against what a program reads.
    fn read_as(as_type: RuleType, ids: &'static [&'static str]) -> Vec<String> {
        RuleBook::parse(BOOK, &[Reads { as_type, ids }])
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_book_has_what_code_reads_in_every_period() {
        let none: Vec<String> = Vec::new();
        for (as_type, ids) in [
            (RuleType::Share, &["write_off.rate", "fine"][..]),
            (RuleType::Decimal, &["write_off.rate"]),
            (RuleType::MoneyTable, &["rate.per_m2"]),
            (RuleType::Date, &["deadline"]),
            (RuleType::Texts, &["kinds"]),
            (RuleType::Flag, &["appeal.municipality"]),
            (RuleType::Source, &["kinds", "deadline"]),
        ] {
            assert_eq!(read_as(as_type, ids), none, "{as_type:?}");
        }
    }

    /// Negative controls: a typing error in an id, and a type that fits one of two periods only.
    #[test]
    fn a_book_that_lacks_what_code_reads_is_refused() {
        assert_eq!(
            read_as(RuleType::Flag, &["apeal.municipality"]),
            [
                "line 1: apeal.municipality: is read, but the book has no such value; add it, or \
                 stop reading it"
            ]
        );
        assert_eq!(
            read_as(RuleType::Count, &["write_off.rate"]),
            [
                "line 10: write_off.rate: is decimal in percent, and is read as a whole number; \
                 correct the value or its unit"
            ]
        );
        let shared = BOOK.replace("id = \"fine\"", "id = \"waiting_list.to_everybody\"");
        let faults = RuleBook::parse(&shared, &[]).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
    }
}
