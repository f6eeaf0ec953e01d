//! The place of a report among those of its grant.

use domain::report::{Report, ReportPlace, ReportState, accepted_lines};
use serde::de::DeserializeOwned;
use sqlx::PgConnection;

use super::rows;
use crate::error::CaseError;

/// The reports before one, and what comes after it.
pub(super) struct Plan<I> {
    /// The reports before it, in the order of the plan.
    pub earlier: Vec<Report<I>>,
    /// True if a later report has accounts.
    pub accounts_later: bool,
}

impl<I: DeserializeOwned> Plan<I> {
    /// Reads the plan around a report, whose grant is locked.
    pub async fn read(db: &mut PgConnection, report: &Report<I>) -> Result<Self, CaseError> {
        let mut all = rows::of_grant::<I>(db, &report.call, report.grant).await?;
        let later = all.iter().filter(|other| other.number > report.number);
        let accounts_later = later
            .into_iter()
            .any(|other| other.kind.asks_for_accounts());
        all.retain(|other| other.number < report.number);
        Ok(Self {
            earlier: all,
            accounts_later,
        })
    }
}

impl<I> Plan<I> {
    /// Returns the first earlier report that is not delivered.
    pub fn not_delivered(&self) -> Option<&Report<I>> {
        let mut earlier = self.earlier.iter();
        earlier.find(|report| !report.state.is_delivered())
    }

    /// Returns the first earlier report that is not accepted.
    pub fn not_accepted(&self) -> Option<&Report<I>> {
        let mut earlier = self.earlier.iter();
        earlier.find(|report| !matches!(report.state, ReportState::Accepted { .. }))
    }

    /// Returns true if the acceptance of the report settles the grant: no later one has accounts.
    pub fn settles(&self, report: &Report<I>) -> bool {
        report.kind.asks_for_accounts() && !self.accounts_later
    }

    /// Returns the place of a report for the rules.
    pub fn place(&self, report: &Report<I>) -> ReportPlace {
        ReportPlace {
            kind: report.kind,
            settles: self.settles(report),
            earlier: accepted_lines(&self.earlier),
        }
    }
}
