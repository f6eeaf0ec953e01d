//! The protocol of steps that are functions yet: each calls it itself. See [`crate::step`] for
//! steps that are types.

use domain::event::{Hash, NewEvent};
use domain::refusal::Refusal;
use domain::step::{Revision, StepName};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use store::transaction::{ActFuture, run_act, run_look};

pub use crate::actor::Actor;
pub use crate::context::content_hash;
use crate::context::new_event;
use crate::error::CaseError;
pub use crate::subject::Subject;

/// Runs one step in a transaction of its own, to its end, whatever becomes of the caller
/// ([`run_act`]).
///
/// # Errors
/// The step's.
pub async fn run<R, T, F>(pool: &PgPool, actor: Actor, request: R, step: F) -> Result<T, CaseError>
where
    R: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
        + Send
        + Sync
        + 'static,
{
    run_act(
        pool,
        (actor, request, step),
        |connection, (actor, request, step)| step(connection, actor, request),
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
    F: for<'c> Fn(&'c mut PgConnection, &'c Actor, &'c R) -> ActFuture<'c, T, CaseError>
        + Send
        + Sync
        + 'static,
{
    run_look(
        pool,
        (actor, request, step),
        |connection, (actor, request, step)| step(connection, actor, request),
    )
    .await
}

/// The event of one step, besides its subject.
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
    /// The change.
    pub payload: &'a P,
}

impl Actor {
    /// Returns the step's event, to be appended in the same transaction.
    #[must_use]
    pub fn event<P: Serialize>(&self, subject: &Subject, told: &Told<'_, P>) -> NewEvent {
        new_event(
            self,
            (told.step, told.content),
            (subject, told.from),
            told.reason,
            told.payload,
        )
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
        store::event::append(connection, self.chance.as_ref(), &[event]).await?;
        Ok(())
    }
}

/// The decision to carry out a request, or to answer a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Carry it out.
    First,
    /// It was carried out before: answer with the present state.
    Again,
}

/// Judges the revision a request was written against. What the caller read is what is there: its
/// turn. The same caller took the same step from that revision with the same content: a retry,
/// harmless. Anything else: another caller was faster.
///
/// # Errors
/// [`Refusal::Stale`] with the present revision.
pub async fn turn(
    connection: &mut PgConnection,
    actor: &Actor,
    subject: &Subject,
    step: StepName,
    (read, current): (Revision, Revision),
    content: &Hash,
) -> Result<Turn, CaseError> {
    if read == current {
        return Ok(Turn::First);
    }
    let person = &actor.caller.subject;
    if store::event::was_taken(connection, subject.resource(), step, read, person, content).await? {
        return Ok(Turn::Again);
    }
    Err(CaseError::Refused(Refusal::Stale {
        resource: subject.resource().to_owned(),
        current,
    }))
}

/// Judges a creation whose id is there already: with the same content it is a retry, by any sender
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
        resource: subject.resource().to_owned(),
    }))
}
