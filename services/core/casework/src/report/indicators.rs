use chrono::NaiveDate;
use domain::identifiers::CallId;
use domain::report::{GrantFigures, GroupBy, IndicatorSums, Measured, present_number};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::figure_rows::{self, FiguresOf, GrantRow};
use crate::call::visible;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Sums the indicators of accepted reports, of a call or of every call of the scheme, by groups.
/// The way an indicator is measured says which reports of a
/// grant count. A report that is due and
/// missing is counted as missing, never as zero.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumIndicators {
    /// The call; `None` for every call.
    pub call: Option<CallId>,
    /// The grouping.
    pub by: GroupBy,
}

impl<S: Scheme> Query<S> for SumIndicators {
    const STEP: StepName = StepName::SumIndicators;
    type Answer = IndicatorSums;

    async fn look(&self, context: &mut Context<'_>) -> Result<IndicatorSums, CaseError> {
        if let Some(call) = &self.call {
            visible(context.db, context.actor, call).await?;
        }
        let (profiles, today) = (S::PROFILE.indicators, context.actor.today());
        let of = FiguresOf {
            call: self.call.as_ref(),
            today,
            by: self.by,
            latest_only: profiles.iter().all(|one| one.measured != Measured::Flow),
        };
        let mut sums = IndicatorSums::new(profiles, self.by, today);
        let mut last = None;
        loop {
            let rows = figure_rows::after::<S::Indicators>(context.db, of, last.as_ref()).await?;
            let Some(end) = rows.last() else {
                return Ok(sums);
            };
            last = Some((end.call.clone(), end.grant));
            for row in rows {
                sums.add(self.figures::<S>(row, today));
            }
        }
    }
}

impl SumIndicators {
    fn figures<S: Scheme>(&self, row: GrantRow<S::Indicators>, today: NaiveDate) -> GrantFigures {
        let reports = row.latest_first.iter();
        let figures = reports.map(|report| S::totals(report, &row.municipality));
        let latest_first = figures.collect();
        let groups = match self.by {
            GroupBy::Nothing => Vec::new(),
            GroupBy::Call => vec![row.call],
            GroupBy::GrantYear => vec![row.grant_year.to_string()],
            GroupBy::Municipality => vec![present_number(&row.municipality, today).to_string()],
            // Grants that were decided before there were tags have none.
            _ if row.tags.is_empty() => vec![String::new()],
            GroupBy::PlanLine | GroupBy::Goal | GroupBy::TargetGroup | GroupBy::Measure => row.tags,
        };
        GrantFigures {
            groups,
            reports: row.reports,
            missing: row.missing,
            latest_first,
        }
    }
}
