use domain::application::{Application, Outcome};
use domain::call::Call;
use domain::decision::DecisionNumber;
use domain::grant::{ChangeRules, Grant};
use domain::money::Money;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use super::answer::{Answered, decide};
use super::resource::{ChangeKey, ChangedGrant, follow_end, found, rules_of};
use crate::amount::{self, NewAmount};
use crate::appeal;
use crate::application::{self, ApplicationKey};
use crate::call::{pinned_rules, sub_frame, visible};
use crate::decision::next_number;
use crate::error::CaseError;
use crate::grant::{GrantView, rows};
use crate::ledger::WithLeft;
use crate::resource::Change;
use crate::step::{Context, Step};

/// Approves a change that waits, by a decision with a letter. A new amount moves with the payment
/// plan and the frame; reports are held against the new budget, and the last one follows a later
/// end.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is none;
/// [`WrongState`](domain::refusal::Refusal::WrongState) once it is answered or taken back, and
/// unless the grant is accepted, active or reported;
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who registered it, where the
/// rules say so; [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands
/// in the way by now, and with what is missing when more money is wanted than there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approve {
    /// The change.
    pub key: ChangeKey,
    /// The revision of the grant that the caller read.
    pub revision: Revision,
    /// Kroner for one euro on the day; needed where more is given to economic activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euro_rate: Option<EuroRate>,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Step<S> for Approve {
    const STEP: StepName = StepName::ApproveChange;
    type On = ChangedGrant;
    type Answer = WithLeft<GrantView>;

    fn on(&self) -> (&ApplicationKey, Revision) {
        (&self.key.grant, self.revision)
    }

    async fn take(
        &self,
        ChangedGrant(before): ChangedGrant,
        context: &mut Context<'_>,
    ) -> Result<Change<ChangedGrant>, CaseError> {
        let rules = rules_of::<S>(context, &before).await?;
        self.judge(context, &before, &rules).await?;
        let number = next_number(context.db, &before.call, before.id).await?;
        let call = visible(context.db, context.actor, &before.call).await?;
        let application = application::rows::of_grant::<S::Form>(context.db, &before).await?;
        let (revision, budget) = (before.revision, before.approved_budget().cloned());
        let change = found(&before, &self.key)?;
        let mut others = Vec::new();
        let (mut application, mut grant) = (application, before);
        if let Some(amount) = change.wanted.amount {
            let about = (&call, application, grant);
            let moved = self
                .to_amount::<S>(context, about, (number, amount))
                .await?;
            others.extend(moved.of_application);
            (application, grant) = (moved.application, moved.grant);
        }
        let record = context.record(&self.reason);
        let mut after = grant.approve_change(self.key.number, number, record)?;
        // The amount and the change are one step.
        after.revision = revision.next();
        let change = found(&after, &self.key)?;
        rows::change::update(context.db, &after, &change).await?;
        let of_report = follow_end::<S>(context, (&after, &change), &rules, &self.reason).await?;
        others.extend(of_report);
        let answered = Answered {
            change: &change,
            budget: budget.as_ref(),
            reason: &self.reason,
        };
        let decision = decide::<S>(context, (&call, &application, &after), answered).await?;
        let payload = (change.number, change.state.name(), after.granted);
        let told = Change::telling(ChangedGrant(after.clone()), &payload);
        let told = others.into_iter().fold(told, Change::with);
        Ok(told.moving(after).deciding(decision))
    }
}

impl Approve {
    /// Judges whether it can be approved today.
    async fn judge(
        &self,
        context: &mut Context<'_>,
        grant: &Grant,
        rules: &ChangeRules,
    ) -> Result<(), CaseError> {
        let appeals = appeal::rows::of_application(context.db, &self.key.grant).await?;
        let appealed = appeals.iter().any(|one| one.state.runs());
        let by = (context.actor.today(), context.actor.caller.subject.as_str());
        grant.judge_change(self.key.number, (rules, appealed), by)?;
        Ok(())
    }

    /// Brings the grant to the amount that is wanted.
    async fn to_amount<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        (call, application, grant): (&Call, Application<S::Form>, Grant),
        (decision, amount): (DecisionNumber, Money),
    ) -> Result<amount::Moved<S::Form>, CaseError> {
        let rules = pinned_rules::<S>(call)?;
        let now: Option<Outcome> = application.state.decided().cloned();
        let now = Row::of("application", application.id).known("state", now)?;
        let new = NewAmount {
            decision,
            amount,
            euro_rate: self.euro_rate,
            may_wait: false,
            reason: &self.reason,
        };
        if amount < grant.granted {
            let case = (application, grant);
            return amount::take::<S>(context, (call, &rules), case, (now, new)).await;
        }
        let frames = sub_frame::lock(context.db, &call.id).await?;
        let about = (call, &rules, frames.as_slice());
        let case = (application, Some(grant));
        amount::give::<S>(context, about, case, (now, new)).await
    }
}
