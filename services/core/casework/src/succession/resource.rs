//! A succession as its steps find, lock and store it.

use domain::identifiers::SuccessionId;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use domain::succession::Succession;
use sqlx::PgConnection;

use super::rows;
use crate::application::{ApplicationKey, require_impartial};
use crate::error::CaseError;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

impl<S: Scheme> Resource<S> for Succession {
    type Key = SuccessionId;

    fn name(key: &SuccessionId) -> String {
        names::succession(*key)
    }

    fn subject(&self) -> Subject {
        Subject::beside_cases(names::succession(self.id))
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        Succession::last_step(self)
    }

    async fn find(
        db: &mut PgConnection,
        key: &SuccessionId,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        Ok(rows::find(db, *key, lock).await?)
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        for case in &self.cases {
            let key = ApplicationKey {
                call: case.call.clone(),
                application: case.application,
            };
            require_impartial(context.db, context.actor, &key).await?;
        }
        Ok(())
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        rows::insert(db, self).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, self).await?)
    }
}

impl<S: Scheme> View<S, Succession> for Succession {
    async fn view(succession: Succession, _context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(succession)
    }
}
