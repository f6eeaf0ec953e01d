//! A grant as its steps find, lock and store it.

use std::slice;

use domain::access::require_for;
use domain::grant::{Grant, Instalment};
use domain::identifiers::ApplicationId;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;

use super::rows;
use crate::application::{ApplicationKey, require_impartial};
use crate::error::CaseError;
use crate::report::rows::follow_payment;
use crate::resource::{Lock, Resource};
use crate::step::Context;
use crate::subject::Subject;

impl<S: Scheme> Resource<S> for Grant {
    type Key = ApplicationKey;

    fn name(key: &ApplicationKey) -> String {
        names::grant(&key.call, key.application)
    }

    fn subject(&self) -> Subject {
        subject(self)
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ApplicationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        find(db, key, lock).await
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let name = names::grant(&self.call, self.id);
        admit(self, &name, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        rows::insert(db, slice::from_ref(self)).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, slice::from_ref(self)).await?)
    }
}

/// Finds a grant.
pub(crate) async fn find(
    db: &mut PgConnection,
    key: &ApplicationKey,
    lock: Lock,
) -> Result<Option<Grant>, CaseError> {
    Ok(match lock {
        Lock::No => rows::read(db, &key.call, key.application).await?,
        Lock::Yes => {
            let found = rows::lock(db, &key.call, &[key.application], &[]).await?;
            found.into_iter().next()
        }
    })
}

/// Judges whether the caller may take the step on a resource of a grant: recipients know of their
/// own, staff of those they have no interest in.
pub(crate) async fn admit(
    grant: &Grant,
    name: &str,
    context: &mut Context<'_>,
) -> Result<(), CaseError> {
    let organisation = &grant.recipient.organisation;
    require_for(&context.actor.caller, context.step(), organisation, name)?;
    let case = ApplicationKey {
        call: grant.call.clone(),
        application: grant.id,
    };
    require_impartial(context.db, context.actor, &case).await
}

/// Returns the subject of a grant's events.
pub(crate) fn subject(grant: &Grant) -> Subject {
    Subject::grant(&grant.call, grant.id, &grant.recipient.organisation)
}

/// Stores instalments of a grant that changed, and the days of reports that follow the payment.
pub(crate) async fn put_instalments(
    db: &mut PgConnection,
    grant: &Grant,
    changed: &[Instalment],
) -> Result<(), CaseError> {
    let rows: Vec<(ApplicationId, Instalment)> = changed
        .iter()
        .map(|instalment| (grant.id, instalment.clone()))
        .collect();
    rows::instalment::update(db, &grant.call, &rows).await?;
    follow_payment(db, &grant.call, &[(grant.id, grant.paid_on())]).await?;
    Ok(())
}
