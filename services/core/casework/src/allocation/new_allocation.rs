//! An allocation on its way into the database, with its division.

use std::sync::Arc;

use domain::allocation::Allocation;
use domain::allocation::simulation::Divided;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use sqlx::PgConnection;

use super::resource::{self, AllocationKey, existing};
use super::rows;
use crate::error::CaseError;
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// An allocation that is created.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAllocation {
    pub(super) allocation: Allocation,
    /// The runs and awards to store with it; `None` for one that exists.
    pub(super) divided: Option<Arc<Divided>>,
}

impl<S: Scheme> Resource<S> for NewAllocation {
    type Key = AllocationKey;

    fn name(key: &AllocationKey) -> String {
        key.name()
    }

    fn subject(&self) -> Subject {
        <Allocation as Resource<S>>::subject(&self.allocation)
    }

    fn revision(&self) -> Revision {
        self.allocation.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.allocation.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &AllocationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        let found = resource::find(db, key, lock).await?;
        Ok(found.map(|allocation| Self {
            allocation,
            divided: None,
        }))
    }

    /// Admits the caller: impartiality was judged by what the allocation is divided on.
    async fn admit(&self, _context: &mut Context<'_>) -> Result<(), CaseError> {
        Ok(())
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        let (allocation, divided) = (&self.allocation, self.divided.as_deref());
        let runs = divided.map_or(&[][..], |divided| &divided.runs);
        if !rows::insert(db, allocation, runs).await? {
            return Ok(false);
        }
        let awards = divided.map_or(&[][..], |divided| &divided.awards);
        rows::award::insert(db, &allocation.call, allocation.id, awards).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        resource::update(db, &self.allocation).await
    }
}

impl<S: Scheme> View<S, NewAllocation> for Allocation {
    async fn view(new: NewAllocation, context: &mut Context<'_>) -> Result<Self, CaseError> {
        match new.divided {
            // The sums come from the awards that have been stored.
            Some(_) => existing(context.db, &AllocationKey::of(&new.allocation)).await,
            None => Ok(new.allocation),
        }
    }
}
