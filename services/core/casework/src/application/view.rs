//! Applications as a caller may see them.

use std::collections::BTreeSet;

use domain::access::Access;
use domain::application::{Application, ApplicationState, Attachment};
use domain::identifiers::{ApplicationId, CallId, CaseReference, OrganisationNumber};
use domain::page::{Listed, Page};
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;

use super::case::{CaseId, Hold, admitted, is_only_assessor};
use super::rows;
use super::rows::ApplicationPage;
use crate::act::Act;
use crate::call::visible;
use crate::error::CaseError;
use crate::paging::{listed, one_more};

/// An application as one caller may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationView<F> {
    /// The application. For an organisation, without the name of the person on the staff who took
    /// the last step.
    pub application: Application<F>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Whether the caller may see the score: the staff, an assessor once it has scored; everybody
    /// after the decision.
    pub score_visible: bool,
}

/// Reads an application. Organisations their own; staff unless they have declared an interest.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound),
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared).
pub async fn get_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
) -> Result<ApplicationView<S::Form>, CaseError> {
    get_by::<S>(connection, act, StepName::GetApplication, case).await
}

/// Which of a call's applications to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListApplications {
    /// The call.
    pub call: CallId,
    /// The page.
    pub page: Page<CaseReference>,
    /// Only those in these states, by [`ApplicationState::name`]; all when empty.
    pub states: Vec<&'static str>,
    /// Only this organisation's.
    pub organisation: Option<OrganisationNumber>,
}

/// Lists a call's applications in the order of their case references. Organisations see their own;
/// staff see what has been sent in, but no case they have declared an interest in.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound) when there is no such call for the caller.
pub async fn list_applications<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    request: &ListApplications,
) -> Result<Listed<ApplicationView<S::Form>, CaseReference>, CaseError> {
    let own_only = act.may(StepName::ListApplications)? == Access::OwnOrganisation;
    visible(connection, act, &request.call).await?;
    let own = act.caller.organisation().filter(|_| own_only);
    if let (Some(own), Some(asked)) = (own, &request.organisation)
        && own != asked
    {
        // Another's applications do not exist for it.
        return Ok(Listed {
            rows: Vec::new(),
            next: None,
        });
    }
    let asked = ApplicationPage {
        call: &request.call,
        after: request.page.after.as_ref(),
        states: &request.states,
        organisation: own.or(request.organisation.as_ref()),
        with_drafts: own.is_some(),
        without_interests_of: act.caller.is_staff().then_some(act.caller.subject.as_str()),
        limit: one_more(&request.page),
    };
    let found = rows::list::<S::Form>(connection, asked).await?;
    let reference = |last: &Application<S::Form>| last.case_reference.clone();
    let Listed { rows, next } = listed(found, &request.page, reference);
    let rows = views(connection, act, &request.call, rows).await?;
    Ok(Listed { rows, next })
}

/// The application, if the caller may take the step on it, as it may see it.
pub(crate) async fn get_by<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    case: &CaseId,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let application = admitted::<S>(connection, act, step, case, Hold::Read).await?;
    view(connection, act, application).await
}

/// One application as the caller may see it.
pub(crate) async fn view<F>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    application: Application<F>,
) -> Result<ApplicationView<F>, CaseError> {
    let (call, id) = (application.call.clone(), application.id);
    let mut files = rows::attachment::of_applications(connection, &call, &[id]).await?;
    let scored = scored_by_caller(connection, act, &call, &[id]).await?;
    let attachments = files.remove(&id).unwrap_or_default();
    Ok(as_seen(act, &scored, application, attachments))
}

async fn views<F>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    call: &CallId,
    applications: Vec<Application<F>>,
) -> Result<Vec<ApplicationView<F>>, CaseError> {
    let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
    let mut files = rows::attachment::of_applications(connection, call, &ids).await?;
    let scored = scored_by_caller(connection, act, call, &ids).await?;
    let seen = applications.into_iter().map(|application| {
        let attachments = files.remove(&application.id).unwrap_or_default();
        as_seen(act, &scored, application, attachments)
    });
    Ok(seen.collect())
}

/// Whose scores the caller may see before the decision.
enum Scores {
    /// Everyone's, as the staff do.
    All,
    /// Only where it has scored itself, as assessors do.
    Of(BTreeSet<ApplicationId>),
    /// None, as organisations do.
    None,
}

async fn scored_by_caller(
    connection: &mut PgConnection,
    act: &Act<'_>,
    call: &CallId,
    ids: &[ApplicationId],
) -> Result<Scores, CaseError> {
    if !act.caller.is_staff() {
        return Ok(Scores::None);
    }
    if !is_only_assessor(act) {
        return Ok(Scores::All);
    }
    let person = &act.caller.subject;
    let own = crate::assessment::rows::assessed_by(connection, call, person, ids).await?;
    Ok(Scores::Of(own.into_iter().collect()))
}

fn as_seen<F>(
    act: &Act<'_>,
    scores: &Scores,
    mut application: Application<F>,
    attachments: Vec<Attachment>,
) -> ApplicationView<F> {
    let by_applicant = matches!(
        application.state,
        ApplicationState::Draft
            | ApplicationState::Submitted { .. }
            | ApplicationState::Withdrawn { .. }
    );
    if !act.caller.is_staff() && !by_applicant && application.last_step.actor != act.caller.subject
    {
        application.last_step.actor.clear();
    }
    let score_visible = application.state.decided().is_some()
        || match scores {
            Scores::All => true,
            Scores::Of(own) => own.contains(&application.id),
            Scores::None => false,
        };
    ApplicationView {
        application,
        attachments,
        score_visible,
    }
}
