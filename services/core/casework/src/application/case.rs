//! What every step on one application begins and ends with.

use domain::access::require_for;
use domain::application::{Application, ApplicationState};
use domain::caller::Role;
use domain::event::Hash;
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use serde::Serialize;
use sqlx::PgConnection;

use super::rows;
use crate::act::{Act, Subject, Told, Turn, content_hash, turn};
use crate::error::{CaseError, not_found};

/// One application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseId {
    /// The call.
    pub call: CallId,
    /// The application.
    pub application: ApplicationId,
}

impl CaseId {
    /// The application's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::application(&self.call, self.application)
    }
}

/// One application as a caller read it: what a step starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAt {
    /// Which.
    pub case: CaseId,
    /// The revision the caller read.
    pub revision: Revision,
}

/// Whether the row is locked for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Read only.
    Read,
    /// Locked until the transaction ends.
    Lock,
}

/// The application, if the caller may take the step on it: the role, then whether it exists for the
/// caller, then whether the caller has declared an interest in it. Staff do not know of drafts;
/// organisations know of their own cases only.
pub(crate) async fn admitted<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    case: &CaseId,
    hold: Hold,
) -> Result<Application<S::Form>, CaseError> {
    let application = admitted_despite_interest::<S>(connection, act, step, case, hold).await?;
    require_impartial(connection, act, case).await?;
    Ok(application)
}

/// The same, for the one step that a person with an interest can take: declaring it.
pub(crate) async fn admitted_despite_interest<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    case: &CaseId,
    hold: Hold,
) -> Result<Application<S::Form>, CaseError> {
    act.may(step)?;
    let found = match hold {
        Hold::Read => rows::find::<S::Form>(connection, &case.call, case.application).await?,
        Hold::Lock => rows::lock::<S::Form>(connection, &case.call, case.application).await?,
    };
    let application = found.ok_or_else(|| not_found(case.name()))?;
    let organisation = &application.draft.applicant.organisation;
    require_for(act.caller, step, organisation, &case.name())?;
    if act.caller.is_staff() && application.state == ApplicationState::Draft {
        return Err(not_found(case.name()));
    }
    Ok(application)
}

/// Refuses a person who has declared an interest in the case.
pub(crate) async fn require_impartial(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
) -> Result<(), CaseError> {
    let person = &act.caller.subject;
    let declared = act.caller.is_staff()
        && crate::assessment::rows::has_interest(connection, &case.call, case.application, person)
            .await?;
    if declared {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: case.name(),
        }));
    }
    Ok(())
}

/// A step on an application that has its turn.
pub(crate) struct Begun<F> {
    /// The application before the step, its row locked.
    pub application: Application<F>,
    subject: Subject,
    step: StepName,
    content: Hash,
}

/// Whether a step is to be carried out.
pub(crate) enum Beginning<F> {
    /// Carry it out.
    First(Begun<F>),
    /// It was carried out before: this is the present state.
    Again(Application<F>),
}

/// Begins a step: who may, on what they read. `content` is what the request says beside name and
/// revision.
pub(crate) async fn begin<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    at: &CaseAt,
    content: &(impl Serialize + Sync),
) -> Result<Beginning<S::Form>, CaseError> {
    let application = admitted::<S>(connection, act, step, &at.case, Hold::Lock).await?;
    let organisation = &application.draft.applicant.organisation;
    let subject = Subject::application(&at.case.call, at.case.application, organisation);
    let content = content_hash(content);
    let revisions = (at.revision, application.revision);
    Ok(
        match turn(connection, act, &subject, step, revisions, &content).await? {
            Turn::Again => Beginning::Again(application),
            Turn::First => Beginning::First(Begun {
                application,
                subject,
                step,
                content,
            }),
        },
    )
}

/// Where a step on an application came from, for its event.
pub(crate) struct Origin {
    subject: Subject,
    step: StepName,
    content: Hash,
    from: Revision,
}

impl<F> Begun<F> {
    /// The application to step from, and what its event needs to know of it.
    pub fn split(self) -> (Application<F>, Origin) {
        let origin = Origin {
            subject: self.subject,
            step: self.step,
            content: self.content,
            from: self.application.revision,
        };
        (self.application, origin)
    }
}

impl Origin {
    /// Stores the application after the step, and tells of it.
    pub async fn finish<F: Serialize + Sync>(
        self,
        connection: &mut PgConnection,
        act: &Act<'_>,
        after: &Application<F>,
        changed: &(impl Serialize + Sync),
    ) -> Result<(), CaseError> {
        rows::update(connection, after).await?;
        let told = Told {
            step: self.step,
            from: self.from,
            content: self.content,
            reason: &after.last_step.reason,
            payload: changed,
        };
        act.tell(connection, &self.subject, &told).await
    }
}

/// Whether the caller's only part in the case is to score it: such a caller must not see how others
/// scored before it has.
pub(crate) fn is_only_assessor(act: &Act<'_>) -> bool {
    let roles = act.caller.roles();
    roles.contains(&Role::Assessor)
        && ![Role::CaseHandler, Role::DecisionMaker, Role::Auditor]
            .iter()
            .any(|role| roles.contains(role))
}
