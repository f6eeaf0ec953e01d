//! The rule values this scheme reads, with their types. `rules.toml` is held against them when it
//! is parsed.

use domain::rules::{Reads, RuleType};

/// The rule values, by type.
pub(crate) const READS: &[Reads] = &[
    Reads {
        as_type: RuleType::Flag,
        ids: &[
            "announcement.required",
            "investment_grant.excludes",
            "calculation.by_area",
            "frame.programme_reserved",
            "frame.proportional",
            "class.investment_grant_last",
        ],
    },
    Reads {
        as_type: RuleType::Count,
        ids: &[
            "upgrade.minimum_gains",
            "takeover.window_months",
            "subcontractor.levels_max",
            "agreement.years",
            "need.years",
            "write_off.years",
            "report.years",
        ],
    },
    Reads {
        as_type: RuleType::Share,
        ids: &[
            "need.return_rate",
            "financing.loan_and_grant_max",
            "write_off.percent_per_year",
            "share.project",
            "share.upgrade",
        ],
    },
    Reads {
        as_type: RuleType::Decimal,
        ids: &["rate.max_area_m2"],
    },
    Reads {
        as_type: RuleType::Money,
        ids: &[
            "auditor.small_below",
            "financing.difference",
            "write_off.at_once_below",
            "write_off.left_at_end",
            "report.auditor_threshold",
        ],
    },
    Reads {
        as_type: RuleType::MoneyTable,
        ids: &["rate.per_m2"],
    },
    Reads {
        as_type: RuleType::Text,
        ids: &["rate.group_of_others", "frame.programme_release_month_day"],
    },
    Reads {
        as_type: RuleType::Texts,
        ids: &[
            "auditor.kinds.municipality",
            "auditor.kinds.enterprise",
            "auditor.kinds.voluntary",
            "auditor.kinds.voluntary_small",
            "net_addition.exempt_measures",
            "developer.excluded_measures",
            "agreement.exempt_owners",
            "approved_cost.new_build",
            "approved_cost.purchase",
            "approved_cost.upgrade",
            "approved_cost.allocation_right",
            "market_value.exceptions",
            "financing.loan_and_grant_owners",
            "payout.documents.purchase",
            "payout.documents.upgrade",
            "payout.documents.allocation_right",
            "payout.documents.non_municipal",
            "attachments.always",
            "attachments.any_agreement",
            "attachments.allocation",
            "attachments.purchase",
            "attachments.builder_not_approved",
            "attachments.follow_up",
            "applicant.kinds",
            "payout.documents.new_build",
            "attachments.recommended",
        ],
    },
    Reads {
        as_type: RuleType::Table,
        ids: &["rate.groups"],
    },
];
