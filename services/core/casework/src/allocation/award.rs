//! An award and the allocation that gives it, as steps on an award find and store them.

use std::slice;

use domain::allocation::Allocation;
use domain::allocation::award::Award;
use domain::identifiers::ApplicationId;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use super::resource::{self, AllocationKey};
use super::rows;
use super::rows::award::AwardFilter;
use crate::error::{CaseError, not_found};
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// An award within its allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AwardKey {
    /// The allocation.
    pub allocation: AllocationKey,
    /// The application, of the same call.
    pub application: ApplicationId,
}

impl AwardKey {
    /// Returns the name of the award's application below the scheme.
    pub(super) fn name(&self) -> String {
        names::application(&self.allocation.call, self.application)
    }
}

/// An award and its allocation.
#[derive(Debug, Clone, PartialEq)]
pub struct AwardOfAllocation {
    /// The award.
    pub award: Award,
    /// The allocation.
    pub allocation: Allocation,
}

impl<S: Scheme> Resource<S> for AwardOfAllocation {
    type Key = AwardKey;

    fn name(key: &AwardKey) -> String {
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
        key: &AwardKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        let allocation = resource::find(db, &key.allocation, lock).await?;
        let allocation = allocation.ok_or_else(|| not_found(key.allocation.name()))?;
        let award = award_of(db, key).await?;
        Ok(award.map(|award| Self { award, allocation }))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        <Allocation as Resource<S>>::admit(&self.allocation, context).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        let (call, id) = (&self.allocation.call, self.allocation.id);
        rows::award::insert(db, call, id, slice::from_ref(&self.award)).await?;
        Ok(true)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        // The award itself is stored while the step is taken: the sums come from stored awards.
        resource::update(db, &self.allocation).await
    }
}

impl<S: Scheme> View<S, AwardOfAllocation> for AwardOfAllocation {
    async fn view(whole: Self, _context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(whole)
    }
}

/// Reads one award of an allocation.
pub(super) async fn award_of(
    db: &mut PgConnection,
    key: &AwardKey,
) -> Result<Option<Award>, CaseError> {
    let filter = AwardFilter {
        application: Some(key.application),
        ..AwardFilter::ALL
    };
    let AllocationKey { call, allocation } = &key.allocation;
    let found = rows::award::page(db, call, *allocation, filter).await?;
    Ok(found.into_iter().next())
}

/// Reads all awards of an allocation, by case reference.
pub(super) async fn awards_of(
    db: &mut PgConnection,
    key: &AllocationKey,
) -> Result<Vec<Award>, CaseError> {
    Ok(rows::award::page(db, &key.call, key.allocation, AwardFilter::ALL).await?)
}
