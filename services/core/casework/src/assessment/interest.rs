//! Declared interests (inhabilitet): who must not take part in a case.

use domain::assessment::InterestGround;
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use serde::Serialize;
use sqlx::PgConnection;

use super::rows;
use crate::actor::Actor;
use crate::application::{ApplicationKey, application_despite_interest, subject};
use crate::error::CaseError;
use crate::resource::Lock;
use crate::step::{Context, Record};

/// Declares that the caller is not impartial in a case (inhabil): every later step in it is closed
/// to the caller. Answers with the steps in the case that the caller had taken before, for another
/// to look at again. Once declared it stands; declaring again changes nothing.
///
/// # Errors
/// [`Refusal::NotFound`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeclareInterest {
    /// The case.
    pub key: ApplicationKey,
    /// The ground.
    pub ground: InterestGround,
    /// The circumstances.
    pub reason: String,
}

impl<S: Scheme> Record<S> for DeclareInterest {
    const STEP: StepName = StepName::DeclareInterest;
    type Answer = Vec<StepName>;

    async fn record(&self, context: &mut Context<'_>) -> Result<Vec<StepName>, CaseError> {
        // Locked: a step in the case that is under way ends first, and every later one sees the
        // declaration.
        let application = application_despite_interest::<S>(context, &self.key, Lock::Yes).await?;
        let (person, now) = (context.actor.caller.subject.clone(), context.actor.now);
        let key = (&self.key.call, self.key.application);
        let declared = (self.ground, self.reason.as_str());
        if rows::declare_interest(context.db, key, &person, declared, now).await? {
            let subject = subject(&application);
            let event = context.event(&subject, application.revision, &self.reason, &self.ground);
            context.append(&[event]).await?;
        }
        let history = store::event::read_chain(context.db, &self.key.name()).await?;
        let own = history
            .into_iter()
            .map(|event| event.event)
            .filter(|event| event.actor == person)
            .map(|event| event.step);
        Ok(own
            .take_while(|taken| *taken != StepName::DeclareInterest)
            .collect())
    }
}

/// Returns the cases of a call that a person may take no step in, by id. For steps on a whole
/// round: one
/// that contains any of these is closed to the person. Ask after the round's applications are
/// locked, so that no declaration slips in between.
///
/// # Errors
/// [`CaseError::Store`].
pub async fn declared_interest(
    connection: &mut PgConnection,
    call: &CallId,
    person: &str,
) -> Result<Vec<ApplicationId>, CaseError> {
    Ok(rows::interests_of(connection, call, person).await?)
}

/// Refuses a step on a whole round to a person who has declared an interest in one of its cases.
///
/// # Errors
/// [`Refusal::InterestDeclared`] naming the first such case.
pub async fn require_no_interest(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    cases: &[ApplicationId],
) -> Result<(), CaseError> {
    let declared = declared_interest(connection, call, &actor.caller.subject).await?;
    match declared.into_iter().find(|id| cases.contains(id)) {
        None => Ok(()),
        Some(id) => Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, id),
        })),
    }
}
