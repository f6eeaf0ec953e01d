use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::event::NewEvent;
use domain::grant::Grant;
use domain::identifiers::{ApplicationId, CallId};
use domain::obligation::WrittenOff;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::violations::Violations;
use serde::Serialize;

use crate::actor::Actor;
use crate::error::CaseError;
use crate::grant::{rows, subject};
use crate::report;
use crate::step::{Context, Record};

/// Walks all duties of a day: writes off every year that is complete, ends the duties whose years
/// all are, and closes the grants that owe nothing more. Days that were left out are caught up, and
/// a second walk of a day changes nothing.
///
/// # Errors
/// [`InvalidFields`](Refusal::InvalidFields) when the day has not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Walk {
    /// The day; none for today.
    pub day: Option<NaiveDate>,
}

/// The changes of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walked {
    /// The day.
    pub day: NaiveDate,
    /// Years that were written off.
    pub years: usize,
    /// Duties that ended.
    pub ended: usize,
    /// Grants that were closed.
    pub closed: usize,
}

impl<S: Scheme> Record<S> for Walk {
    const STEP: StepName = StepName::WalkObligations;
    type Answer = Walked;

    fn check(&self, actor: &Actor) -> Result<(), CaseError> {
        let today = actor.today();
        let mut faults = Violations::new();
        if self.day.is_some_and(|day| day > today) {
            let problem = format_args!("must be {today} or earlier; leave it out for today");
            faults.add("date", problem);
        }
        let told = |faults: Violations| Refusal::InvalidFields(faults.into_vec());
        Ok(faults.finish(Some(())).map_err(told)?)
    }

    async fn record(&self, context: &mut Context<'_>) -> Result<Walked, CaseError> {
        let day = self.day.unwrap_or_else(|| context.actor.today());
        let mut walked = Walked {
            day,
            years: 0,
            ended: 0,
            closed: 0,
        };
        for (call, ids) in rows::obligation::due(context.db, day).await? {
            walk_call(context, (&call, &ids), &mut walked).await?;
        }
        Ok(walked)
    }
}

/// Walks the duties of grants of one call.
async fn walk_call(
    context: &mut Context<'_>,
    (call, ids): (&CallId, &[ApplicationId]),
    walked: &mut Walked,
) -> Result<(), CaseError> {
    let grants = rows::lock(context.db, call, ids, &[]).await?;
    let owing = report::rows::owing(context.db, call, ids).await?;
    let (mut after, mut years, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for grant in grants {
        let Some((grant, written_off, event)) = walk_grant(context, grant, &owing, walked) else {
            continue;
        };
        years.extend(written_off.into_iter().map(|one| (grant.id, one)));
        events.push(event);
        after.push(grant);
    }
    walked.years += years.len();
    rows::update(context.db, &after).await?;
    rows::obligation::post(context.db, call, &years).await?;
    context.append(&events).await?;
    Ok(())
}

/// Walks the duties of one grant; nothing where another walk was first.
fn walk_grant(
    context: &Context<'_>,
    grant: Grant,
    owing: &BTreeSet<ApplicationId>,
    walked: &mut Walked,
) -> Option<(Grant, Vec<WrittenOff>, NewEvent)> {
    let (subject, from) = (subject(&grant), grant.revision);
    let running = |grant: &Grant| grant.obligations.iter().filter(|one| one.runs()).count();
    let before = running(&grant);
    let owes_report = owing.contains(&grant.id);
    let (grant, written_off) = grant.walk(walked.day, owes_report, context.record(""));
    if written_off.is_empty() {
        return None;
    }
    walked.ended += before - running(&grant);
    walked.closed += usize::from(grant.state.name() == "closed");
    let event = context.event(&subject, from, "", &(&written_off, grant.state.name()));
    Some((grant, written_off, event))
}
