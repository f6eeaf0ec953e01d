use chrono::NaiveDate;
use domain::decision::Decision;
use domain::delivery::Clock;
use domain::findings::Finding;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::delivery_rows;
use super::find::{far_away, find, refused, subject, time_of};
use super::key::DecisionKey;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Asks for the reasons of a decision (begrunnelse): by the party, or by staff for a request that
/// came in otherwise. In time it stops the time to appeal, which begins anew when they reach the
/// party. A repetition changes nothing.
///
/// # Errors
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) before the decision is sent, after the
/// time to appeal, for a day before the dispatch and for a day to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestReasons {
    /// The decision.
    pub key: DecisionKey,
    /// The day that it came in, where staff record it; today for the party.
    pub received: Option<NaiveDate>,
    /// Its words; may be empty.
    pub reason: String,
}

impl<S: Scheme> Record<S> for RequestReasons {
    const STEP: StepName = StepName::RequestReasons;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let before = find::<S>(context, &self.key, Lock::Yes).await?;
        if before.reasons.is_some() {
            return Ok(before);
        }
        let today = context.actor.today();
        let staff = context.actor.caller.is_staff();
        let received = self.received.filter(|_| staff).unwrap_or(today);
        let faults = faults(&before, received, today)?;
        if !faults.is_empty() {
            return Err(refused(faults));
        }
        let record = context.record(&self.reason);
        delivery_rows::ask(context.db, &self.key, (received, &record)).await?;
        let event = context.event(&subject(&before), Revision::NONE, &self.reason, &received);
        context.append(&[event]).await?;
        find::<S>(context, &self.key, Lock::No).await
    }
}

fn faults(
    decision: &Decision,
    received: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Finding>, CaseError> {
    let time = time_of(decision)?;
    let fault = |code| Finding::blocking(code, "configurable").on("receive_date");
    let mut faults = Vec::new();
    match decision.clock(&time).map_err(far_away)? {
        Clock::NotSent => faults.push(Finding::blocking("DELIVERY_NOT_SENT", "configurable")),
        Clock::Runs { last_day, .. } if received > last_day => {
            let late = Finding::blocking("REASONS_TOO_LATE", "Forvaltningsloven §§ 24 og 29");
            faults.push(late.with("date", last_day));
        }
        Clock::Runs { .. } | Clock::Stopped { .. } => {}
    }
    if let Some(sent) = decision.dispatched.filter(|sent| received < *sent) {
        faults.push(fault("DELIVERY_BEFORE_DISPATCH").with("date", sent));
    }
    if received > today {
        faults.push(fault("DELIVERY_IN_FUTURE").with("date", received));
    }
    Ok(faults)
}
