//! What every act has in common: who acts, when, with which randomness; whether a request is a
//! retry; what is told of it.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Access, require};
use domain::calendar::local_date;
use domain::caller::Caller;
use domain::event::{Hash, NewEvent};
use domain::identifiers::{
    AllocationId, ApplicationId, AttachmentId, CallId, OrganisationNumber, ReportId,
};
use domain::names;
use domain::randomness::Randomness;
use domain::refusal::Refusal;
use domain::step::{Revision, StepName, StepRecord};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use store::transaction::{ActFuture, run_act, run_look};

use crate::error::CaseError;

/// Who acts, when, and where randomness comes from: passed to every step.
#[derive(Clone, Copy)]
pub struct Act<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// The present instant, by the clock of the service.
    pub now: DateTime<Utc>,
    /// Randomness, for salts.
    pub chance: &'a dyn Randomness,
}

/// The same, owned: what [`run`] takes along into the act's task.
#[derive(Clone)]
pub struct Actor {
    /// Who asks.
    pub caller: Caller,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// Randomness.
    pub chance: Arc<dyn Randomness>,
}

impl Actor {
    /// Borrowed, for a step.
    #[must_use]
    pub fn act(&self) -> Act<'_> {
        Act {
            caller: &self.caller,
            now: self.now,
            chance: self.chance.as_ref(),
        }
    }
}

/// Runs one step in a transaction of its own, to its end, whatever becomes of the caller
/// ([`run_act`]).
///
/// # Errors
/// The step's.
pub async fn run<R, T, F>(pool: &PgPool, actor: Actor, request: R, step: F) -> Result<T, CaseError>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
        + Send
        + Sync
        + 'static,
{
    run_act(
        pool,
        (actor, request, step),
        |connection, (actor, request, step)| step(connection, actor.act(), request),
    )
    .await
}

/// Runs one step that only reads: from one snapshot, in a transaction that cannot write
/// ([`run_look`]).
///
/// # Errors
/// The step's.
pub async fn look<R, T, F>(pool: &PgPool, actor: Actor, request: R, step: F) -> Result<T, CaseError>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'c> Fn(&'c mut PgConnection, Act<'c>, &'c R) -> ActFuture<'c, T, CaseError>
        + Send
        + Sync
        + 'static,
{
    run_look(
        pool,
        (actor, request, step),
        |connection, (actor, request, step)| step(connection, actor.act(), request),
    )
    .await
}

/// What a step is about: where its event is told, and whose case it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    call: Option<CallId>,
    chain: String,
    resource: String,
    organisation: Option<OrganisationNumber>,
}

impl Subject {
    /// A call.
    #[must_use]
    pub fn call(call: &CallId) -> Self {
        Self::of(call, names::call(call), names::call(call), None)
    }

    /// An application of an organisation.
    #[must_use]
    pub fn application(
        call: &CallId,
        id: ApplicationId,
        organisation: &OrganisationNumber,
    ) -> Self {
        Self::in_case(call, id, names::application(call, id), organisation)
    }

    /// A file of an application.
    #[must_use]
    pub fn attachment(
        call: &CallId,
        id: ApplicationId,
        attachment: AttachmentId,
        organisation: &OrganisationNumber,
    ) -> Self {
        let resource = names::attachment(call, id, attachment);
        Self::in_case(call, id, resource, organisation)
    }

    /// An allocation: nobody's case.
    #[must_use]
    pub fn allocation(call: &CallId, id: AllocationId) -> Self {
        let name = names::allocation(call, id);
        Self::of(call, name.clone(), name, None)
    }

    /// A grant: told in its application's chain.
    #[must_use]
    pub fn grant(call: &CallId, id: ApplicationId, organisation: &OrganisationNumber) -> Self {
        Self::in_case(call, id, names::grant(call, id), organisation)
    }

    /// A report: told in its application's chain.
    #[must_use]
    pub fn report(
        call: &CallId,
        grant: ApplicationId,
        report: &ReportId,
        organisation: &OrganisationNumber,
    ) -> Self {
        let resource = names::report(call, grant, report);
        Self::in_case(call, grant, resource, organisation)
    }

    /// The registers of the whole scheme.
    #[must_use]
    pub fn registers() -> Self {
        Self {
            call: None,
            chain: names::REGISTERS.to_owned(),
            resource: names::REGISTERS.to_owned(),
            organisation: None,
        }
    }

    /// Something a scheme keeps beside its cases: its events are a chain of their own.
    #[must_use]
    pub fn beside_cases(resource: String) -> Self {
        Self {
            call: None,
            chain: resource.clone(),
            resource,
            organisation: None,
        }
    }

