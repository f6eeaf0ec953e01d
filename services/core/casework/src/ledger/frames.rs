//! Nouns whose steps release money into a call's frames.

use domain::identifiers::CallId;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;

use super::rows;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::report::ReportKey;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// A noun of a call, found with the call's frames locked before it: the order of locks for steps
/// that release money.
#[derive(Debug, Clone, PartialEq)]
pub struct WithFrames<N>(pub N);

/// A key below a call.
pub trait InCall {
    /// Returns the call.
    fn call(&self) -> &CallId;
}

impl InCall for ApplicationKey {
    fn call(&self) -> &CallId {
        &self.call
    }
}

impl InCall for ReportKey {
    fn call(&self) -> &CallId {
        &self.case.call
    }
}

impl<S: Scheme, N: Resource<S, Key: InCall>> Resource<S> for WithFrames<N> {
    type Key = N::Key;

    fn name(key: &N::Key) -> String {
        N::name(key)
    }

    fn subject(&self) -> Subject {
        self.0.subject()
    }

    fn revision(&self) -> Revision {
        self.0.revision()
    }

    fn last_step(&self) -> &StepRecord {
        self.0.last_step()
    }

    async fn find(
        db: &mut PgConnection,
        key: &N::Key,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        if lock == Lock::Yes {
            rows::lock_frames(db, key.call()).await?;
        }
        Ok(N::find(db, key, lock).await?.map(Self))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        self.0.admit(context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        self.0.insert(db).await
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        self.0.update(db).await
    }
}

impl<S: Scheme, N: Send + 'static, A: View<S, N>> View<S, WithFrames<N>> for A {
    async fn view(noun: WithFrames<N>, context: &mut Context<'_>) -> Result<Self, CaseError> {
        A::view(noun.0, context).await
    }
}
