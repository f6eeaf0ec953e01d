//! The amount of a decided application, changed after its allocation: the application with its
//! grant, and the money in the sub-frame. The application is locked, then the frames, then the
//! grant.

use std::slice;

use domain::appeal::{APPEAL_RESERVE, AppealMoney, Available, cover};
use domain::application::{Application, Outcome};
use domain::calendar::local_date;
use domain::call::{Call, SubFrame};
use domain::decision::DecisionNumber;
use domain::event::NewEvent;
use domain::grant::{Awaited, Grant, Lower};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};
use domain::state_aid::EuroRate;
use domain::step::StepRecord;

use crate::allocation::{Offered, offer_one, raise_one, renew_one, transfer};
use crate::application;
use crate::decision::refused;
use crate::error::CaseError;
use crate::grant::{put_instalments, rows, subject};
use crate::step::Context;

/// The amount that a later decision gives.
pub(crate) struct NewAmount<'a> {
    /// Number of the decision.
    pub decision: DecisionNumber,
    /// The amount from now on.
    pub amount: Money,
    /// Kroner for one euro on the day.
    pub euro_rate: Option<EuroRate>,
    /// Whether what is missing may wait for next year's frame, where the call says so.
    pub may_wait: bool,
    /// Why.
    pub reason: &'a str,
}

/// An application and its grant after their amount changed, with their events.
pub(crate) struct Moved<F> {
    /// The application.
    pub application: Application<F>,
    /// The grant.
    pub grant: Grant,
    /// The event of the application; none where what was decided of it stands.
    pub of_application: Option<NewEvent>,
    /// The event of the grant; none where it is offered now.
    pub of_grant: Option<NewEvent>,
}

/// Gives more: from what the sub-frame has left and from the reserve, in the order of the call.
/// What is missing waits for next year's frame. The grant rises; an application that was refused is
/// offered one.
pub(crate) async fn give<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules, frames): (&Call, &RuleValues, &[SubFrame]),
    (application, before): (Application<S::Form>, Option<Grant>),
    (now, new): (Outcome, NewAmount<'_>),
) -> Result<Moved<S::Form>, CaseError> {
    let frame = match (&before, application.state.submission()) {
        (Some(grant), _) => grant.sub_frame.clone(),
        (None, Some(submission)) => submission.placement.sub_frame.clone(),
        (None, None) => String::new(),
    };
    // What lapsed or was reversed holds nothing any more.
    let renewed = before.as_ref().is_some_and(Grant::can_be_renewed);
    let held = if renewed { Money::ZERO } else { now.amount };
    let needed = Money::from_ore(new.amount.ore() - held.ore());
    let awaited = pay(context, call, (&frame, frames), (needed, new.may_wait)).await?;
    let outcome = Outcome {
        amount: new.amount,
        ..now
    };
    let allocation = outcome.allocation;
    let (mut application, mut of_application) = (application, None);
    if new.amount != now.amount {
        let raise = |application: Application<_>, step| application.raise(outcome, step);
        let raised = decided(context, application, new.reason, raise).await?;
        (application, of_application) = (raised.0, Some(raised.1));
    }
    let offered = Offered {
        allocation,
        decision: new.decision.get(),
        amount: new.amount,
        awaited,
        sub_frame: &frame,
        euro_rate: new.euro_rate,
    };
    let (grant, of_grant) = match before {
        Some(grant) if renewed => {
            let about = (call, rules, &application);
            let (grant, event) = renew_one::<S>(context, about, grant, offered).await?;
            (grant, Some(event))
        }
        Some(grant) => {
            let about = (call, rules, &application);
            let (grant, event) = raise_one::<S>(context, about, grant, offered).await?;
            (grant, Some(event))
        }
        None => (
            offer_one::<S>(context, call, &application, offered).await?,
            None,
        ),
    };
    Ok(Moved {
        application,
        grant,
        of_application,
        of_grant,
    })
}

/// Takes money back from a grant into its sub-frame. What is paid beyond the new amount remains to
/// repay.
pub(crate) async fn take<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules): (&Call, &RuleValues),
    (application, before): (Application<S::Form>, Grant),
    (now, new): (Outcome, NewAmount<'_>),
) -> Result<Moved<S::Form>, CaseError> {
    let outcome = Outcome {
        amount: new.amount,
        ..now
    };
    let step = context.step();
    let lower = |application: Application<_>, record| application.lower(outcome, (step, record));
    let lowered = decided(context, application, new.reason, lower).await?;
    let (application, of_application) = lowered;
    let facts = Decided {
        call,
        application: &application,
        granted: new.amount,
        date: local_date(before.decided),
    };
    let lower = Lower {
        granted: new.amount,
        conditions: S::conditions(&facts, rules)?,
        obligations: S::obligations(&facts, rules)?,
    };
    let (granted, from) = (before.granted, before.revision);
    let by = (step, context.record(new.reason));
    let (grant, changed) = before.lower(lower, by)?;
    rows::lower(context.db, &grant).await?;
    put_instalments(context.db, &grant, &changed).await?;
    let payload = (granted, grant.granted, grant.state.name());
    let of_grant = context.event(&subject(&grant), from, new.reason, &payload);
    Ok(Moved {
        application,
        grant,
        of_application: Some(of_application),
        of_grant: Some(of_grant),
    })
}

/// Makes the money ready in the sub-frame, from where the call says, and returns what waits.
async fn pay(
    context: &mut Context<'_>,
    call: &Call,
    (sub_frame, frames): (&str, &[SubFrame]),
    (needed, may_wait): (Money, bool),
) -> Result<Option<Awaited>, CaseError> {
    let left = |code: &str| {
        let found = frames.iter().find(|one| one.code == code);
        found.map_or(Money::ZERO, SubFrame::left)
    };
    let available = Available {
        left: left(sub_frame),
        reserve: left(APPEAL_RESERVE),
    };
    let order = call.terms.appeal_money.iter().copied();
    let order = order.filter(|source| may_wait || *source != AppealMoney::NextYear);
    let order: Vec<_> = order.collect();
    let cover = cover(needed, &order, (sub_frame, available));
    let cover = cover.map_err(|missing| refused(vec![*missing]))?;
    if cover.reserve.is_positive() {
        transfer(context, call, (APPEAL_RESERVE, sub_frame), cover.reserve).await?;
    }
    let awaited = cover.next_year.is_positive().then_some(Awaited {
        amount: cover.next_year,
        year: call.terms.grant_year + 1,
        since: context.actor.now,
    });
    Ok(awaited)
}

/// Stores the application with its new outcome, and returns it with its event.
async fn decided<F: serde::Serialize + Send + Sync>(
    context: &mut Context<'_>,
    application: Application<F>,
    reason: &str,
    step: impl FnOnce(Application<F>, StepRecord) -> Result<Application<F>, Refusal>,
) -> Result<(Application<F>, NewEvent), CaseError> {
    let (subject, from) = (application::subject(&application), application.revision);
    let application = step(application, context.record(reason))?;
    let call = application.call.clone();
    application::rows::update_states(context.db, &call, slice::from_ref(&application)).await?;
    let payload = (application.state.name(), application.state.outcome());
    let event = context.event(&subject, from, reason, &payload);
    Ok((application, event))
}
