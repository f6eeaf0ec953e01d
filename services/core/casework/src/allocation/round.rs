//! A whole round: all applications of a call that are alive, locked and stepped together.

use std::collections::BTreeMap;

use domain::allocation::{Allocation, AllocationState, Competitor};
use domain::application::Application;
use domain::call::Call;
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use serde::Serialize;
use sqlx::PgConnection;

use super::history::History;
use crate::application::subject;
use crate::assessment::require_no_interest;
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::Context;

/// The states of an application that is alive once its call is closed.
pub(super) const LIVE: [&str; 4] = ["submitted", "returned", "assessed", "recommended"];

/// The live applications of a call, locked in the order of their ids.
pub(super) struct Round<F> {
    call: CallId,
    applications: Vec<Application<F>>,
}

/// The payload of an allocation's event.
#[derive(Serialize)]
struct AllocationPayload {
    state: AllocationState,
    run_hash: String,
    decision_hash: String,
    applications: usize,
}

/// Returns the change of an allocation by a step that so many applications take with it.
pub(super) fn changed(after: Allocation, applications: usize) -> Change<Allocation> {
    let payload = AllocationPayload {
        state: after.state.clone(),
        run_hash: after.run_hash.clone(),
        decision_hash: after.decision_hash(),
        applications,
    };
    Change::telling(after, &payload)
}

impl<F> Round<F>
where
    F: serde::de::DeserializeOwned + Serialize + Send + Sync,
{
    /// Locks a call's live applications, for a person who has declared an interest in none of them.
    /// The call is locked before.
    pub async fn lock(context: &mut Context<'_>, call: &CallId) -> Result<Self, CaseError> {
        let applications =
            crate::application::rows::lock_in_states::<F>(context.db, call, &LIVE).await?;
        let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
        require_no_interest(context.db, context.actor, call, &ids).await?;
        Ok(Self {
            call: call.clone(),
            applications,
        })
    }

    /// Returns the applications.
    pub fn applications(&self) -> &[Application<F>] {
        &self.applications
    }

    /// Returns the applications as the engine sees them, by sub-frame; every one must be assessed.
    pub async fn competitors(
        &self,
        context: &mut Context<'_>,
        call: &Call,
    ) -> Result<Competitors, CaseError> {
        let (competitors, unassessed) = competitors(context.db, call, &self.applications).await?;
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

    /// Takes a step with every application and stores them. Returns the applications after the
    /// step, and the change of the allocation with an event in every case's chain.
    pub async fn step(
        self,
        context: &mut Context<'_>,
        after: Allocation,
        take: impl Fn(Application<F>) -> Result<Application<F>, CaseError>,
    ) -> Result<(Vec<Application<F>>, Change<Allocation>), CaseError> {
        let reason = after.last_step.reason.clone();
        let mut change = changed(after, self.applications.len());
        let mut stepped = Vec::with_capacity(self.applications.len());
        for application in self.applications {
            let (subject, from) = (subject(&application), application.revision);
            let application = take(application)?;
            let payload = (application.state.name(), application.state.outcome());
            change = change.with(context.event(&subject, from, &reason, &payload));
            stepped.push(application);
        }
        crate::application::rows::update_states(context.db, &self.call, &stepped).await?;
        Ok((stepped, change))
    }
}

/// The competitors of each sub-frame.
pub(super) type Competitors = BTreeMap<String, Vec<Competitor>>;

/// Returns a call's applications as the engine sees them, and those that are not assessed.
pub(super) async fn competitors<F>(
    db: &mut PgConnection,
    call: &Call,
    applications: &[Application<F>],
) -> Result<(Competitors, Vec<ApplicationId>), CaseError> {
    let history = History::before(db, call.terms.grant_year).await?;
    let mut competitors = Competitors::new();
    let mut unassessed = Vec::new();
    for application in applications {
        match Competitor::of(application) {
            Some(mut competitor) => {
                history.fill(&mut competitor);
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
