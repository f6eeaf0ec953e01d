//! Events, for those who follow along.

use domain::access::Access;
use domain::event::Event;
use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::StepName;
use store::event::Reading;

use crate::call::visible;
use crate::error::CaseError;
use crate::standing;
use crate::step::{Context, Query};

/// Reads the next events; none when the caller has seen all there are. Organisations get their own
/// cases', with what was before they took a case over: without the names of people on the staff,
/// and without the words in which the staff wrote to each other.
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
        }
        Ok(events)
    }
}

/// Takes out of an event what an organisation is not told. The commitment is over the payload
/// alone, so the chain still verifies.
fn withhold(event: &mut Event) {
    let told = &mut event.event;
    if !told.by_staff {
        return;
    }
    told.actor.clear();
    if is_among_staff(told.step) {
        told.reason.clear();
        told.payload.clear();
        event.salt = None;
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
