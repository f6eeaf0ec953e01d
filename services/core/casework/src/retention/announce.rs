use chrono::NaiveDate;
use domain::event::NewEvent;
use domain::findings::Finding;
use domain::identifiers::{CallId, DisposalId};
use domain::names;
use domain::refusal::Refusal;
use domain::retention::{Disposal, DisposalCase};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::plan::{Plan, plan};
use super::rows::disposal;
use crate::error::CaseError;
use crate::step::{Context, Record};
use crate::subject::Subject;

/// Announces the disposal of the cases that are due by a day, as they were seen: each party is
/// told, and the cases may be erased when the notice is over. Each case has an event of its own.
///
/// # Errors
/// [`Refusal::RulesNotMet`] when there is nothing to erase, other cases than were seen, a day that
/// lies after the notice, or a scheme without a notice; [`Refusal::IdTaken`];
/// [`Refusal::NotFound`] when there is no such call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnounceDisposal {
    /// The id that the client chose.
    pub id: DisposalId,
    /// The call; none for all of the scheme.
    pub call: Option<CallId>,
    /// Cases whose time is over by this day.
    pub due_by: NaiveDate,
    /// The hash that the plan answered.
    pub seen: String,
    /// The reason.
    pub reason: String,
}

impl<S: Scheme> Record<S> for AnnounceDisposal {
    const STEP: StepName = StepName::AnnounceDisposal;
    type Answer = Disposal;

    async fn record(&self, context: &mut Context<'_>) -> Result<Disposal, CaseError> {
        let resource = names::disposal(self.id);
        // One announcement at a time, so that no case is in two.
        disposal::lock_all(context.db).await?;
        if context.was_created(&resource).await? {
            return disposal::shown(context, self.id).await;
        }
        let planned = plan::<S>(context, self.call.as_ref(), self.due_by).await?;
        let announced = self.judged(planned, context)?;
        disposal::insert(context.db, &announced).await?;
        let subject = Subject::beside_cases(resource);
        let named: Vec<_> = announced.cases.iter().map(DisposalCase::named).collect();
        let told = (announced.erase_on, named);
        let mut events = vec![context.event(&subject, Revision::NONE, &self.reason, &told)];
        let of_cases = announced.cases.iter();
        events.extend(of_cases.map(|case| self.of_case(case, announced.erase_on, context)));
        context.append(&events).await?;
        disposal::shown(context, self.id).await
    }
}

impl AnnounceDisposal {
    /// Judges that there is something to erase, in time, and just what was seen.
    fn judged(&self, planned: Plan, context: &Context<'_>) -> Result<Disposal, Refusal> {
        let refused = |finding| Err(Refusal::RulesNotMet(vec![finding]));
        let fault = |code| Finding::blocking(code, "configurable");
        let Some(erase_on) = planned.erase_on else {
            return refused(fault("DISPOSAL_NOTICE_MISSING"));
        };
        if self.due_by > erase_on {
            let finding = fault("DISPOSAL_BEFORE_DUE").on("disposal.due_by_date");
            return refused(finding.with("date", erase_on));
        }
        if planned.seen != self.seen {
            return refused(fault("DISPOSAL_CHANGED").on("seen"));
        }
        if planned.cases.is_empty() {
            return refused(fault("DISPOSAL_NONE"));
        }
        Ok(Disposal {
            id: self.id,
            number: 0,
            call: self.call.clone(),
            due_by: self.due_by,
            erase_on,
            cases: planned.cases,
            left_out: i32::try_from(planned.left_out).unwrap_or(i32::MAX),
            announced: context.record(&self.reason),
            carried_out: None,
            objects_left: 0,
        })
    }

    /// The event in a case, by which its party is told.
    fn of_case(&self, case: &DisposalCase, on: NaiveDate, context: &Context<'_>) -> NewEvent {
        let subject = Subject::application(&case.call, case.application, &case.organisation);
        let told = (names::disposal(self.id), case.class, on);
        context.event(&subject, Revision::NONE, &self.reason, &told)
    }
}
