//! Events, for those who follow along.

use std::collections::BTreeSet;

use domain::access::{Access, require};
use domain::event::Event;
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::scheme::Scheme;
use domain::step::StepName;
use store::event::Reading;

use crate::assessment::rows::interests_among;
use crate::call::visible;
use crate::error::CaseError;
use crate::standing;
use crate::step::{Context, Query};

/// Reads the next events; none when the caller has seen all there are. Organisations get their own
/// cases', with what was before they took a case over: without the names of people on the staff,
/// and without the words in which the staff wrote to each other. The staff get all: without words
/// of a case where they may not read its history, by their role or by an interest in it.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchEvents {
    /// Only this call's.
    pub call: Option<CallId>,
    /// Those after the event with this cursor; 0 from the beginning.
    pub after: i64,
    /// The most items.
    pub page_size: u32,
}

impl<S: Scheme> Query<S> for WatchEvents {
    const STEP: StepName = StepName::WatchEvents;
    type Answer = Vec<Event>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<Event>, CaseError> {
        let own_only = context.access() == Access::OwnOrganisation;
        if let Some(call) = &self.call {
            visible(context.db, context.actor, call).await?;
        }
        let own = match context.actor.caller.organisation().filter(|_| own_only) {
            Some(own) => Some(standing::numbers(context.db, own).await?),
            None => None,
        };
        let reading = Reading {
            after: self.after,
            call: self.call.as_ref(),
            organisations: own.as_deref(),
            limit: self.page_size.into(),
        };
        let mut events = store::event::read_after(context.db, reading).await?;
        if own_only {
            events.iter_mut().for_each(withhold);
        } else {
            withhold_cases(context, &mut events).await?;
        }
        Ok(events)
    }
}

/// Takes the words out of events of cases whose history the caller may not read.
async fn withhold_cases(context: &mut Context<'_>, events: &mut [Event]) -> Result<(), CaseError> {
    let caller = &context.actor.caller;
    let reads = require(caller, StepName::ListHistory).is_ok();
    let case_of = |event: &Event| names::application_of(&event.event.chain);
    let cases: BTreeSet<ApplicationId> = events.iter().filter_map(case_of).collect();
    let cases: Vec<ApplicationId> = cases.into_iter().collect();
    let closed = if reads {
        interests_among(context.db, &cases, &caller.subject).await?
    } else {
        cases
    };
    let of_closed = |event: &&mut Event| case_of(event).is_some_and(|case| closed.contains(&case));
    events.iter_mut().filter(of_closed).for_each(take_words);
    Ok(())
}

/// Takes the words out of an event: its commitment to them stays in the chain.
fn take_words(event: &mut Event) {
    event.event.reason.clear();
    event.event.payload.clear();
    event.salt = None;
}

/// Takes out of an event what an organisation is not told.
fn withhold(event: &mut Event) {
    if !event.event.by_staff {
        return;
    }
    event.event.actor.clear();
    if is_among_staff(event.event.step) {
        take_words(event);
    }
}

/// Returns true if what is said with a step is said within the staff: judgements of the case before
/// it is decided.
const fn is_among_staff(step: StepName) -> bool {
    matches!(
        step,
        StepName::DeclareInterest
            | StepName::RecordAssessment
            | StepName::CreateAllocation
            | StepName::AdjustAward
            | StepName::ProposeAllocation
            | StepName::ReturnAllocation
    )
}
