//! What the reports of a call come to.

use std::collections::BTreeMap;

use domain::identifiers::CallId;
use domain::report::IndicatorSums;
use domain::report::IndicatorValue;
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;

use super::rows;
use super::rows::ReportFilter;
use crate::act::Actor;
use crate::call::visible;
use crate::error::CaseError;

/// Sums the indicators of a call's accepted reports. A report that is due and missing is counted as
/// missing, never as nought.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call.
pub async fn sum_indicators<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
) -> Result<IndicatorSums, CaseError> {
    actor.may(StepName::SumIndicators)?;
    visible(connection, actor, call).await?;
    let filter = ReportFilter {
        states: &["accepted"],
        ..ReportFilter::default()
    };
    let accepted = rows::page::<S::Indicators>(connection, call, filter).await?;
    let mut sums: BTreeMap<&'static str, i64> = BTreeMap::new();
    let contents = accepted.iter().filter_map(|report| report.content.as_ref());
    for total in contents.flat_map(|content| S::totals(&content.indicators)) {
        *sums.entry(total.code).or_default() += total.value;
    }
    let values = S::PROFILE
        .indicators
        .iter()
        .map(|indicator| IndicatorValue {
            code: indicator.code,
            value: sums.get(indicator.code).copied().unwrap_or(0),
        });
    Ok(IndicatorSums {
        sums: values.collect(),
        reports: u32::try_from(accepted.len()).unwrap_or(u32::MAX),
        missing: rows::overdue(connection, call, actor.today()).await?,
    })
}
