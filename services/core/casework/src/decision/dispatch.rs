use std::sync::Arc;

use chrono::NaiveDate;
use domain::decision::Decision;
use domain::identifiers::CallId;
use domain::letter::Letter;
use domain::names;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;

use super::rows;
use crate::actor::Actor;
use crate::application::{ApplicationKey, application_alone};
use crate::assessment::require_no_interest;
use crate::call::visible;
use crate::error::CaseError;
use crate::resource::Lock;
use crate::runner::{Run, Runner, kind};
use crate::step::{Context, Record};
use crate::subject::Subject;

/// The decisions whose letters are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Scope {
    /// All of a call.
    Call(CallId),
    /// Those about one application.
    Application(ApplicationKey),
}

impl Scope {
    /// Returns the call.
    #[must_use]
    pub const fn call(&self) -> &CallId {
        match self {
            Self::Call(call) => call,
            Self::Application(key) => &key.call,
        }
    }
}

/// Records that letters are sent today: from then on the parties read them. Letters that were sent
/// before keep their date, so a repetition is harmless.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispatch {
    /// The decisions.
    pub scope: Scope,
}

/// The letters that were sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatched {
    /// Date of dispatch, in Norway.
    pub date: NaiveDate,
    /// Number of decisions of the scope that were dispatched on that date.
    pub count: usize,
    /// Those among them with characters that cannot be printed.
    pub unprintable: Vec<Unprintable>,
}

/// A decision whose letter has characters that cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unprintable {
    /// The decision.
    pub decision: Decision,
    /// The characters, each once.
    pub characters: Vec<char>,
}

/// A kind of its own: a record, then a look at the letters' characters outside its transaction.
impl<S: Scheme> Run<S, Dispatch> for Dispatch {
    const STEP: StepName = StepName::DispatchDecisions;
    type Answer = Dispatched;

    async fn run(self: Arc<Self>, runner: &Runner, actor: Actor) -> Result<Dispatched, CaseError> {
        let date = actor.today();
        let send = Arc::new(Send(Self::clone(&self)));
        let sent = <Send as Run<S, kind::Record>>::run(send, runner, actor).await?;
        let count = sent.len();
        let find = runner.typesetter().unprintable;
        let work = move || {
            let mut unprintable = Vec::new();
            for (decision, letter) in sent {
                let characters = find(&letter).map_err(|fault| CaseError::Typeset { fault })?;
                if !characters.is_empty() {
                    unprintable.push(Unprintable {
                        decision,
                        characters,
                    });
                }
            }
            Ok(unprintable)
        };
        let unprintable = runner.compute(StepName::DispatchDecisions, work).await?;
        Ok(Dispatched {
            date,
            count,
            unprintable,
        })
    }
}

/// The transaction of [`Dispatch`].
#[derive(Serialize)]
struct Send(Dispatch);

impl<S: Scheme> Record<S> for Send {
    const STEP: StepName = StepName::DispatchDecisions;
    type Answer = Vec<(Decision, Letter)>;

    async fn record(&self, context: &mut Context<'_>) -> Result<Self::Answer, CaseError> {
        let call = self.0.scope.call();
        visible(context.db, context.actor, call).await?;
        let application = match &self.0.scope {
            Scope::Call(_) => None,
            Scope::Application(key) => {
                application_alone::<S>(context, key, Lock::Yes).await?;
                Some(key.application)
            }
        };
        let waiting = rows::waiting(context.db, call, application).await?;
        let ids: Vec<_> = waiting.iter().map(|one| one.application).collect();
        require_no_interest(context.db, context.actor, call, &ids).await?;
        let today = context.actor.today();
        rows::dispatch(context.db, call, application, today).await?;
        let events: Vec<_> = waiting
            .iter()
            .map(|one| {
                let name = names::decision(call, one.application, one.number);
                let party = &one.organisation;
                let subject = Subject::decision(call, one.application, name, party);
                context.event(&subject, Revision::NONE, "", &today)
            })
            .collect();
        context.append(&events).await?;
        Ok(rows::dispatched_on(context.db, call, application, today).await?)
    }
}
