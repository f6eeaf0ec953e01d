//! More money after an appeal: the application, its grant, the frame it comes from and the letter.

use std::slice;

use domain::appeal::{APPEAL_RESERVE, Appeal, Available, amount_faults, cover};
use domain::application::{Application, Outcome};
use domain::call::{Call, SubFrame};
use domain::decision::{Decision, DecisionKind, DecisionNumber};
use domain::event::NewEvent;
use domain::findings::Finding;
use domain::grant::{Grant, GrantState};
use domain::letter;
use domain::money::Money;
use domain::names;
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use domain::state_aid::EuroRate;
use store::error::Row;

use super::resource::case_of;
use crate::allocation::{Offered, Plans, offer_one, raise_one, transfer};
use crate::application;
use crate::call::{pinned_rules, sub_frame, visible};
use crate::decision::{Decided, NewDecision, compose, next_number, refused};
use crate::error::CaseError;
use crate::grant;
use crate::resource::Change;
use crate::step::Context;

/// More than was granted.
pub(super) struct More<'a> {
    /// The kind of the decision.
    pub kind: DecisionKind,
    /// The amount granted from now on.
    pub amount: Money,
    /// Kroner for one euro on the day.
    pub euro_rate: Option<EuroRate>,
    /// Why; it stands in the letter.
    pub reason: &'a str,
}

/// The grant that was given more, with its events and its decision.
pub(super) struct Given {
    grant: Grant,
    events: Vec<NewEvent>,
    decision: NewDecision,
}

impl Given {
    /// Returns the number of the decision.
    pub fn number(&self) -> DecisionNumber {
        self.decision.number
    }

    /// Adds it to the change of the appeal.
    pub fn with(self, change: Change<Appeal>) -> Change<Appeal> {
        let change = change.moving(self.grant).deciding(vec![self.decision]);
        self.events.into_iter().fold(change, Change::with)
    }
}

/// Gives an application more than was decided. Its grant rises; one that was refused is offered a
/// grant. The application is locked.
pub(super) async fn give_more<S: Scheme>(
    context: &mut Context<'_>,
    (appeal, appealed): (&Appeal, &Decision),
    more: More<'_>,
) -> Result<Given, CaseError> {
    let case = case_of(appeal);
    let (call, id) = (&case.call, case.application);
    let found = application::rows::find::<S::Form>(context.db, call, id).await?;
    let application = Row::of("appeal", id).known("application_id", found)?;
    let call = visible(context.db, context.actor, call).await?;
    let frames = sub_frame::lock(context.db, &call.id).await?;
    let locked = grant::rows::lock(context.db, &call.id, &[id], &[]).await?;
    let before = locked.into_iter().next();
    let now = require_giving(context, &application, before.as_ref(), more.amount)?;
    let frame = match (&before, application.state.submission()) {
        (Some(grant), _) => grant.sub_frame.clone(),
        (None, Some(submission)) => submission.placement.sub_frame.clone(),
        (None, None) => String::new(),
    };
    let needed = Money::from_ore(more.amount.ore() - now.amount.ore());
    pay(context, &call, (&frame, &frames), needed).await?;
    let number = next_number(context.db, &call.id, id).await?;
    let outcome = Outcome {
        allocation: now.allocation,
        amount: more.amount,
    };
    let (application, event) = raised(context, application, outcome, more.reason).await?;
    let rules = pinned_rules::<S>(&call)?;
    let offered = Offered {
        allocation: now.allocation,
        decision: number.get(),
        amount: more.amount,
        sub_frame: &frame,
        euro_rate: more.euro_rate,
    };
    let mut events = vec![event];
    let grant = match before {
        Some(grant) => {
            let about = (&call, &rules, &application);
            let (grant, event) = raise_one::<S>(context, about, grant, offered).await?;
            events.push(event);
            grant
        }
        None => offer_one::<S>(context, &call, &application, offered).await?,
    };
    let about = (&call, &rules, &application, &grant);
    let decision = decide::<S>(context, about, (appeal, appealed), &more).await?;
    Ok(Given {
        grant,
        events,
        decision,
    })
}

