//! The last report of a grant whose work ends later.

use chrono::NaiveDate;
use domain::calendar::add_days;
use domain::event::NewEvent;
use domain::grant::Grant;
use domain::scheme::Scheme;

use super::rows;
use crate::decision::far_away;
use crate::error::CaseError;
use crate::step::Context;
use crate::subject::Subject;

/// Moves the last day of the last report so that it lies some days after the end of the work, where
/// it lies before that. A report that is delivered, or whose day follows the payment, stays. Gives
/// the event of the report.
pub(crate) async fn follow_end<S: Scheme>(
    context: &mut Context<'_>,
    grant: &Grant,
    (ends, days, reason): (NaiveDate, u32, &str),
) -> Result<Option<NewEvent>, CaseError> {
    let due = add_days(ends, days).map_err(far_away)?;
    let all = rows::of_grant::<S::Indicators>(context.db, &grant.call, grant.id).await?;
    let last = all.into_iter().find(|one| one.last);
    let moves = |day: Option<NaiveDate>| day.is_some_and(|day| day < due);
    let Some(report) = last.filter(|one| one.is_undelivered() && moves(one.due)) else {
        return Ok(None);
    };
    let organisation = &grant.recipient.organisation;
    let subject = Subject::report(&grant.call, grant.id, &report.id, organisation);
    let (from, today) = (report.revision, context.actor.today());
    let after = report.extend(S::messages(), due, today, context.record(reason))?;
    rows::update(context.db, &after).await?;
    Ok(Some(context.event(
        &subject,
        from,
        reason,
        &after.extensions.last(),
    )))
}
