//! Instalments of many grants, changed together: stored in a few statements, with an event in every
//! case's chain.

use std::collections::BTreeMap;

use domain::event::{EventRef, NewEvent};
use domain::grant::{Grant, Instalment};
use domain::identifiers::{ApplicationId, CallId};
use domain::refusal::Refusal;
use domain::step::StepName;

use crate::error::CaseError;
use crate::grant::rows::{self, instalment};
use crate::grant::subject;
use crate::ledger::{Source, move_grants};
use crate::report::rows::follow_payment;
use crate::step::Context;

/// Returns the number, amount and state of instalments that changed, as an event tells them.
pub(super) fn told(changes: &[Instalment]) -> Vec<(i32, i64, &'static str)> {
    let told = |one: &Instalment| (one.number, one.amount.ore(), one.state.name());
    changes.iter().map(told).collect()
}

/// Changes of instalments of many grants, stored together.
#[derive(Default)]
pub(crate) struct PlanChanges {
    grants: Vec<Grant>,
    changed: Vec<(ApplicationId, Instalment)>,
    events: Vec<NewEvent>,
}

impl PlanChanges {
    /// Returns what changed so far.
    pub fn changed(&self) -> &[(ApplicationId, Instalment)] {
        &self.changed
    }

    /// Puts changed instalments into a grant's plan. A grant that has ended is settled again.
    pub fn change(&mut self, context: &Context<'_>, mut grant: Grant, changes: &[Instalment]) {
        let changes = grant.change_instalments(changes);
        let event = context.event(&subject(&grant), grant.revision, "", &told(&changes));
        self.events.push(event);
        grant.revision = grant.revision.next();
        let of_grant = changes.into_iter().map(|change| (grant.id, change));
        self.changed.extend(of_grant);
        self.grants.push(grant);
    }

    /// Stores everything, appends the events, and returns their places.
    pub async fn finish(
        self,
        context: &mut Context<'_>,
        call: &CallId,
    ) -> Result<BTreeMap<ApplicationId, EventRef>, CaseError> {
        if self.grants.is_empty() {
            return Ok(BTreeMap::new());
        }
        let stored = instalment::update(context.db, call, &self.changed).await;
        if let Err(refused) = stored {
            if refused.is_refused_by(instalment::FOUR_EYES) {
                return Err(CaseError::Refused(Refusal::FourEyes {
                    actor: context.actor.caller.subject.clone(),
                    other: StepName::ApproveAllocation,
                    step: context.step(),
                }));
            }
            return Err(refused.into());
        }
        rows::update(context.db, &self.grants).await?;
        let paid = self.grants.iter().map(|grant| (grant.id, grant.paid_on()));
        follow_payment(context.db, call, &paid.collect::<Vec<_>>()).await?;
        let places = context.append(&self.events).await?;
        let source = |event| Source {
            event,
            decision: None,
        };
        let moved: Vec<(&Grant, Source<'_>)> =
            self.grants.iter().zip(places.iter().map(source)).collect();
        move_grants(context, call, &moved).await?;
        let ids = self.grants.iter().map(|grant| grant.id);
        Ok(ids.zip(places).collect())
    }
}