/// Returns what is decided now, unless something stands in the way of more.
fn require_giving<F>(
    context: &Context<'_>,
    application: &Application<F>,
    grant: Option<&Grant>,
    amount: Money,
) -> Result<Outcome, CaseError> {
    let fault = |code| Finding::blocking(code, "configurable");
    let Some(now) = application.state.decided().cloned() else {
        return Err(refused(vec![fault("APPEAL_GIVES_NO_AMOUNT")]));
    };
    let mut faults = amount_faults(amount, application.draft.requested, now.amount);
    let today = context.actor.today();
    faults.extend(grant.and_then(|grant| match grant.state {
        _ if grant.can_rise_on(today) => None,
        GrantState::Declined | GrantState::Lapsed => Some(fault("APPEAL_GRANT_ENDED")),
        _ => Some(fault("APPEAL_GRANT_CANNOT_RISE")),
    }));
    if faults.is_empty() {
        Ok(now)
    } else {
        Err(refused(faults))
    }
}

/// Makes the money ready in the sub-frame, from where the call says.
async fn pay(
    context: &mut Context<'_>,
    call: &Call,
    (sub_frame, frames): (&str, &[SubFrame]),
    needed: Money,
) -> Result<(), CaseError> {
    let left = |code: &str| {
        let found = frames.iter().find(|one| one.code == code);
        found.map_or(Money::ZERO, SubFrame::left)
    };
    let available = Available {
        left: left(sub_frame),
        reserve: left(APPEAL_RESERVE),
    };
    let order = &call.terms.appeal_money;
    let cover = cover(needed, order, (sub_frame, available));
    let cover = cover.map_err(|missing| refused(vec![*missing]))?;
    if cover.reserve.is_positive() {
        transfer(context, call, (APPEAL_RESERVE, sub_frame), cover.reserve).await?;
    }
    Ok(())
}

/// Stores the application with its new outcome, and returns it with its event.
async fn raised<F: serde::Serialize + Send + Sync>(
    context: &mut Context<'_>,
    application: Application<F>,
    outcome: Outcome,
    reason: &str,
) -> Result<(Application<F>, NewEvent), CaseError> {
    let (subject, from) = (application::subject(&application), application.revision);
    let application = application.raise(outcome, context.record(reason))?;
    let call = application.call.clone();
    application::rows::update_states(context.db, &call, slice::from_ref(&application)).await?;
    let payload = (application.state.name(), application.state.outcome());
    let event = context.event(&subject, from, reason, &payload);
    Ok((application, event))
}

/// Composes the decision with its letter, which has the terms of the whole grant.
async fn decide<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules, application, grant): (&Call, &RuleValues, &Application<S::Form>, &Grant),
    (appeal, appealed): (&Appeal, &Decision),
    more: &More<'_>,
) -> Result<NewDecision, CaseError> {
    let plans = Plans::of::<S>((call, rules), application, grant)?;
    let judged = letter::Judged {
        number: &names::decision_number(&application.case_reference, appealed.number),
        received: appeal.received,
        reason: more.reason,
    };
    let promise = plans.promise();
    let decided = Decided {
        application,
        kind: more.kind,
        amount: more.amount,
        letter: match more.kind {
            DecisionKind::AppealUpheld => letter::Decision::AppealUpheld(promise, judged),
            _ => letter::Decision::AppealReversal(promise, judged),
        },
    };
    let officer = appeal.prepared.as_ref();
    let officer = officer.map_or("", |prepared| prepared.actor.as_str());
    let all = compose::<S>(context, (call, None), officer, &[decided]).await?;
    let decision = Row::of("appeal", application.id).known("decision", all.into_iter().next())?;
    Ok(decision)
}
