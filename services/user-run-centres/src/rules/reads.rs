//! The rule values this scheme reads, with their types. `rules.toml` is held against them when it
//! is parsed.

use domain::rules::{Reads, RuleType};

/// The rule values, by type.
pub(crate) const READS: &[Reads] = &[
    Reads {
        as_type: RuleType::Flag,
        ids: &[
            "voluntary_register.required",
            "ideal_purpose.required",
            "core_business.required",
            "previous_report.required",
            "exclusion.applies",
            "in_norway.required",
            "double_funding.refused",
            "equal_contribution.checked",
            "cooperation_agreement.required",
        ],
    },
    Reads {
        as_type: RuleType::Count,
        ids: &[
            "formula.members_min",
            "formula.branches_min",
            "formula.counties_min",
            "formula.members_per_point",
            "report.due_day",
            "report.due_month",
        ],
    },
    Reads {
        as_type: RuleType::Integer,
        ids: &["formula.points_per_branch"],
    },
    Reads {
        as_type: RuleType::Share,
        ids: &["transition.change_percent_max", "change.notice_percent"],
    },
    Reads {
        as_type: RuleType::Decimal,
        ids: &["formula.basic_amounts"],
    },
    Reads {
        as_type: RuleType::Money,
        ids: &[
            "auditor.small_below",
            "formula.g",
            "formula.point_value",
            "auditor.threshold",
        ],
    },
    Reads {
        as_type: RuleType::MoneyTable,
        ids: &["activity.cap", "frame.announced"],
    },
    Reads {
        as_type: RuleType::Text,
        ids: &["calculation.method"],
    },
    Reads {
        as_type: RuleType::Texts,
        ids: &[
            "auditor.kinds.municipality",
            "auditor.kinds.enterprise",
            "auditor.kinds.voluntary",
            "auditor.kinds.voluntary_small",
            "applicant.kinds",
            "frame.national_types",
            "attachments.expected",
            "core_business.transition_organisations",
        ],
    },
    Reads {
        as_type: RuleType::Source,
        ids: &[
            "terms.standard",
            "terms.process",
            "terms.budget_reservation",
        ],
    },
];
