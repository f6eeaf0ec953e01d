//! A grant as steps on its recoveries find, lock and store it.

use domain::grant::{ArrangementPlan, Grant, Recovery, RecoveryNumber};
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use super::rows;
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::rows::recovery;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// The parts of a recovery's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecoveryKey {
    /// The grant.
    pub grant: ApplicationKey,
    /// The recovery.
    pub number: RecoveryNumber,
}

/// A grant whose arrangement is approved, with the grant whose payment is kept where it is a
/// set-off. Both are locked, in the order of calls and ids.
#[derive(Debug, Clone, PartialEq)]
pub struct IndebtedGrant {
    /// The grant that owes.
    pub grant: Grant,
    /// The grant whose payment is kept.
    pub other: Option<Grant>,
}

impl<S: Scheme> Resource<S> for IndebtedGrant {
    type Key = ApplicationKey;

    fn name(key: &ApplicationKey) -> String {
        names::grant(&key.call, key.application)
    }

    fn subject(&self) -> Subject {
        crate::grant::subject(&self.grant)
    }

    fn revision(&self) -> Revision {
        self.grant.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.grant.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ApplicationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        if lock == Lock::Yes {
            rows::lock_both(db, key).await?;
        }
        let Some(grant) = crate::grant::find(db, key, lock).await? else {
            return Ok(None);
        };
        let other = match kept_for(&grant) {
            Some(key) => crate::grant::find(db, &key, lock).await?,
            None => None,
        };
        Ok(Some(Self { grant, other }))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        <Grant as Resource<S>>::admit(&self.grant, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        <Grant as Resource<S>>::insert(&self.grant, db).await
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        <Grant as Resource<S>>::update(&self.grant, db).await
    }
}

impl<S: Scheme, A: View<S, Grant>> View<S, IndebtedGrant> for A {
    async fn view(noun: IndebtedGrant, context: &mut Context<'_>) -> Result<Self, CaseError> {
        A::view(noun.grant, context).await
    }
}

/// Returns the grant whose payment is to be kept by the arrangement that waits.
fn kept_for(grant: &Grant) -> Option<ApplicationKey> {
    let waiting = grant.recoveries.iter().find_map(Recovery::waiting)?;
    match &waiting.plan {
        ArrangementPlan::SetOff { call, grant, .. } => Some(ApplicationKey {
            call: call.clone(),
            application: *grant,
        }),
        _ => None,
    }
}

/// Stores a recovery of a grant, and returns it.
pub(super) async fn stored(
    context: &mut Context<'_>,
    grant: &Grant,
    number: RecoveryNumber,
) -> Result<Recovery, CaseError> {
    let stored = grant.recovery(number)?.clone();
    recovery::put(context.db, grant, &stored).await?;
    Ok(stored)
}
