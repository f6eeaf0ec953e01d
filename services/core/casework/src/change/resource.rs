//! A grant as steps on its changes find, lock and store it.

use domain::event::NewEvent;
use domain::grant::{ChangeNumber, ChangeRules, Grant, GrantChange};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use crate::application::{self, ApplicationKey};
use crate::call::{pinned_rules, sub_frame, visible};
use crate::error::CaseError;
use crate::report;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// The parts of a change's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeKey {
    /// The grant.
    pub grant: ApplicationKey,
    /// The change.
    pub number: ChangeNumber,
}

/// A grant whose change is decided. The application is locked before it, and the frames of the
/// call: money may move.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedGrant(pub Grant);

impl<S: Scheme> Resource<S> for ChangedGrant {
    type Key = ApplicationKey;

    fn name(key: &ApplicationKey) -> String {
        names::grant(&key.call, key.application)
    }

    fn subject(&self) -> Subject {
        crate::grant::subject(&self.0)
    }

    fn revision(&self) -> Revision {
        self.0.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.0.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ApplicationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        if lock == Lock::Yes {
            application::rows::lock::<S::Form>(db, &key.call, key.application).await?;
            sub_frame::lock(db, &key.call).await?;
        }
        Ok(crate::grant::find(db, key, lock).await?.map(Self))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        <Grant as Resource<S>>::admit(&self.0, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        <Grant as Resource<S>>::insert(&self.0, db).await
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        <Grant as Resource<S>>::update(&self.0, db).await
    }
}

impl<S: Scheme, A: View<S, Grant>> View<S, ChangedGrant> for A {
    async fn view(noun: ChangedGrant, context: &mut Context<'_>) -> Result<Self, CaseError> {
        A::view(noun.0, context).await
    }
}

/// Reads the rules about changes of a grant's call.
pub(super) async fn rules_of<S: Scheme>(
    context: &mut Context<'_>,
    grant: &Grant,
) -> Result<ChangeRules, CaseError> {
    let call = visible(context.db, context.actor, &grant.call).await?;
    Ok(ChangeRules::of(&pinned_rules::<S>(&call)?)?)
}

/// Moves the last day of the last report after a change of the end of the work, where the rules say
/// how far. Gives the event of the report.
pub(super) async fn follow_end<S: Scheme>(
    context: &mut Context<'_>,
    (grant, change): (&Grant, &GrantChange),
    rules: &ChangeRules,
    reason: &str,
) -> Result<Option<NewEvent>, CaseError> {
    match (change.wanted.ends, rules.report_days) {
        (Some(ends), Some(days)) => {
            report::follow_end::<S>(context, grant, (ends, days, reason)).await
        }
        _ => Ok(None),
    }
}

/// Returns a change of a grant that was just answered.
pub(super) fn found(grant: &Grant, key: &ChangeKey) -> Result<GrantChange, CaseError> {
    let mut changes = grant.changes.iter();
    let change = changes.find(|one| one.number == key.number).cloned();
    change.ok_or_else(|| {
        CaseError::Refused(Refusal::NotFound {
            resource: names::grant_change(&grant.call, grant.id, key.number),
        })
    })
}
