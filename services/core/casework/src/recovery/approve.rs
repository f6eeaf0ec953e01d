use std::slice;

use domain::event::NewEvent;
use domain::findings::Finding;
use domain::grant::{Grant, KeptOf};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::shared_rules::interest_rules;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::resource::{IndebtedGrant, RecoveryKey, stored};
use crate::application::ApplicationKey;
use crate::error::CaseError;
use crate::grant::{GrantView, put_instalments, rows};
use crate::late;
use crate::resource::Change;
use crate::step::{Context, Step};
use crate::subject::Subject;

/// Approves the arrangement of a recovery that waits. A set-off keeps a payment of another grant of
/// the recipient: it counts as paid there and as repaid here, and no money moves. A remission
/// leaves less to repay.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such recovery, and when no
/// arrangement waits; [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who proposed
/// it; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the
/// way by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approve {
    /// The recovery.
    pub key: RecoveryKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// Why.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Approve {
    const STEP: StepName = StepName::ApproveArrangement;
    type On = IndebtedGrant;
    type Answer = GrantView;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key.grant, self.revision)
    }

    async fn take(
        &self,
        before: IndebtedGrant,
        context: &mut Context<'_>,
    ) -> Result<Change<IndebtedGrant>, CaseError> {
        let today = context.actor.today();
        let rules = interest_rules(today)?;
        let (number, record) = (self.key.number, context.record(&self.reason));
        let IndebtedGrant { grant, other } = before;
        let from = other.as_ref().map(|other| other.revision);
        let other = match other {
            Some(other) => Some(with_blocks::<S>(context, other).await?),
            None => None,
        };
        let approved = grant.approve_arrangement(number, other, (&rules, today), record)?;
        let after = approved.grant;
        let recovery = stored(context, &after, number).await?;
        let mut moved = vec![after.clone()];
        let mut of_other = None;
        if let (Some(kept), Some(from)) = (approved.kept_of, from) {
            let event = self.keep(context, &kept, from).await?;
            of_other = Some(event);
            moved.push(kept.grant);
        }
        if let Some(repayment) = &approved.repayment {
            rows::repayment::insert(context.db, &after, repayment).await?;
        }
        let payload = (number, recovery.approved().next_back());
        let told = IndebtedGrant {
            grant: after,
            other: None,
        };
        let change = Change::telling(told, &payload).moving_all(moved);
        Ok(of_other.into_iter().fold(change, Change::with))
    }
}

/// Finds what stands in the way of payments of a grant outside of it; a debt is what a set-off is
/// for.
async fn with_blocks<S: Scheme>(
    context: &mut Context<'_>,
    grant: Grant,
) -> Result<(Grant, Vec<Finding>), CaseError> {
    let overdue = late::payment_blocks::<S>(context, &grant.call, &[grant.id]).await?;
    Ok((grant, overdue.into_values().collect()))
}

impl Approve {
    /// Stores the grant whose payment is kept; returns its event.
    async fn keep(
        &self,
        context: &mut Context<'_>,
        kept: &KeptOf,
        from: Revision,
    ) -> Result<NewEvent, CaseError> {
        let grant = &kept.grant;
        if let Some(added) = &kept.added {
            let plan = Grant {
                instalments: vec![added.clone()],
                ..grant.clone()
            };
            rows::instalment::insert(context.db, &[plan]).await?;
        }
        put_instalments(context.db, grant, &kept.changed).await?;
        rows::update(context.db, slice::from_ref(grant)).await?;
        let all = kept.changed.iter().chain(&kept.added);
        let all: Vec<(i32, Money, &str)> = all
            .map(|one| (one.number, one.amount, one.state.name()))
            .collect();
        let number = all.last().map_or(0, |(number, ..)| *number);
        let (call, organisation) = (&grant.call, &grant.recipient.organisation);
        let subject = Subject::instalment(call, grant.id, number, organisation);
        Ok(context.event(&subject, from, &self.reason, &all))
    }
}
