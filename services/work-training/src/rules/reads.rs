//! The rule values this scheme reads, with their types. `rules.toml` is held against them when it
//! is parsed.

use domain::rules::{Reads, RuleType};

/// The rule values, by type.
pub(crate) const READS: &[Reads] = &[
    Reads {
        as_type: RuleType::Flag,
        ids: &[
            "foundation.private_required",
            "previous_report.required",
            "project.not_started",
            "project.not_ordinary_operation",
            "project.new_method",
            "double_funding.refused",
            "state_aid.paused",
            "class.continuation_first",
            "class.continuation_promised",
            "report.auditor_required",
            "report.project_report_required",
            "project.not_commercial",
            "project.direct_offer",
        ],
    },
    Reads {
        as_type: RuleType::Count,
        ids: &[
            "project.years_max",
            "cooperation.required_from_year",
            "state_aid.years_before",
            "report.due_day",
            "report.due_month",
        ],
    },
    Reads {
        as_type: RuleType::Integer,
        ids: &[
            "capacity.target_place_years",
            "capacity.baseline_place_years",
            "state_aid.limit_euro",
        ],
    },
    Reads {
        as_type: RuleType::Share,
        ids: &["frame.new_reserved_percent"],
    },
    Reads {
        as_type: RuleType::Decimal,
        ids: &["state_aid.euro_rate"],
    },
    Reads {
        as_type: RuleType::Money,
        ids: &[
            "auditor.small_below",
            "capacity.plan_amount",
            "capacity.unit_price.aft",
            "capacity.unit_price.vta",
            "capacity.unit_price.vtao",
        ],
    },
    Reads {
        as_type: RuleType::MoneyTable,
        ids: &["frame.announced"],
    },
    Reads {
        as_type: RuleType::Texts,
        ids: &[
            "auditor.kinds.municipality",
            "auditor.kinds.enterprise",
            "auditor.kinds.voluntary",
            "auditor.kinds.voluntary_small",
            "applicant.kinds",
            "sister_schemes.excluded",
        ],
    },
    Reads {
        as_type: RuleType::Table,
        ids: &["report.due_moved"],
    },
    Reads {
        as_type: RuleType::Source,
        ids: &["terms.process"],
    },
];
