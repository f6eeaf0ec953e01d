//! An allocation as its steps find, lock and store it.

use domain::allocation::{Allocation, AllocationState};
use domain::call::Call;
use domain::identifiers::{AllocationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use super::rows::{self, FOUR_EYES, ONE_A_PLACE, ONE_IN_FLIGHT};
use crate::error::{CaseError, not_found};
use crate::resource::{Lock, Resource, View};
use crate::step::Context;
use crate::subject::Subject;

/// The parts of an allocation's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AllocationKey {
    /// The call.
    pub call: CallId,
    /// The allocation.
    pub allocation: AllocationId,
}

impl AllocationKey {
    /// Returns the allocation's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::allocation(&self.call, self.allocation)
    }

    /// Returns the key of an allocation.
    pub(super) fn of(allocation: &Allocation) -> Self {
        Self {
            call: allocation.call.clone(),
            allocation: allocation.id,
        }
    }
}

impl<S: Scheme> Resource<S> for Allocation {
    type Key = AllocationKey;

    fn name(key: &AllocationKey) -> String {
        key.name()
    }

    fn subject(&self) -> Subject {
        Subject::allocation(&self.call, self.id)
    }

    fn revision(&self) -> Revision {
        self.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &AllocationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        find(db, key, lock).await
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        require_impartial(context, &AllocationKey::of(self)).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        Ok(rows::insert(db, self, &[]).await?)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        update(db, self).await
    }
}

impl<S: Scheme> View<S, Allocation> for Allocation {
    async fn view(allocation: Allocation, _context: &mut Context<'_>) -> Result<Self, CaseError> {
        Ok(allocation)
    }
}

/// Finds an allocation; to lock it, its call is locked first.
pub(super) async fn find(
    db: &mut PgConnection,
    key: &AllocationKey,
    lock: Lock,
) -> Result<Option<Allocation>, CaseError> {
    Ok(match lock {
        Lock::No => rows::read(db, &key.call, key.allocation).await?,
        Lock::Yes => {
            locked_call(db, &key.call).await?;
            rows::lock(db, &key.call, key.allocation).await?
        }
    })
}

/// Locks a call: no other step is under way in it, and none begins before this one ends.
pub(super) async fn locked_call(db: &mut PgConnection, call: &CallId) -> Result<Call, CaseError> {
    let found = crate::call::find(db, call, Lock::Yes).await?;
    found.ok_or_else(|| not_found(names::call(call)))
}

/// Reads an allocation that must exist, with its sums.
pub(super) async fn existing(
    db: &mut PgConnection,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    let found = find(db, key, Lock::No).await?;
    found.ok_or_else(|| not_found(key.name()))
}

/// Refuses a person who has declared an interest in a case of an allocation.
pub(super) async fn require_impartial(
    context: &mut Context<'_>,
    key: &AllocationKey,
) -> Result<(), CaseError> {
    let person = &context.actor.caller.subject;
    let declared = rows::award::case_of_interest(context.db, &key.call, key.allocation, person);
    match declared.await? {
        None => Ok(()),
        Some(case) => Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(&key.call, case),
        })),
    }
}

/// Stores the state of an allocation after a step. The database has the last word: one allocation a
/// call in flight, one in each place of the chain, two persons.
pub(super) async fn update(db: &mut PgConnection, after: &Allocation) -> Result<(), CaseError> {
    let Err(refused) = rows::update(db, after).await else {
        return Ok(());
    };
    let taken = refused.is_refused_by(ONE_IN_FLIGHT) || refused.is_refused_by(ONE_A_PLACE);
    let step = match &after.state {
        AllocationState::Draft | AllocationState::Returned => return Err(refused.into()),
        AllocationState::Proposed { .. } => StepName::ProposeAllocation,
        AllocationState::Approved { .. } => StepName::ApproveAllocation,
    };
    Err(if taken {
        CaseError::Refused(Refusal::WrongState {
            resource: names::call(&after.call),
            state: "proposed",
            step,
        })
    } else if refused.is_refused_by(FOUR_EYES) {
        CaseError::Refused(Refusal::FourEyes {
            actor: after.last_step.actor.clone(),
            other: StepName::ProposeAllocation,
            step,
        })
    } else {
        refused.into()
    })
}
