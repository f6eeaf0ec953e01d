//! A whole round: all applications of a call that are alive, locked and stepped together.

use std::collections::BTreeMap;

use domain::allocation::Allocation;
use domain::allocation::Competitor;
use domain::application::Application;
use domain::call::Call;
use domain::event::{Hash, NewEvent};
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use domain::step::{Revision, StepName};
use serde::Serialize;
use sqlx::PgConnection;

use super::AllocationKey;
use super::history::History;
use crate::act::{Actor, Subject, Told};
use crate::assessment::require_no_interest;
use crate::error::CaseError;

/// The states of an application that is alive once its call is closed.
pub(crate) const LIVE: [&str; 4] = ["submitted", "returned", "assessed", "recommended"];

/// The live applications of a call, locked in the order of their ids.
pub(crate) struct Round<F> {
    call: CallId,
    /// The applications.
    pub applications: Vec<Application<F>>,
}

/// The event of a step of the whole round.
pub(crate) struct RoundTold<'a> {
    /// The step.
    pub step: StepName,
    /// Hash of the request's content.
    pub content: Hash,
    /// Why; empty where the step needs no reason.
    pub reason: &'a str,
}

/// The payload of an allocation's event.
#[derive(Serialize)]
pub(crate) struct AllocationPayload<'a> {
    pub state: &'a domain::allocation::AllocationState,
    pub run_hash: &'a str,
    pub decision_hash: String,
    pub applications: usize,
}

impl<F> Round<F>
where
    F: serde::de::DeserializeOwned + Serialize + Send + Sync,
{
    /// Locks a call's live applications, for a person who has declared an interest in none of them.
    /// The call is locked before.
    pub async fn lock(
        connection: &mut PgConnection,
        actor: &Actor,
        call: &CallId,
    ) -> Result<Self, CaseError> {
        let applications =
            crate::application::rows::lock_in_states::<F>(connection, call, &LIVE).await?;
        let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
        require_no_interest(connection, actor, call, &ids).await?;
        Ok(Self {
            call: call.clone(),
            applications,
        })
    }

    /// The applications as the engine sees them, by sub-frame; every one must be assessed.
    pub async fn competitors(
        &self,
        connection: &mut PgConnection,
        call: &Call,
    ) -> Result<Competitors, CaseError> {
        let (competitors, unassessed) = competitors(connection, call, &self.applications).await?;
        if unassessed.is_empty() {
            return Ok(competitors);
        }
        let incomplete = unassessed.into_iter().map(|id| IncompleteCase {
            application: names::application(&self.call, id),
            missing: "missing-assessment",
        });
        Err(CaseError::Refused(Refusal::IncompleteRound(
            incomplete.collect(),
        )))
    }

    /// Takes a step with every application, stores them, and tells of it: in the allocation's chain
    /// and in every case's. Gives the applications after the step.
    pub async fn step(
        self,
        connection: &mut PgConnection,
        actor: &Actor,
        (key, after, from): (&AllocationKey, &Allocation, Revision),
        told: &RoundTold<'_>,
        take: impl Fn(Application<F>) -> Result<Application<F>, CaseError>,
    ) -> Result<Vec<Application<F>>, CaseError> {
        let payload = AllocationPayload {
            state: &after.state,
            run_hash: &after.run_hash,
            decision_hash: after.decision_hash(),
            applications: self.applications.len(),
        };
        let mut events = vec![event(actor, told, &key.subject(), from, &payload)];
        let mut stepped = Vec::with_capacity(self.applications.len());
        for application in self.applications {
            let organisation = &application.draft.applicant.organisation;
            let subject = Subject::application(&self.call, application.id, organisation);
            let from = application.revision;
            let application = take(application)?;
            let changed = (application.state.name(), application.state.outcome());
            events.push(event(actor, told, &subject, from, &changed));
            stepped.push(application);
        }
        crate::application::rows::update_states(connection, &self.call, &stepped).await?;
        store::event::append(connection, actor.chance.as_ref(), &events).await?;
        Ok(stepped)
    }
}

/// Those who compete, by sub-frame.
pub(crate) type Competitors = BTreeMap<String, Vec<Competitor>>;

/// A call's applications as the engine sees them, and those that are not assessed.
pub(crate) async fn competitors<F>(
    connection: &mut PgConnection,
    call: &Call,
    applications: &[Application<F>],
) -> Result<(Competitors, Vec<ApplicationId>), CaseError> {
    let history = History::before(connection, call.terms.grant_year).await?;
    let mut competitors = Competitors::new();
    let mut unassessed = Vec::new();
    for application in applications {
        match Competitor::of(application) {
            Some(mut competitor) => {
                history.tell(&mut competitor);
                competitors
                    .entry(competitor.placement.sub_frame.clone())
                    .or_default()
                    .push(competitor);
            }
            None => unassessed.push(application.id),
        }
    }
    Ok((competitors, unassessed))
}

/// One event of a step of the round.
pub(crate) fn event<P: Serialize>(
    actor: &Actor,
    told: &RoundTold<'_>,
    subject: &Subject,
    from: Revision,
    payload: &P,
) -> NewEvent {
    actor.event(
        subject,
        &Told {
            step: told.step,
            from,
            content: told.content,
            reason: told.reason,
            payload,
        },
    )
}
