use std::collections::BTreeMap;

use domain::identifiers::CallId;
use domain::report::{IndicatorSums, IndicatorValue};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::rows::{self, ReportFilter};
use crate::call::visible;
use crate::error::CaseError;
use crate::step::{Context, Query};

/// Sums the indicators of a call's accepted reports. A report that is due and missing is counted as
/// missing, never as zero.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SumIndicators {
    /// The call.
    pub call: CallId,
}

impl<S: Scheme> Query<S> for SumIndicators {
    const STEP: StepName = StepName::SumIndicators;
    type Answer = IndicatorSums;

    async fn look(&self, context: &mut Context<'_>) -> Result<IndicatorSums, CaseError> {
        visible(context.db, context.actor, &self.call).await?;
        let filter = ReportFilter {
            states: &["accepted"],
            ..ReportFilter::default()
        };
        let accepted = rows::page::<S::Indicators>(context.db, &self.call, filter).await?;
        let mut sums: BTreeMap<&'static str, i64> = BTreeMap::new();
        let contents = accepted.iter().filter_map(|report| report.content.as_ref());
        for total in contents.flat_map(|content| S::totals(&content.indicators)) {
            *sums.entry(total.code).or_default() += total.value;
        }
        let value = |code: &'static str| IndicatorValue {
            code,
            value: sums.get(code).copied().unwrap_or(0),
        };
        let indicators = S::PROFILE.indicators.iter();
        Ok(IndicatorSums {
            sums: indicators.map(|indicator| value(indicator.code)).collect(),
            reports: u32::try_from(accepted.len()).unwrap_or(u32::MAX),
            missing: rows::overdue(context.db, &self.call, context.actor.today()).await?,
        })
    }
}
