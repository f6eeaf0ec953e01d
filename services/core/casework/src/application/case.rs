//! An application with what its steps always need: its call and its files.

use domain::access::require_for;
use domain::application::{Application, ApplicationState, Attachment};
use domain::call::Call;
use domain::caller::Role;
use domain::identifiers::{ApplicationId, CallId, OrganisationNumber};
use domain::names;
use domain::refusal::Refusal;
use domain::retention::Erasure;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName, StepRecord};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use store::error::Row;

use super::rows;
use crate::actor::Actor;
use crate::error::{CaseError, not_found};
use crate::resource::{Lock, Resource};
use crate::step::Context;
use crate::subject::Subject;

/// The parts of an application's name below the scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationKey {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
}

impl ApplicationKey {
    /// Returns the application's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::application(&self.call, self.application)
    }
}

/// A case as a caller read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAt {
    /// The case.
    pub case: ApplicationKey,
    /// The revision that the caller read.
    pub revision: Revision,
}

/// An application, its call and its files.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeApplication<F> {
    /// The application.
    pub application: Application<F>,
    /// Its call.
    pub call: Call,
    /// Its files, without their contents.
    pub attachments: Vec<Attachment>,
}

impl<F> WholeApplication<F> {
    /// Takes a step of the application's own.
    pub(crate) fn step<E>(
        self,
        take: impl FnOnce(Application<F>) -> Result<Application<F>, E>,
    ) -> Result<Self, E> {
        Ok(Self {
            application: take(self.application)?,
            ..self
        })
    }

    /// Returns the parts of its name.
    pub(crate) fn key(&self) -> ApplicationKey {
        ApplicationKey {
            call: self.application.call.clone(),
            application: self.application.id,
        }
    }
}

impl<S: Scheme> Resource<S> for WholeApplication<S::Form> {
    type Key = ApplicationKey;

    fn name(key: &ApplicationKey) -> String {
        key.name()
    }

    fn subject(&self) -> Subject {
        subject(&self.application)
    }

    fn revision(&self) -> Revision {
        self.application.revision
    }

    fn last_step(&self) -> &StepRecord {
        &self.application.last_step
    }

    async fn find(
        db: &mut PgConnection,
        key: &ApplicationKey,
        lock: Lock,
    ) -> Result<Option<Self>, CaseError> {
        let found = match lock {
            Lock::No => rows::find(db, &key.call, key.application).await?,
            Lock::Yes => rows::lock(db, &key.call, key.application).await?,
        };
        let Some(application) = found else {
            return Ok(None);
        };
        let call = crate::call::find(db, &key.call, Lock::No).await?;
        let attachments = rows::attachment::of_application(db, key).await?;
        Ok(Some(Self {
            call: Row::of("application", key.application).known("call_id", call)?,
            application,
            attachments,
        }))
    }

    async fn admit(&self, context: &mut Context<'_>) -> Result<(), CaseError> {
        let key = self.key();
        require_known(context, &self.application, &key)?;
        require_no_interest(context.db, context.actor, &key).await
    }

    async fn insert(&self, db: &mut PgConnection) -> Result<bool, CaseError> {
        Ok(rows::insert(db, &self.application).await?)
    }

    async fn update(&self, db: &mut PgConnection) -> Result<(), CaseError> {
        Ok(rows::update(db, &self.application).await?)
    }
}

/// Returns the subject of an application's events.
pub(crate) fn subject<F>(application: &Application<F>) -> Subject {
    let organisation = &application.draft.applicant.organisation;
    Subject::application(&application.call, application.id, organisation)
}

/// Finds an application alone, which the caller may take the step on.
pub(crate) async fn application_alone<S: Scheme>(
    context: &mut Context<'_>,
    key: &ApplicationKey,
    lock: Lock,
) -> Result<Application<S::Form>, CaseError> {
    let application = application_despite_interest::<S>(context, key, lock).await?;
    require_no_interest(context.db, context.actor, key).await?;
    Ok(application)
}

/// Finds an application alone, for the one step that a person with an interest can take: declaring
/// it.
pub(crate) async fn application_despite_interest<S: Scheme>(
    context: &mut Context<'_>,
    key: &ApplicationKey,
    lock: Lock,
) -> Result<Application<S::Form>, CaseError> {
    let found = match lock {
        Lock::No => rows::find(context.db, &key.call, key.application).await?,
        Lock::Yes => rows::lock(context.db, &key.call, key.application).await?,
    };
    let application = found.ok_or_else(|| not_found(key.name()))?;
    require_known(context, &application, key)?;
    Ok(application)
}

/// Judges whether the application exists for the caller: staff do not know of drafts, organisations
/// know of their own applications only; of an erased case they are told no more than that.
fn require_known<F>(
    context: &Context<'_>,
    application: &Application<F>,
    key: &ApplicationKey,
) -> Result<(), CaseError> {
    let caller = &context.actor.caller;
    let organisation = &application.draft.applicant.organisation;
    require_for(caller, context.step(), organisation, &key.name())?;
    if caller.is_staff() && matches!(application.state, ApplicationState::Draft) {
        return Err(not_found(key.name()));
    }
    require_kept(application.erased, key)
}

/// Refuses a step on a case that was erased.
fn require_kept(erased: Option<Erasure>, key: &ApplicationKey) -> Result<(), CaseError> {
    match erased {
        Some(erased) => Err(CaseError::Refused(erased.refusal(key.name()))),
        None => Ok(()),
    }
}

/// Refuses a person who has declared an interest in the case, and every step once it is erased: for
/// nouns of a case that were found without its application.
pub(crate) async fn require_impartial(
    db: &mut PgConnection,
    actor: &Actor,
    case: &ApplicationKey,
) -> Result<(), CaseError> {
    require_no_interest(db, actor, case).await?;
    require_kept(rows::erasure::of_case(db, case).await?, case)
}

/// Refuses a person who has declared an interest in the case.
async fn require_no_interest(
    db: &mut PgConnection,
    actor: &Actor,
    case: &ApplicationKey,
) -> Result<(), CaseError> {
    let person = &actor.caller.subject;
    let declared = actor.caller.is_staff()
        && crate::assessment::rows::has_interest(db, &case.call, case.application, person).await?;
    if declared {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: case.name(),
        }));
    }
    Ok(())
}

/// Refuses an organisation that writes for another.
pub(crate) fn require_own(
    actor: &Actor,
    step: StepName,
    organisation: &OrganisationNumber,
) -> Result<(), CaseError> {
    match actor.caller.organisation() {
        Some(own) if own != organisation => Err(CaseError::Refused(Refusal::RoleNotAllowed {
            step,
            roles: actor.caller.roles(),
        })),
        Some(_) | None => Ok(()),
    }
}

/// Tells whether the caller's only part in a case is to score it: such a caller must not see how
/// others scored before it has.
pub(crate) fn is_only_assessor(actor: &Actor) -> bool {
    let roles = actor.caller.roles();
    roles.contains(&Role::Assessor)
        && ![Role::CaseHandler, Role::DecisionMaker, Role::Auditor]
            .iter()
            .any(|role| roles.contains(role))
}
