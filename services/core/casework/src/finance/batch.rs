//! Instalments of many grants, changed together: stored in a few statements, told in every case's
//! chain.

use domain::event::{Hash, NewEvent};
use domain::grant::{Grant, Instalment};
use domain::identifiers::{ApplicationId, CallId};
use domain::refusal::Refusal;
use domain::step::StepName;
use sqlx::PgConnection;

use crate::act::{Actor, Told};
use crate::error::CaseError;
use crate::grant::subject;

/// Changes of instalments of many grants, stored and told together.
pub(crate) struct Batch {
    step: StepName,
    content: Hash,
    grants: Vec<Grant>,
    changed: Vec<(ApplicationId, Instalment)>,
    events: Vec<NewEvent>,
}

impl Batch {
    /// Nothing yet. `content` is the hash of the request.
    pub const fn new(step: StepName, content: Hash) -> Self {
        Self {
            step,
            content,
            grants: Vec::new(),
            changed: Vec::new(),
            events: Vec::new(),
        }
    }

    /// What changed so far.
    pub fn changed(&self) -> &[(ApplicationId, Instalment)] {
        &self.changed
    }

    /// Puts changed instalments into a grant's plan.
    pub fn change(&mut self, actor: &Actor, grant: Grant, changes: Vec<Instalment>) {
        let payload: Vec<(i32, i64, &str)> = changes
            .iter()
            .map(|one| (one.number, one.amount.ore(), one.state.name()))
            .collect();
        let told = Told {
            step: self.step,
            from: grant.revision,
            content: self.content,
            reason: "",
            payload: &payload,
        };
        self.events.push(actor.event(&subject(&grant), &told));
        let mut instalments = grant.instalments.clone();
        for change in changes {
            let place = instalments
                .iter_mut()
                .find(|one| one.number == change.number);
            if let Some(place) = place {
                *place = change.clone();
            }
            self.changed.push((grant.id, change));
        }
        self.grants.push(grant.with_instalments(instalments));
    }

    /// Stores and tells everything.
    pub async fn finish(
        self,
        connection: &mut PgConnection,
        actor: &Actor,
        call: &CallId,
    ) -> Result<(), CaseError> {
        if self.grants.is_empty() {
            return Ok(());
        }
        let refused = crate::grant::rows::instalment::update(connection, call, &self.changed).await;
        if let Err(refused) = refused {
            if refused.is_refused_by(crate::grant::rows::instalment::FOUR_EYES) {
                return Err(CaseError::Refused(Refusal::FourEyes {
                    actor: actor.caller.subject.clone(),
                    other: StepName::ApproveAllocation,
                    step: self.step,
                }));
            }
            return Err(refused.into());
        }
        crate::grant::rows::update(connection, &self.grants).await?;
        store::event::append(connection, actor.chance.as_ref(), &self.events).await?;
        Ok(())
    }
}
