use casework::CaseError;
use casework::step::{Context, Query};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, Year};
use super::summary::{Summary, summarise};
use crate::WorkTraining;

/// Sums a year's purchases and holds them against the plan.
///
/// # Errors
/// [`CaseError::Rule`] when the plan's figures are not in force that year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SummariseCapacity {
    /// The year.
    pub year: i32,
}

impl Query<WorkTraining> for SummariseCapacity {
    const STEP: StepName = StepName::SumIndicators;
    type Answer = Summary;

    async fn look(&self, context: &mut Context<'_>) -> Result<Summary, CaseError> {
        let year = Year::of(self.year);
        let lines = rows::sums(context.db, year).await?;
        let rules = WorkTraining::rules().on(year.first);
        Ok(summarise(self.year, lines, &rules)?)
    }
}
