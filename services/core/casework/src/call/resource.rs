//! A call as its steps find, lock and store it, and as steps of other nouns find it.

use domain::call::{Call, CallState};
use domain::identifiers::CallId;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;

use super::rows;
use crate::actor::Actor;
use crate::error::{CaseError, not_found};
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

impl<S: Scheme> Resource<S> for Call {
    type Key = CallId;

    fn name(key: &CallId) -> String {
        names::call(key)
    }

    fn subject(&self) -> Subject {
        Subject::call(&self.id)
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &CallId,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        find(db, key, lock).await
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        require_known(context.actor, self)
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        Ok(rows::insert(db, self).await?)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, self).await?)
    }
}

impl<S: Scheme> View<S, Call> for Call {
    async fn view(call: Call, _context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(call)
    }
}

/// Finds a call. With [`Lock::Yes`] no other step is under way in it, and none begins before the
/// transaction ends.
pub(crate) async fn find(
    db: &mut PgConnection,
    id: &CallId,
    lock: Lock,
) -> Result<Option<Call>, CaseError> {
    Ok(match lock {
        Lock::No => rows::find(db, id).await?,
        Lock::Yes => rows::lock(db, id).await?,
    })
}

/// Finds a call that the caller may know of, and keeps it from changing until the transaction ends.
pub(crate) async fn held(
    db: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
) -> Result<Call, CaseError> {
    known(actor, id, rows::hold(db, id).await?)
}

/// Finds a call that the caller may know of.
pub(crate) async fn visible(
    db: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
) -> Result<Call, CaseError> {
    known(actor, id, rows::find(db, id).await?)
}

fn known(actor: &Actor, id: &CallId, found: Option<Call>) -> Result<Call, CaseError> {
    let call = found.ok_or_else(|| not_found(names::call(id)))?;
    require_known(actor, &call)?;
    Ok(call)
}

/// A draft exists for staff only.
fn require_known(actor: &Actor, call: &Call) -> Result<(), CaseError> {
    if call.state == CallState::Draft && !actor.caller.is_staff() {
        return Err(not_found(names::call(&call.id)));
    }
    Ok(())
}
