//! The plan of a grant's reports, and the place of one report in it.

use chrono::NaiveDate;

use super::ReportContent;
use crate::grant::settlement::AcceptedLine;
use crate::identifiers::ReportId;
use crate::money::Money;

crate::coded! {
    /// The contents that a report asks for.
    pub ReportKind {
        /// Accounts and results.
        Whole = "whole",
        /// Accounts alone, such as the final cost before payment.
        Accounts = "accounts",
        /// Results alone, such as the yearly use of what was paid for.
        Results = "results",
    }
}

impl ReportKind {
    /// Returns true if the report settles money by its accounts.
    #[must_use]
    pub const fn asks_for_accounts(self) -> bool {
        matches!(self, Self::Whole | Self::Accounts)
    }

    /// Returns true if the report tells of results by the scheme's indicators.
    #[must_use]
    pub const fn asks_for_results(self) -> bool {
        matches!(self, Self::Whole | Self::Results)
    }
}

/// The last day of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportDue {
    /// A fixed day.
    On(NaiveDate),
    /// So many years after the last payment.
    AfterPayment {
        /// The years.
        years: u32,
    },
}

impl ReportDue {
    /// The day, where it is fixed.
    #[must_use]
    pub const fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::AfterPayment { .. } => None,
        }
    }

    /// The years after the last payment, where the day follows it.
    #[must_use]
    pub const fn years_after_payment(self) -> Option<u32> {
        match self {
            Self::On(_) => None,
            Self::AfterPayment { years } => Some(years),
        }
    }
}

/// One report of a grant's plan, before it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedReport {
    /// Id within the grant, `final` or `year-1`.
    pub id: ReportId,
    /// The kind.
    pub kind: ReportKind,
    /// Last day.
    pub due: ReportDue,
}

/// Plans the reports of a grant: the id of each, its kind and its last day.
#[must_use]
pub fn planned(
    reports: impl IntoIterator<Item = (impl AsRef<str>, ReportKind, ReportDue)>,
) -> Vec<PlannedReport> {
    let mut planned = Vec::new();
    for (id, kind, due) in reports {
        // Schemes write ids that are well formed.
        let id = id.as_ref().parse().ok();
        planned.extend(id.map(|id| PlannedReport { id, kind, due }));
    }
    planned
}

/// The place of a report in the plan of its grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPlace {
    /// The kind.
    pub kind: ReportKind,
    /// True if it is the plan's last with accounts: its acceptance settles the grant.
    pub settles: bool,
    /// The lines that earlier reports account for.
    pub earlier: Vec<AcceptedLine>,
}

impl ReportPlace {
    /// The place of a report that is alone.
    #[must_use]
    pub const fn alone(kind: ReportKind) -> Self {
        Self {
            kind,
            settles: kind.asks_for_accounts(),
            earlier: Vec::new(),
        }
    }

    /// The actual cost that is accounted for: accepted of earlier reports, and told in this one.
    #[must_use]
    pub fn actual_with<I>(&self, content: &ReportContent<I>) -> Money {
        let earlier = self.earlier.iter().map(|line| line.accepted);
        Money::saturating_sum(earlier.chain([content.actual()]))
    }

    /// Returns true if an earlier report accounts for a line.
    #[must_use]
    pub fn tells_of(&self, code: &str) -> bool {
        self.earlier.iter().any(|line| line.code == code)
    }
}
