//! The rule values this scheme reads, with their types. `rules.toml` is held against them when it
//! is parsed.

use domain::rules::{Reads, RuleType};

/// The rule values, by type.
pub(crate) const READS: &[Reads] = &[
    Reads {
        as_type: RuleType::Flag,
        ids: &[
            "exclusion.model_municipalities",
            "merged.may_implement",
            "implement.needs_approved_model",
            "implement.only_merged",
            "funding.public_at_most_cost",
            "one_at_a_time",
            "guidance.whole_period",
            "frame.bti_earmarked",
        ],
    },
    Reads {
        as_type: RuleType::Count,
        ids: &[
            "develop.months",
            "implement.months",
            "services.minimum",
            "report.months_after_decision",
        ],
    },
    Reads {
        as_type: RuleType::Integer,
        ids: &[
            "exclusion.recipients_first_year",
            "exclusion.recipients_last_year",
        ],
    },
    Reads {
        as_type: RuleType::Money,
        ids: &[
            "auditor.small_below",
            "audit.fuller_report_above",
            "audit.from_amount",
            "develop.max",
            "implement.max",
        ],
    },
    Reads {
        as_type: RuleType::Texts,
        ids: &[
            "auditor.kinds.municipality",
            "auditor.kinds.enterprise",
            "auditor.kinds.voluntary",
            "auditor.kinds.voluntary_small",
            "applicant.kinds",
            "phases",
            "eligible_cost.develop",
            "eligible_cost.implement",
            "attachments.anchored",
            "attachments.implement",
        ],
    },
];
