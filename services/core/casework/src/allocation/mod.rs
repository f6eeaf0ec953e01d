//! Allocations: what every step on an allocation begins with.
//!
//! Every step on an allocation locks its call first. That waits for the steps on single
//! applications that hold the call, and keeps new ones out, so that a round is judged as a whole.

pub mod approval;
pub mod award;
pub mod creation;
mod export_awards;
mod fairness;
pub mod follow_up;
mod follow_up_grant;
mod history;
mod offers;
pub mod proposal;
mod release;
mod round;
pub(crate) mod rows;
pub mod simulation;
pub mod verification;

use domain::allocation::Allocation;
use domain::call::Call;
use domain::event::Hash;
use domain::identifiers::{AllocationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::step::{Revision, StepName};
use sqlx::PgConnection;

pub use self::export_awards::ExportAwards;
pub use self::fairness::GetFairnessReport;
use self::rows::{FOUR_EYES, ONE_A_PLACE, ONE_IN_FLIGHT};
use crate::act::{Actor, Subject, Turn, turn};
use crate::error::{CaseError, not_found};

/// One allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationKey {
    /// The call.
    pub call: CallId,
    /// The allocation.
    pub allocation: AllocationId,
}

impl AllocationKey {
    /// The allocation's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::allocation(&self.call, self.allocation)
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject::allocation(&self.call, self.allocation)
    }
}

/// One allocation as a caller read it: what a step starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationAt {
    /// Which.
    pub key: AllocationKey,
    /// The revision the caller read.
    pub revision: Revision,
}

/// Begins a step: who may, on what they read. Gives the allocation to step from, call and
/// allocation locked; `None` when the step was carried out before. `content` is the hash of what
/// the request says beside name and revision.
pub(crate) async fn begin(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    at: &AllocationAt,
    content: &Hash,
) -> Result<Option<Allocation>, CaseError> {
    actor.may(step)?;
    let AllocationKey { call, allocation } = &at.key;
    locked(connection, call).await?;
    let found = rows::lock(connection, call, *allocation).await?;
    let found = found.ok_or_else(|| not_found(at.key.name()))?;
    let person = &actor.caller.subject;
    if let Some(case) = rows::award::case_of_interest(connection, call, *allocation, person).await?
    {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, case),
        }));
    }
    let revisions = (at.revision, found.revision);
    let subject = at.key.subject();
    Ok(
        match turn(connection, actor, &subject, step, revisions, content).await? {
            Turn::Again => None,
            Turn::First => Some(found),
        },
    )
}

/// The call, locked: no other step is under way in it, and none begins before this one ends.
pub(crate) async fn locked(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Call, CaseError> {
    let found = crate::call::rows::lock(connection, call).await?;
    found.ok_or_else(|| not_found(names::call(call)))
}

/// The allocation as it stands, with its sums.
pub(crate) async fn present(
    connection: &mut PgConnection,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    let found = rows::read(connection, &key.call, key.allocation).await?;
    found.ok_or_else(|| not_found(key.name()))
}

/// Stores where an allocation stands after a step. The database has the last word: one allocation a
/// call in flight, one in each place of the chain, two persons.
pub(crate) async fn put(
    connection: &mut PgConnection,
    after: &Allocation,
    step: StepName,
) -> Result<(), CaseError> {
    let Err(refused) = rows::update(connection, after).await else {
        return Ok(());
    };
    Err(
        if refused.is_refused_by(ONE_IN_FLIGHT) || refused.is_refused_by(ONE_A_PLACE) {
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
        },
    )
}
