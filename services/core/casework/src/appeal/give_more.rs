//! More money after an appeal: the application, its grant, the frame it comes from and the letter.

use domain::appeal::{Appeal, amount_faults};
use domain::application::{Application, Outcome};
use domain::call::Call;
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

use super::outcome::compose_outcome;
use super::resource::case_of;
use crate::allocation::Plans;
use crate::amount::{self, Moved, NewAmount};
use crate::application;
use crate::call::{pinned_rules, sub_frame, visible};
use crate::decision::{Decided, NewDecision, next_number, refused};
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

/// The grant that an appeal changed, with its events and its decision.
pub(super) struct Given {
    /// None where nothing is granted.
    grant: Option<Grant>,
    events: Vec<NewEvent>,
    decision: NewDecision,
}

impl Given {
    /// A case that an appeal changed, with its events and its decision.
    pub fn of(grant: Option<Grant>, events: Vec<NewEvent>, decision: NewDecision) -> Self {
        Self {
            grant,
            events,
            decision,
        }
    }

    /// Returns the number of the decision.
    pub fn number(&self) -> DecisionNumber {
        self.decision.number
    }

    /// Adds it to the change of the appeal.
    pub fn with(self, change: Change<Appeal>) -> Change<Appeal> {
        let change = match self.grant {
            Some(grant) => change.moving(grant),
            None => change,
        };
        let change = change.deciding(vec![self.decision]);
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
    let of = (appealed.kind, before.as_ref());
    let now = require_giving(context, &application, of, more.amount)?;
    let rules = pinned_rules::<S>(&call)?;
    let new = NewAmount {
        decision: next_number(context.db, &call.id, id).await?,
        amount: more.amount,
        euro_rate: more.euro_rate,
        may_wait: true,
        reason: more.reason,
    };
    let about = (&call, &rules, frames.as_slice());
    let moved = amount::give::<S>(context, about, (application, before), (now, new)).await?;
    let Moved {
        application,
        grant,
        of_application,
        of_grant,
    } = moved;
    let about = (&call, &rules, &application, &grant);
    let decision = decide::<S>(context, about, (appeal, appealed), &more).await?;
    Ok(Given {
        grant: Some(grant),
        events: of_application.into_iter().chain(of_grant).collect(),
        decision,
    })
}

/// Returns what is decided now, unless something stands in the way of more.
fn require_giving<F>(
    context: &Context<'_>,
    application: &Application<F>,
    (appealed, grant): (DecisionKind, Option<&Grant>),
    amount: Money,
) -> Result<Outcome, CaseError> {
    let fault = |code| Finding::blocking(code, "configurable");
    let Some(now) = application.state.decided().cloned() else {
        return Err(refused(vec![fault("APPEAL_GIVES_NO_AMOUNT")]));
    };
    let lapsed = appealed == DecisionKind::Lapse;
    let mut faults = match lapsed {
        // The offer is restored, no other is made.
        true if amount == now.amount => Vec::new(),
        true => {
            let other = fault("APPEAL_OTHER_THAN_LAPSED").on("amount");
            vec![other.with("amount", amount).with("lapsed", now.amount)]
        }
        false => amount_faults(amount, application.draft.requested, now.amount),
    };
    let today = context.actor.today();
    faults.extend(grant.and_then(|grant| match grant.state {
        GrantState::Lapsed if lapsed => None,
        GrantState::Reversed if grant.can_be_renewed() => None,
        _ if grant.can_rise_on(today) => None,
        GrantState::Declined | GrantState::Lapsed | GrantState::Reversed => {
            Some(fault("APPEAL_GRANT_ENDED"))
        }
        _ => Some(fault("APPEAL_GRANT_CANNOT_RISE")),
    }));
    if faults.is_empty() {
        Ok(now)
    } else {
        Err(refused(faults))
    }
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
    compose_outcome::<S>(context, call, appeal, decided).await
}
