//! The effects of an approved follow-up on cases: applications that get more, grants that are
//! offered, grants that rise.

use std::collections::BTreeMap;

use domain::allocation::award::Award;
use domain::application::{Application, Outcome};
use domain::calendar::local_date;
use domain::call::Call;
use domain::event::NewEvent;
use domain::grant::{Awaited, Grant, Instalment, Raise};
use domain::identifiers::{AllocationId, ApplicationId};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};
use domain::state_aid::EuroRate;
use store::error::Row;

use super::decisions::decisions;
use super::offers::{Offered, Offers};
use super::resource::AllocationKey;
use crate::application::subject;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::grant;
use crate::state_aid::Aids;
use crate::step::Context;

/// The applications of the call that were decided before, the awards of the follow-up, and the
/// grants that rise.
pub(super) type Cases<'a, F> = (
    Vec<Application<F>>,
    &'a [Award],
    BTreeMap<ApplicationId, Grant>,
);

/// Carries out what the follow-up decided on those it raises, and returns the grants that got more.
/// The others are not touched. The frames are locked before.
pub(super) async fn raise_what_rises<S: Scheme>(
    context: &mut Context<'_>,
    (key, officer, rate): (&AllocationKey, &str, Option<EuroRate>),
    (applications, awards, mut grants): Cases<'_, S::Form>,
) -> Result<Vec<Grant>, CaseError> {
    let call = visible(context.db, context.actor, &key.call).await?;
    let rules = pinned_rules::<S>(&call)?;
    let rising: BTreeMap<ApplicationId, &Award> = awards
        .iter()
        .filter(|award| award.is_raised())
        .map(|award| (award.application, award))
        .collect();
    let (mut stepped, mut events) = (Vec::new(), Vec::new());
    let (mut raised, mut offered) = (Vec::new(), Vec::new());
    let mut aids = Aids::default();
    for application in applications {
        let Some(award) = rising.get(&application.id) else {
            continue;
        };
        let (application, event) = raise_application(context, key, application, award)?;
        events.push(event);
        if award.notified > Money::ZERO {
            let grant = grants.remove(&application.id);
            let grant = Row::of("grant", application.id).known("grant_id", grant)?;
            let from = grant.revision;
            let more = Money::from_ore(award.amount.ore() - award.notified.ore());
            let aid = S::state_aid(&application.draft.form, &rules)?;
            aids.add(application.id, more, aid);
            let to = (key.allocation, award.amount);
            let raise = raise::<S>((&call, &rules), &application, (to, None), &grant)?;
            let (grant, added) = grant.raise(raise, context.actor.today(), context.record(""))?;
            let payload = (award.notified, award.amount, first_number(&added));
            events.push(context.event(&grant::subject(&grant), from, "", &payload));
            raised.push((grant, added));
        } else {
            offered.push(application.clone());
        }
        stepped.push(application);
    }
    // Every award that rises is of an application that was decided before.
    let all = (stepped.len() == rising.len()).then_some(stepped);
    let stepped = Row::of("allocation", key.allocation.uuid()).known("award", all)?;
    crate::application::rows::update_states(context.db, &key.call, &stepped).await?;
    let offers = Offers::<S>::of(context.actor, &call, key, awards, &offered)?;
    let mut moved = offers.store(context, (key.allocation, 0), rate).await?;
    let now = context.actor.now;
    let of = (&key.call, key.allocation, 0);
    aids.store(context.db, of, now, rate).await?;
    grant::rows::raise(context.db, &raised).await?;
    let places = context.append(&events).await?;
    moved.extend(raised.into_iter().map(|(grant, _)| grant));
    let about = (&call, key, officer);
    let decisions = decisions::<S>(context, about, awards, &stepped, &moved).await?;
    crate::decision::insert(context.db, &decisions, &places).await?;
    Ok(moved)
}

/// Returns the application with its new outcome, and its event.
fn raise_application<F>(
    context: &Context<'_>,
    key: &AllocationKey,
    application: Application<F>,
    award: &Award,
) -> Result<(Application<F>, NewEvent), Refusal> {
    let (subject, from) = (subject(&application), application.revision);
    let outcome = Outcome {
        allocation: key.allocation,
        amount: award.amount,
    };
    let application = application.raise(outcome, context.record(""))?;
    let payload = (application.state.name(), application.state.outcome());
    let event = context.event(&subject, from, "", &payload);
    Ok((application, event))
}

/// Returns the raise of a grant. Its letter says the new amounts; its days are those of the first
/// decision, which the plan of reports rests on.
fn raise<S: Scheme>(
    (call, rules): (&Call, &RuleValues),
    application: &Application<S::Form>,
    ((allocation, amount), awaited): ((AllocationId, Money), Option<Awaited>),
    grant: &Grant,
) -> Result<Raise, CaseError> {
    let decided = Decided {
        call,
        application,
        granted: amount,
        date: local_date(grant.decided),
    };
    Ok(Raise {
        allocation,
        granted: amount,
        awaited,
        conditions: S::conditions(&decided, rules)?,
        obligations: S::obligations(&decided, rules)?,
    })
}

/// Raises one grant after its allocation, and returns it with its event. Where the money comes from
/// is decided before.
pub(crate) async fn raise_one<S: Scheme>(
    context: &mut Context<'_>,
    (call, rules, application): (&Call, &RuleValues, &Application<S::Form>),
    grant: Grant,
    offered: Offered<'_>,
) -> Result<(Grant, NewEvent), CaseError> {
    let (before, from) = (grant.granted, grant.revision);
    let to = (offered.allocation, offered.amount);
    let raise = raise::<S>((call, rules), application, (to, offered.awaited), &grant)?;
    let (grant, added) = grant.raise(raise, context.actor.today(), context.record(""))?;
    let mut aids = Aids::default();
    let more = Money::from_ore(offered.amount.ore() - before.ore());
    let aid = S::state_aid(&application.draft.form, rules)?;
    aids.add(application.id, more, aid);
    let of = (&call.id, offered.allocation, offered.decision);
    let (now, rate) = (context.actor.now, offered.euro_rate);
    aids.store(context.db, of, now, rate).await?;
    let payload = (before, offered.amount, first_number(&added));
    let event = context.event(&grant::subject(&grant), from, "", &payload);
    let raised = [(grant, added)];
    grant::rows::raise(context.db, &raised).await?;
    let [(grant, _)] = raised;
    Ok((grant, event))
}

/// The number of the first instalment that was added.
fn first_number(added: &[Instalment]) -> Option<i32> {
    added.first().map(|first| first.number)
}
