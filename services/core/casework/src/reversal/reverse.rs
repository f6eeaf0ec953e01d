use std::iter;
use std::slice;

use domain::application::{Application, Outcome};
use domain::calendar::local_date;
use domain::call::Call;
use domain::decision::{Decision, DecisionKind};
use domain::grant::{Grant, GrantState};
use domain::letter;
use domain::money::Money;
use domain::names;
use domain::reversal::{ReversalGround, Reversing};
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use domain::step::{Revision, StepName};
use serde::Serialize;
use store::error::Row;

use crate::allocation::Plans;
use crate::amount::{self, Moved, NewAmount};
use crate::appeal::{self, Makers};
use crate::application;
use crate::call::{pinned_rules, sub_frame, visible};
use crate::decision::{self, Decided, DecisionKey, NewDecision, compose, next_number, refused};
use crate::error::{CaseError, not_found};
use crate::grant;
use crate::ledger;
use crate::report;
use crate::resource::{self, Lock};
use crate::step::{Context, Record};

/// Reverses a decision without an appeal, in the party's favour or not. More money comes from where
/// upheld appeals are paid from, and never from another recipient; less shortens the payment plan,
/// and what is paid beyond it remains to repay. Another person than the one who made the decision
/// reverses it. The same again changes nothing.
///
/// # Errors
/// [`FourEyes`](domain::refusal::Refusal::FourEyes) to the person who made the decision;
/// [`RulesNotMet`](domain::refusal::Refusal::RulesNotMet) with everything that stands in the way,
/// and with what is missing when the money does not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reverse {
    /// The decision, which is in force.
    pub key: DecisionKey,
    /// The amount granted from now on.
    pub amount: Money,
    /// The ground.
    pub ground: ReversalGround,
    /// Kroner for one euro on the day; needed where more is given to economic activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub euro_rate: Option<EuroRate>,
    /// Why; it stands in the letter.
    pub reason: String,
}

impl<S: Scheme> Record<S> for Reverse {
    const STEP: StepName = StepName::ReverseDecision;
    type Answer = Decision;

    async fn record(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let reversed = decision::find::<S>(context, &self.key, Lock::Yes).await?;
        if context.was_recorded(&self.key.name()).await? {
            return self.last(context).await;
        }
        Makers::of(context, &reversed)
            .await?
            .require_other(context)?;
        let key = &self.key.application;
        let found = application::rows::find::<S::Form>(context.db, &key.call, key.application);
        let found = found.await?;
        let application = Row::of("decision", key.application).known("application_id", found)?;
        let call = visible(context.db, context.actor, &key.call).await?;
        let rules = pinned_rules::<S>(&call)?;
        let frames = sub_frame::lock(context.db, &call.id).await?;
        let before = grant::find(context.db, key, Lock::Yes).await?;
        let now = self
            .judge(context, &reversed, (&application, before.as_ref()))
            .await?;
        let new = NewAmount {
            decision: next_number(context.db, &call.id, key.application).await?,
            amount: self.amount,
            euro_rate: self.euro_rate,
            may_wait: true,
            reason: &self.reason,
        };
        let before_amount = now.amount;
        let moved = match before {
            Some(grant) if self.amount < now.amount => {
                let case = (application, grant);
                amount::take::<S>(context, (&call, &rules), case, (now, new)).await?
            }
            before => {
                let about = (&call, &rules, frames.as_slice());
                amount::give::<S>(context, about, (application, before), (now, new)).await?
            }
        };
        self.store::<S>(context, (&call, &rules), (&reversed, before_amount), moved)
            .await?;
        self.last(context).await
    }
}

impl Reverse {
    /// Returns what is decided now, unless something stands in the way.
    async fn judge<F>(
        &self,
        context: &mut Context<'_>,
        reversed: &Decision,
        (application, grant): (&Application<F>, Option<&Grant>),
    ) -> Result<Outcome, CaseError> {
        let series = decision::of_application(context.db, &self.key.application).await?;
        let appeals = appeal::rows::of_application(context.db, &self.key.application).await?;
        let now = application.state.decided().cloned();
        let reversing = Reversing {
            decision: reversed,
            series: &series,
            appealed: appeals.iter().any(|one| one.state.runs()),
            grant,
            now: now.as_ref().map(|now| now.amount),
            requested: application.draft.requested,
        };
        let faults = reversing.faults((self.amount, self.ground), context.actor.today());
        match now {
            Some(now) if faults.is_empty() => Ok(now),
            _ => Err(refused(faults)),
        }
    }

    /// Stores the decision with its letter, the events and the money that moved.
    async fn store<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        (call, rules): (&Call, &RuleValues),
        (reversed, before): (&Decision, Money),
        moved: Moved<S::Form>,
    ) -> Result<(), CaseError> {
        let Moved {
            application,
            grant,
            of_application,
            of_grant,
        } = moved;
        if grant.granted == Money::ZERO {
            let today = context.actor.today();
            report::rows::remove_after(context.db, &call.id, grant.id, today).await?;
        }
        let about = (call, rules, &application, &grant);
        let decisions = self.decide::<S>(context, about, (reversed, before)).await?;
        let told = (before, self.amount, self.ground);
        let subject = decision::subject(reversed);
        let event = context.event(&subject, Revision::NONE, &self.reason, &told);
        let events: Vec<_> = iter::once(event)
            .chain(of_application)
            .chain(of_grant)
            .collect();
        let places = context.append(&events).await?;
        decision::insert(context.db, &decisions, &places).await?;
        if let Some(place) = places.first() {
            let moved = resource::Moved::Grants(vec![grant], None);
            ledger::follow(context, &moved, place).await?;
        }
        Ok(())
    }

    /// Composes the decision with its letter, which has the terms of what is granted.
    async fn decide<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        (call, rules, application, grant): (&Call, &RuleValues, &Application<S::Form>, &Grant),
        (reversed, before): (&Decision, Money),
    ) -> Result<Vec<NewDecision>, CaseError> {
        let plans = match self.amount {
            Money::ZERO => None,
            _ => Some(Plans::of::<S>((call, rules), application, grant)?),
        };
        let told = letter::Reversed {
            number: &names::decision_number(&application.case_reference, reversed.number),
            decided: local_date(reversed.decided),
            before,
            granted: self.amount,
            to_repay: match grant.state {
                GrantState::Recovery { to_repay, .. } => to_repay,
                _ => Money::ZERO,
            },
            ground: self.ground,
            reason: &self.reason,
        };
        let decided = Decided {
            application,
            kind: DecisionKind::Reversal,
            amount: self.amount,
            letter: letter::Decision::Reversal(plans.as_ref().map(Plans::promise), told),
        };
        let officer = context.actor.caller.subject.as_str();
        compose::<S>(context, (call, None), officer, slice::from_ref(&decided)).await
    }

    /// Reads the last reversal in the series.
    async fn last(&self, context: &mut Context<'_>) -> Result<Decision, CaseError> {
        let series = decision::of_application(context.db, &self.key.application).await?;
        let mut reversals = series.into_iter();
        let last = reversals.rfind(|one| one.kind == DecisionKind::Reversal);
        last.ok_or_else(|| not_found(self.key.name()))
    }
}
