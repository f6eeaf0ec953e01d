use std::sync::Arc;

use domain::event::NewEvent;
use domain::identifiers::{ApplicationId, CallId, DisposalId};
use domain::names;
use domain::refusal::Refusal;
use domain::retention::{Disposal, Outcome};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::due::{of_case, standing};
use super::rows::erase::{self, Content};
use super::rows::{disposal, elsewhere, facts::FactsRow};
use crate::actor::Actor;
use crate::application::{ApplicationKey, rows as applications};
use crate::error::{CaseError, not_found};
use crate::runner::{Run, Runner, kind};
use crate::step::{Context, Query, Record};
use crate::subject::Subject;

/// Cases that one call settles: a call that is cut off loses no more, and the next goes on.
const CASES_AT_A_TIME: i64 = 20;

/// Objects whose deletion is written down at a time.
const OBJECTS_AT_A_TIME: i64 = 50;

/// Carries a disposal out, some cases at a time: calling it again goes on, until all are settled.
/// Another person than the one who announced it erases what cases hold, when the notice is over. A
/// case that is held, or that lives again, is kept, and the disposal says why.
///
/// Contents in an object store are deleted after the rows that name them are gone; what is cut off
/// there is deleted by the next call.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::FourEyes`]; [`Refusal::InterestDeclared`];
/// [`Refusal::RulesNotMet`] before the notice is over; [`CaseError::Contents`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CarryOutDisposal {
    /// The disposal.
    pub id: DisposalId,
}

/// A kind of its own: a record of some cases, and then requests to the place of contents while
/// nothing is held.
impl<S: Scheme> Run<S, CarryOutDisposal> for CarryOutDisposal {
    const STEP: StepName = StepName::CarryOutDisposal;
    type Answer = Disposal;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<Disposal, CaseError> {
        let batch = Arc::new(Batch(self.id));
        <Batch as Run<S, kind::Record>>::run(batch, runner, actor.clone()).await?;
        loop {
            let left = Arc::new(Objects(self.id));
            let keys = <Objects as Run<S, kind::Query>>::run(left, runner, actor.clone()).await?;
            if keys.is_empty() {
                break;
            }
            for key in &keys {
                runner.files().contents.delete(key).await?;
            }
            let deleted = Arc::new(Deleted(keys));
            <Deleted as Run<S, kind::Record>>::run(deleted, runner, actor.clone()).await?;
        }
        let after = Arc::new(After(self.id));
        <After as Run<S, kind::Query>>::run(after, runner, actor).await
    }
}

/// The transaction that settles some cases.
#[derive(Serialize)]
struct Batch(DisposalId);

impl<S: Scheme> Record<S> for Batch {
    const STEP: StepName = StepName::CarryOutDisposal;
    type Answer = ();

    async fn record(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let id = self.0;
        if !disposal::lock(context.db, id).await? {
            return Err(not_found(names::disposal(id)));
        }
        let before = disposal::shown(context, id).await?;
        let person = context.actor.caller.subject.clone();
        before.may_be_carried_out(&person, context.actor.today())?;
        let open = disposal::open_cases(context.db, id, CASES_AT_A_TIME).await?;
        if open.is_empty() {
            return Ok(());
        }
        disposal::begin(context.db, id, &context.record("")).await?;
        let (mut erased, mut events) = (Vec::new(), Vec::new());
        for (call, application) in open {
            let key = ApplicationKey { call, application };
            let (row, content) = lock::<S>(context, &key).await?;
            if row.of_interest {
                let resource = key.name();
                return Err(Refusal::InterestDeclared { resource }.into());
            }
            let kept = standing::<S>(context, &row).await?;
            let reasons = kept.kept_on(context.actor.today());
            if reasons.is_empty() {
                events.push(event(context, id, &row));
                erased.push((key, content));
                continue;
            }
            let at = context.actor.now;
            let outcome = Outcome::Kept { at, reasons };
            let of = (&key.call, key.application);
            disposal::settle(context.db, id, of, &outcome).await?;
        }
        // The heads of the chains are locked with these, so that no event is added unseen.
        let places = context.append(&events).await?;
        let mut beside = Vec::new();
        for ((key, content), place) in erased.iter().zip(&places) {
            let at = context.actor.now;
            let mut counts = erase::case(context.db, (id, at), key, (content, place)).await?;
            let controls = elsewhere::controls(context.db, key).await?;
            for control in &controls {
                counts.events += i64::try_from(control.numbers.len()).unwrap_or(i64::MAX);
            }
            beside.extend(controls);
            let outcome = Outcome::Erased { at, counts };
            let of = (&key.call, key.application);
            disposal::settle(context.db, id, of, &outcome).await?;
        }
        beside.extend(elsewhere::common(context.db, id).await?);
        elsewhere::settle(context, id, &beside).await?;
        Ok(erase::common(context.db, id).await?)
    }
}

/// Locks a case, and reads its facts and what stays of it.
async fn lock<S: Scheme>(
    context: &mut Context<'_>,
    key: &ApplicationKey,
) -> Result<(FactsRow, Content), CaseError> {
    let (call, id): (&CallId, ApplicationId) = (&key.call, key.application);
    let found = applications::lock::<S::Form>(context.db, call, id).await?;
    let application = found.ok_or_else(|| not_found(key.name()))?;
    crate::grant::rows::lock(context.db, call, &[id], &[]).await?;
    let row = of_case(context, key).await?;
    let row = row.ok_or_else(|| not_found(key.name()))?;
    let content = Content::of(S::emptied(&application.draft.form), &row.facts);
    Ok((row, content))
}

/// The event in a case that is erased, which stays whole.
fn event(context: &Context<'_>, id: DisposalId, row: &FactsRow) -> NewEvent {
    let subject = Subject::application(&row.call, row.application, &row.organisation);
    context.event(&subject, Revision::NONE, "", &names::disposal(id))
}

/// The query for objects that are still to be deleted.
struct Objects(DisposalId);

impl<S: Scheme> Query<S> for Objects {
    const STEP: StepName = StepName::CarryOutDisposal;
    type Answer = Vec<String>;

    async fn look(&self, context: &mut Context<'_>) -> Result<Vec<String>, CaseError> {
        Ok(disposal::objects(context.db, self.0, OBJECTS_AT_A_TIME).await?)
    }
}

/// The transaction that forgets objects which are deleted.
#[derive(Serialize)]
struct Deleted(Vec<String>);

impl<S: Scheme> Record<S> for Deleted {
    const STEP: StepName = StepName::CarryOutDisposal;
    type Answer = ();

    async fn record(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        Ok(disposal::forget(context.db, &self.0).await?)
    }
}

/// The query for the disposal as it stands then.
struct After(DisposalId);

impl<S: Scheme> Query<S> for After {
    const STEP: StepName = StepName::CarryOutDisposal;
    type Answer = Disposal;

    async fn look(&self, context: &mut Context<'_>) -> Result<Disposal, CaseError> {
        disposal::shown(context, self.0).await
    }
}
