//! The decision (vedtak): the frame is committed, every application is decided, grants are offered.

use domain::allocation::Allocation;
use domain::allocation::decision::SeenHashes;
use domain::application::Application;
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;

use super::follow_up;
use super::offers::{Offers, promise};
use super::release::transfer_released;
use super::round::{Round, RoundTold};
use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationAt, begin, present, put};
use crate::act::{Actor, content_hash};
use crate::call::visible;
use crate::error::CaseError;

/// Approves an allocation: the run and the decision that the approver saw, and no other.
///
/// # Errors
/// Of the [refusals](domain::refusal::Refusal): `InterestDeclared`; `Stale`, also when the run is
/// another; `OtherDecision` when an award was changed since; `WrongState` unless proposed;
/// `FourEyes` to the proposer; `FrameExceeded` when the budget does not hold any more.
pub async fn approve_allocation<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &AllocationAt,
    seen: &SeenHashes,
) -> Result<Allocation, CaseError> {
    let (step, key) = (StepName::ApproveAllocation, &at.key);
    let content = content_hash(seen);
    let Some(before) = begin(connection, actor, step, at, &content).await? else {
        return present(connection, key).await;
    };
    before.require_seen(seen)?;
    if before.follows.is_some() {
        return follow_up::approve::<S>(connection, actor, (at, before), content).await;
    }
    let round = Round::<S::Form>::lock(connection, actor, &key.call).await?;
    let after = before.approve(actor.record(""))?;
    put(connection, &after, step).await?;
    let awards = rows::award::page(connection, &key.call, key.allocation, AwardFilter::ALL).await?;
    let call = visible(connection, actor, &key.call).await?;
    transfer_released::<S>(connection, actor, &call, &awards).await?;
    promise(connection, &key.call, &awards).await?;
    let told = RoundTold {
        step,
        content,
        reason: "",
    };
    let take = |application: Application<S::Form>| Ok(application.decide(actor.record(""))?);
    let decided = round
        .step(connection, actor, (key, &after, at.revision), &told, take)
        .await?;
    let offers = Offers::<S>::of(actor, &call, key, &awards, &decided)?;
    crate::grant::rows::insert(connection, &offers.grants).await?;
    crate::report::rows::insert(connection, &offers.reports).await?;
    present(connection, key).await
}
