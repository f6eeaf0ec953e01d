//! The context of a step, and the events it makes.

use domain::access::Access;
use domain::event::{EventRef, Hash, NewEvent};
use domain::refusal::Refusal;
use domain::step::{Revision, StepName, StepRecord};
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use crate::actor::Actor;
use crate::error::CaseError;
use crate::subject::Subject;

/// The transaction a step runs in: the connection, the actor, and the step's name and content for
/// its events.
pub struct Context<'a> {
    /// The connection, in a transaction that the runner begins and ends.
    pub db: &'a mut PgConnection,
    /// The actor.
    pub actor: &'a Actor,
    step: StepName,
    access: Access,
    content: Hash,
}

impl<'a> Context<'a> {
    /// Judges the caller's roles. `content` is the [`content_hash`] of the step.
    pub(crate) fn new(
        db: &'a mut PgConnection,
        actor: &'a Actor,
        step: StepName,
        content: Hash,
    ) -> Result<Self, CaseError> {
        let access = actor.may(step)?;
        Ok(Self {
            db,
            actor,
            step,
            access,
            content,
        })
    }

    /// Returns the step's name.
    #[must_use]
    pub const fn step(&self) -> StepName {
        self.step
    }

    /// Returns how far the caller's roles reach.
    #[must_use]
    pub const fn access(&self) -> Access {
        self.access
    }

    /// Returns the hash of the step's content.
    #[must_use]
    pub const fn content(&self) -> &Hash {
        &self.content
    }

    /// Returns the record that the step leaves on its noun.
    #[must_use]
    pub fn record(&self, reason: &str) -> StepRecord {
        self.actor.record(reason)
    }

    /// Returns an event of the step, for [`Context::append`].
    #[must_use]
    pub fn event(
        &self,
        subject: &Subject,
        from: Revision,
        reason: &str,
        payload: &impl Serialize,
    ) -> NewEvent {
        let step = (self.step, self.content);
        new_event(self.actor, step, (subject, from), reason, payload)
    }

    /// Tells a retry from a caller that read an older revision.
    ///
    /// # Errors
    /// [`Refusal::Stale`] with the present revision.
    pub(crate) async fn require_taken(
        &mut self,
        subject: &Subject,
        read: Revision,
        current: Revision,
    ) -> Result<(), CaseError> {
        let (step, person) = (self.step, &self.actor.caller.subject);
        let resource = subject.resource();
        let taken =
            store::event::was_taken(self.db, resource, step, read, person, &self.content).await?;
        if taken {
            return Ok(());
        }
        Err(CaseError::Refused(Refusal::Stale {
            resource: resource.to_owned(),
            current,
        }))
    }

    /// Tells whether this step created the resource before, with the same content.
    ///
    /// # Errors
    /// [`Refusal::IdTaken`] when it did with other content.
    pub(crate) async fn was_created(&mut self, resource: &str) -> Result<bool, CaseError> {
        let hashes = store::event::creation_hashes(self.db, resource, self.step).await?;
        if hashes.is_empty() || hashes.contains(&self.content) {
            return Ok(!hashes.is_empty());
        }
        Err(id_taken(resource))
    }

    /// Tells whether this step was recorded on the resource before with the same content.
    pub(crate) async fn was_recorded(&mut self, resource: &str) -> Result<bool, CaseError> {
        let hashes = store::event::creation_hashes(self.db, resource, self.step).await?;
        Ok(hashes.contains(&self.content))
    }

    /// Judges a creation whose id exists already: with the same content it is a retry.
    ///
    /// # Errors
    /// [`Refusal::IdTaken`].
    pub async fn require_created(&mut self, resource: &str) -> Result<(), CaseError> {
        if self.was_created(resource).await? {
            return Ok(());
        }
        Err(id_taken(resource))
    }

    /// Appends events of the step, puts what they tell the parties into the outbox and what they
    /// enter into the journal, and returns the places of the events.
    ///
    /// # Errors
    /// [`CaseError::Store`].
    pub async fn append(&mut self, events: &[NewEvent]) -> Result<Vec<EventRef>, CaseError> {
        let chance = self.actor.chance.as_ref();
        let places = store::event::append(self.db, chance, events).await?;
        store::outbox::append(self.db, events, &places).await?;
        Ok(places)
    }
}

fn id_taken(resource: &str) -> CaseError {
    CaseError::Refused(Refusal::IdTaken {
        resource: resource.to_owned(),
    })
}

/// Makes an event of a step.
pub(crate) fn new_event<P: Serialize>(
    actor: &Actor,
    step: (StepName, Hash),
    (subject, from): (&Subject, Revision),
    reason: &str,
    payload: &P,
) -> NewEvent {
    event_with(
        actor,
        step,
        (subject, from),
        reason,
        canonical_json(payload),
    )
}

/// Makes an event of a step from a payload that is JSON already.
pub(crate) fn event_with(
    actor: &Actor,
    (step, content): (StepName, Hash),
    (subject, from): (&Subject, Revision),
    reason: &str,
    payload: String,
) -> NewEvent {
    let (call, chain, resource, organisation) = subject.parts();
    NewEvent {
        call,
        chain,
        resource,
        step,
        actor: actor.caller.subject.clone(),
        by_staff: actor.caller.is_staff(),
        organisation,
        at: actor.now,
        from_revision: from,
        request_hash: content,
        reason: reason.to_owned(),
        payload,
    }
}

/// Returns the hash of a request's content: two requests with the same hash say the same.
#[must_use]
pub fn content_hash<T: Serialize + ?Sized>(content: &T) -> Hash {
    Sha256::digest(canonical_json(content).as_bytes()).into()
}

/// Writes JSON with fields in the order the type declares them.
///
/// # Panics
/// When a type cannot be written as JSON (a map whose keys are no text): a fault of ours that the
/// first test of that type finds, and that must never pass as an empty text, for then all such
/// requests would seem the same.
pub(crate) fn canonical_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("what events and hashes hold can be written as JSON")
}