    /// The resource's name below the scheme.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    fn in_case(
        call: &CallId,
        id: ApplicationId,
        resource: String,
        organisation: &OrganisationNumber,
    ) -> Self {
        let chain = names::application(call, id);
        Self::of(call, chain, resource, Some(organisation.clone()))
    }

    fn of(
        call: &CallId,
        chain: String,
        resource: String,
        organisation: Option<OrganisationNumber>,
    ) -> Self {
        Self {
            call: Some(call.clone()),
            chain,
            resource,
            organisation,
        }
    }
}

/// What is told of one step besides its subject.
#[derive(Debug)]
pub struct Told<'a, P> {
    /// The step.
    pub step: StepName,
    /// The revision it started from; [`Revision::NONE`] for a creation.
    pub from: Revision,
    /// [`content_hash`] of the request.
    pub content: Hash,
    /// Why, in the actor's words; empty where the step needs no reason.
    pub reason: &'a str,
    /// What changed.
    pub payload: &'a P,
}

impl Act<'_> {
    /// Whether any role of the caller may take the step.
    ///
    /// # Errors
    /// [`Refusal::RoleNotAllowed`].
    pub fn may(&self, step: StepName) -> Result<Access, CaseError> {
        Ok(require(self.caller, step)?)
    }

    /// Today in Norway.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_date(self.now)
    }

    /// What stands on the step.
    #[must_use]
    pub fn record(&self, reason: &str) -> StepRecord {
        StepRecord {
            actor: self.caller.subject.clone(),
            at: self.now,
            reason: reason.to_owned(),
        }
    }

    /// The step's event, to be appended in the same transaction.
    #[must_use]
    pub fn event<P: Serialize>(&self, subject: &Subject, told: &Told<'_, P>) -> NewEvent {
        NewEvent {
            call: subject.call.clone(),
            chain: subject.chain.clone(),
            resource: subject.resource.clone(),
            step: told.step,
            actor: self.caller.subject.clone(),
            by_staff: self.caller.is_staff(),
            organisation: subject.organisation.clone(),
            at: self.now,
            from_revision: told.from,
            request_hash: told.content,
            reason: told.reason.to_owned(),
            payload: canonical_json(told.payload),
        }
    }

    /// Appends one event.
    ///
    /// # Errors
    /// [`CaseError::Store`].
    pub async fn tell<P: Serialize>(
        &self,
        connection: &mut PgConnection,
        subject: &Subject,
        told: &Told<'_, P>,
    ) -> Result<(), CaseError> {
        let event = self.event(subject, told);
        store::event::append(connection, self.chance, &[event]).await?;
        Ok(())
    }
}

/// Whether a request is to be carried out, or has been already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Carry it out.
    First,
    /// It was carried out before: answer with the present state.
    Again,
}

/// Judges the revision a request was written against. What the caller read is what is there: its
/// turn. The same caller took the same step from that revision with the same content: a retry,
/// harmless. Anything else: somebody was faster.
///
/// # Errors
/// [`Refusal::Stale`] with the present revision.
pub async fn turn(
    connection: &mut PgConnection,
    act: &Act<'_>,
    subject: &Subject,
    step: StepName,
    (read, current): (Revision, Revision),
    content: &Hash,
) -> Result<Turn, CaseError> {
    if read == current {
        return Ok(Turn::First);
    }
    let actor = &act.caller.subject;
    if store::event::was_taken(connection, subject.resource(), step, read, actor, content).await? {
        return Ok(Turn::Again);
    }
    Err(CaseError::Refused(Refusal::Stale {
        resource: subject.resource.clone(),
        current,
    }))
}

/// Judges a creation whose id is there already: with the same content it is a retry, whoever sends
/// it.
///
/// # Errors
/// [`Refusal::IdTaken`].
pub async fn created_before(
    connection: &mut PgConnection,
    subject: &Subject,
    step: StepName,
    content: &Hash,
) -> Result<(), CaseError> {
    let hashes = store::event::creation_hashes(connection, subject.resource(), step).await?;
    if hashes.contains(content) {
        return Ok(());
    }
    Err(CaseError::Refused(Refusal::IdTaken {
        resource: subject.resource.clone(),
    }))
}

/// Hash of a request's content: two requests with the same hash say the same.
#[must_use]
pub fn content_hash<T: Serialize>(content: &T) -> Hash {
    Sha256::digest(canonical_json(content).as_bytes()).into()
}

/// JSON with fields in the order the type declares them.
///
/// # Panics
/// When a type cannot be written as JSON (a map whose keys are no text): a fault of ours that the
/// first test of that type finds, and that must never pass as an empty text, for then all such
/// requests would seem the same.
fn canonical_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("what is told and hashed can be written as JSON")
}
