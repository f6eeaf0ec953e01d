//! The decision (vedtak): the frame is committed, every application is decided, grants are offered.

use domain::allocation::Allocation;
use domain::allocation::decision::SeenHashes;
use domain::application::Application;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::award::awards_of;
use super::decisions::decisions;
use super::follow_up;
use super::in_order::{granted, require_in_order};
use super::offers::Offers;
use super::release::{require_unclaimed, transfer_released};
use super::resource::AllocationKey;
use super::round::Round;
use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::WithLeft;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Approves an allocation: the run and the decision that the approver saw, and no other.
///
/// # Errors
/// Of the [refusals](domain::refusal::Refusal): `InterestDeclared`; `Stale` when the run is
/// another; `OtherDecision` when an award was changed since; `WrongState` unless proposed;
/// `FourEyes` to the proposer; `FrameExceeded` when the budget does not hold any more;
/// `RulesNotMet` when an award is to economic activity and there is no euro rate; `NotInOrder` with
/// what must be in order before the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approve {
    /// The allocation.
    pub key: AllocationKey,
    /// The revision that the caller read.
    pub revision: Revision,
    /// The hashes that the approver saw.
    pub seen: SeenHashes,
    /// Kroner for one euro on the day; needed where an award is to economic activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euro_rate: Option<EuroRate>,
}

impl<S: Scheme> Step<S> for Approve {
    const STEP: StepName = StepName::ApproveAllocation;
    type On = Allocation;
    type Answer = WithLeft<Allocation>;

    fn on(&self) -> (&AllocationKey, Revision) {
        (&self.key, self.revision)
    }

    async fn take(
        &self,
        before: Allocation,
        context: &mut Context<'_>,
    ) -> Result<Change<Allocation>, CaseError> {
        before.require_seen(&self.seen)?;
        if before.follows.is_some() {
            return follow_up::approve::<S>(context, before, self.euro_rate).await;
        }
        let (key, actor) = (&self.key, context.actor);
        let round = Round::<S::Form>::lock(context, &key.call).await?;
        // The allocation was proposed last: the person who did handles the cases.
        let officer = before.last_step.actor.clone();
        let after = before.approve(context.record(""))?;
        let awards = awards_of(context.db, key).await?;
        let call = visible(context.db, actor, &key.call).await?;
        let granted = granted(round.applications(), &awards);
        require_in_order::<S>(context, &call, &granted).await?;
        transfer_released::<S>(context, &call, &awards).await?;
        require_unclaimed(context, &call, &awards).await?;
        let take = |application: Application<S::Form>| Ok(application.decide(actor.record(""))?);
        let (decided, change) = round.step(context, after, take).await?;
        let offers = Offers::<S>::of(actor, &call, key, &awards, &decided)?;
        let grants = offers
            .store(context, (key.allocation, 0), self.euro_rate)
            .await?;
        let about = (&call, key, officer.as_str());
        let decisions = decisions::<S>(context, about, &awards, &decided, &grants).await?;
        Ok(change.promising(grants, key.allocation).deciding(decisions))
    }
}
