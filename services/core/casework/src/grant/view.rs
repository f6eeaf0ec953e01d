use chrono::NaiveDate;
use domain::access::sees_account;
use domain::findings::Finding;
use domain::grant::{Grant, PaymentFact, Recovery};
use domain::obligation::Obligation;
use domain::scheme::Scheme;
use domain::step::StepRecord;

use crate::actor::Actor;
use crate::blocks;
use crate::error::CaseError;
use crate::resource::View;
use crate::step::Context;

/// A grant as one caller may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct GrantView {
    /// The grant. For an organisation, without the names of the people on the staff who approved it
    /// or took the last step, and without the bank's entries.
    pub grant: Grant,
    /// The caller may see the account it is paid to: the recipient, case handlers and finance.
    pub account_visible: bool,
    /// The day it is shown: a waiting period ends with the days.
    pub today: NaiveDate,
    /// Obstacles to payment that lie outside the grant: a report that is overdue, a debt of the
    /// recipient.
    pub other_blocks: Vec<Finding>,
}

impl GrantView {
    /// Shows a grant to a caller.
    pub(super) fn of(mut grant: Grant, actor: &Actor, other_blocks: Vec<Finding>) -> Self {
        let caller = &actor.caller;
        if !caller.is_staff() {
            grant.approved_by.clear();
            let hide = |record: &mut StepRecord| {
                if record.actor != caller.subject {
                    record.actor.clear();
                }
            };
            hide(&mut grant.last_step);
            grant
                .late_acceptance
                .iter_mut()
                .for_each(|late| hide(&mut late.record));
            grant
                .lapse_notice
                .iter_mut()
                .for_each(|notice| hide(&mut notice.record));
            for change in &mut grant.changes {
                hide(&mut change.asked);
                change.answered.iter_mut().for_each(hide);
            }
            for repayment in &mut grant.repayments {
                hide(&mut repayment.recorded);
                repayment.received.entry = None;
            }
            let recoveries = grant.recoveries.iter_mut();
            recoveries.flat_map(Recovery::records_mut).for_each(hide);
            if let Some(revised) = grant.budget.as_mut().and_then(|of| of.revised.as_mut()) {
                hide(&mut revised.submitted);
                revised.state.answer_mut().into_iter().for_each(hide);
            }
            let facts = grant.facts.iter_mut();
            facts.filter_map(PaymentFact::record_mut).for_each(hide);
            let duties = grant.obligations.iter_mut();
            duties.flat_map(Obligation::records_mut).for_each(hide);
            for change in &mut grant.account_changes {
                hide(&mut change.requested);
                change
                    .approved
                    .iter_mut()
                    .for_each(|approval| hide(&mut approval.record));
                change.rejected.iter_mut().for_each(hide);
            }
        }
        Self {
            grant,
            account_visible: sees_account(caller),
            today: actor.today(),
            other_blocks,
        }
    }
}

impl<S: Scheme> View<S, Grant> for GrantView {
    async fn view(grant: Grant, context: &mut Context<'_>) -> Result<Self, CaseError> {
        let mut blocks = blocks::of_payments::<S>(context, &grant.call, &[grant.id]).await?;
        let blocks = blocks.remove(&grant.id).unwrap_or_default();
        Ok(Self::of(grant, context.actor, blocks))
    }
}
