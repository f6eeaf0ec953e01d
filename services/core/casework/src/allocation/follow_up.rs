//! The waiting list: steps on an allocation that follows the approved one and divides what declined
//! and lapsed offers freed.
//!
//! It takes the same steps as any allocation, by the same people, under the same guard of the
//! frame. Its applications are decided already, so they do not move before it is approved, and then
//! only those that get more.

use std::collections::BTreeMap;

use domain::allocation::Allocation;
use domain::allocation::award::{Award, RELEASED};
use domain::grant::Grant;
use domain::identifiers::ApplicationId;
use domain::money::Money;
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use sqlx::PgConnection;

use super::award::awards_of;
use super::follow_up_grant::raise_what_rises;
use super::freed::DECIDED;
use super::in_order::{raised, require_in_order};
use super::release::require_unclaimed;
use super::resource::{self, AllocationKey};
use super::round::changed;
use crate::actor::Actor;
use crate::call::visible;
use crate::error::CaseError;
use crate::ledger::rows::lock_frames;
use crate::resource::Change;
use crate::step::Context;

/// Proposes an allocation that follows another: those it raises must stand as they were when it was
/// run.
pub(super) async fn propose<S: Scheme>(
    context: &mut Context<'_>,
    before: Allocation,
) -> Result<Change<Allocation>, CaseError> {
    let key = AllocationKey::of(&before);
    let after = before.propose(context.record(""))?;
    // Stored before the cases are judged, as for a round.
    resource::update(context.db, &after).await?;
    let applications =
        crate::application::rows::lock_in_states::<S::Form>(context.db, &key.call, &DECIDED)
            .await?;
    let awards = awards_of(context.db, &key).await?;
    let grants = grants_of_raised(context.db, &key, &awards).await?;
    require_standing(context.actor, &key, &awards, &grants)?;
    let call = visible(context.db, context.actor, &key.call).await?;
    require_unclaimed(context, &call, &awards).await?;
    require_in_order::<S>(context, &call, &raised(&applications, &awards)).await?;
    Ok(raising(after, &awards))
}

/// Sends one back. Its applications have not moved.
pub(super) async fn send_back(
    context: &mut Context<'_>,
    before: Allocation,
    reason: &str,
) -> Result<Change<Allocation>, CaseError> {
    let after = before.send_back(context.record(reason))?;
    let awards = awards_of(context.db, &AllocationKey::of(&after)).await?;
    Ok(raising(after, &awards))
}

/// Approves one: the frame is committed for what is more, those who had nothing are offered a
/// grant, those who had less have theirs raised.
pub(super) async fn approve<S: Scheme>(
    context: &mut Context<'_>,
    before: Allocation,
    rate: Option<EuroRate>,
) -> Result<Change<Allocation>, CaseError> {
    let key = AllocationKey::of(&before);
    let officer = before.last_step.actor.clone();
    let after = before.approve(context.record(""))?;
    let applications =
        crate::application::rows::lock_in_states::<S::Form>(context.db, &key.call, &DECIDED)
            .await?;
    let awards = awards_of(context.db, &key).await?;
    lock_frames(context.db, &key.call).await?;
    let grants = grants_of_raised(context.db, &key, &awards).await?;
    require_standing(context.actor, &key, &awards, &grants)?;
    let call = visible(context.db, context.actor, &key.call).await?;
    require_in_order::<S>(context, &call, &raised(&applications, &awards)).await?;
    let moved = raise_what_rises::<S>(
        context,
        (&key, &officer, rate),
        (applications, &awards, grants),
    )
    .await?;
    Ok(raising(after, &awards).promising(moved, key.allocation))
}

/// Returns the change of a follow-up, whose event counts the awards that it raises.
fn raising(after: Allocation, awards: &[Award]) -> Change<Allocation> {
    changed(
        after,
        awards.iter().filter(|award| award.is_raised()).count(),
    )
}

/// Locks the grants of those that had something and get more.
async fn grants_of_raised(
    db: &mut PgConnection,
    key: &AllocationKey,
    awards: &[Award],
) -> Result<BTreeMap<ApplicationId, Grant>, CaseError> {
    let rising = awards.iter().filter(|award| award.is_raised());
    let ids: Vec<ApplicationId> = rising
        .filter(|award| award.notified > Money::ZERO)
        .map(|award| award.application)
        .collect();
    if ids.is_empty() {
        // An empty list would ask for all.
        return Ok(BTreeMap::new());
    }
    let grants = crate::grant::rows::lock(db, &key.call, &ids, &[]).await?;
    Ok(grants.into_iter().map(|grant| (grant.id, grant)).collect())
}

/// Refuses what no longer stands as it was run: a grant to be raised that ended or changed
/// meanwhile, or a cut without its reason.
fn require_standing(
    actor: &Actor,
    key: &AllocationKey,
    awards: &[Award],
    grants: &BTreeMap<ApplicationId, Grant>,
) -> Result<(), CaseError> {
    let stands = |award: &Award| {
        !award.is_raised()
            || award.notified == Money::ZERO
            || grants.get(&award.application).is_some_and(|grant| {
                grant.granted == award.notified && grant.can_rise_on(actor.today())
            })
    };
    let released = |award: &Award| {
        award
            .reason
            .as_ref()
            .is_some_and(|it| it.code() == RELEASED)
    };
    let incomplete: Vec<IncompleteCase> = awards
        .iter()
        .filter_map(|award| {
            let missing = if !stands(award) {
                "missing-changed"
            } else if !award.is_explained() && !released(award) {
                "missing-reason"
            } else {
                return None;
            };
            Some(IncompleteCase {
                application: names::application(&key.call, award.application),
                missing,
            })
        })
        .collect();
    if incomplete.is_empty() {
        Ok(())
    } else {
        Err(CaseError::Refused(Refusal::IncompleteRound(incomplete)))
    }
}
