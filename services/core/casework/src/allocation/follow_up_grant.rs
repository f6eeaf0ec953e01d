//! The effects of an approved follow-up on cases: applications that get more, grants that are
//! offered, grants that rise.

use std::collections::BTreeMap;

use domain::allocation::award::Award;
use domain::application::{Application, Outcome};
use domain::calendar::local_date;
use domain::call::Call;
use domain::event::{Hash, NewEvent};
use domain::grant::{Grant, Instalment, Raise};
use domain::identifiers::ApplicationId;
use domain::money::Money;
use domain::refusal::Refusal;
use domain::rules::RuleValues;
use domain::scheme::{Decided, Scheme};
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::AllocationKey;
use super::offers::Offers;
use super::round::{RoundTold, event};
use crate::act::{Actor, Subject, Told};
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;
use crate::grant::subject;

/// The applications of the call that were decided before, the awards of the follow-up, and the
/// grants that rise.
pub(crate) type Cases<'a, F> = (
    Vec<Application<F>>,
    &'a [Award],
    BTreeMap<ApplicationId, Grant>,
);

/// Carries out what the follow-up decided on those it raises; the frame has been committed before.
/// The others are not touched.
pub(crate) async fn raise_what_rises<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
    content: Hash,
    (applications, awards, mut grants): Cases<'_, S::Form>,
) -> Result<(), CaseError> {
    let call = visible(connection, actor, &key.call).await?;
    let rules = pinned_rules::<S>(&call)?;
    let rising: BTreeMap<ApplicationId, &Award> = awards
        .iter()
        .filter(|award| award.is_raised())
        .map(|award| (award.application, award))
        .collect();
    let (mut stepped, mut events) = (Vec::new(), Vec::new());
    let (mut raised, mut offered) = (Vec::new(), Vec::new());
    for application in applications {
        let Some(award) = rising.get(&application.id) else {
            continue;
        };
        let (application, told) = raise_application(actor, key, content, application, award)?;
        events.push(told);
        if award.notified > Money::ZERO {
            let grant = grants.remove(&application.id);
            let grant = Row::of("grant", application.id).known("grant_id", grant)?;
            let from = grant.revision;
            let change =
                raise_grant::<S>(actor, key, (&call, &rules), (&application, award), grant)?;
            let told = Told {
                step: StepName::ApproveAllocation,
                from,
                content,
                reason: "",
                payload: &(award.notified, award.amount, change.1.number),
            };
            events.push(actor.event(&subject(&change.0), &told));
            raised.push(change);
        } else {
            offered.push(application.clone());
        }
        stepped.push(application);
    }
    // Every award that rises is of an application that was decided before.
    let all = (stepped.len() == rising.len()).then_some(stepped);
    let stepped = Row::of("allocation", key.allocation.uuid()).known("award", all)?;
    crate::application::rows::update_states(connection, &key.call, &stepped).await?;
    let offers = Offers::<S>::of(actor, &call, key, awards, &offered)?;
    crate::grant::rows::insert(connection, &offers.grants).await?;
    crate::report::rows::insert(connection, &offers.reports).await?;
    crate::grant::rows::raise(connection, &raised).await?;
    store::event::append(connection, actor.chance.as_ref(), &events).await?;
    Ok(())
}

/// The application with its new outcome, and the event that tells of it.
fn raise_application<F>(
    actor: &Actor,
    key: &AllocationKey,
    content: Hash,
    application: Application<F>,
    award: &Award,
) -> Result<(Application<F>, NewEvent), Refusal> {
    let organisation = &application.draft.applicant.organisation;
    let subject = Subject::application(&key.call, application.id, organisation);
    let from = application.revision;
    let outcome = Outcome {
        allocation: key.allocation,
        amount: award.amount,
    };
    let application = application.raise(outcome, actor.record(""))?;
    let changed = (application.state.name(), application.state.outcome());
    let told = RoundTold {
        step: StepName::ApproveAllocation,
        content,
        reason: "",
    };
    let event = event(actor, &told, &subject, from, &changed);
    Ok((application, event))
}

/// The grant with its new amount, and the instalment that is added. Its letter says the new
/// amounts; its days are those of the first decision, which what it reports and when rest on.
fn raise_grant<S: Scheme>(
    actor: &Actor,
    key: &AllocationKey,
    (call, rules): (&Call, &RuleValues),
    (application, award): (&Application<S::Form>, &Award),
    grant: Grant,
) -> Result<(Grant, Instalment), CaseError> {
    let decided = Decided {
        call,
        application,
        granted: award.amount,
        date: local_date(grant.decided),
    };
    let raise = Raise {
        allocation: key.allocation,
        granted: award.amount,
        conditions: S::conditions(&decided, rules)?,
    };
    Ok(grant.raise(raise, actor.today(), actor.record(""))?)
}
