//! Applications as a caller may see them.

use std::collections::BTreeSet;

use domain::application::{Application, ApplicationState, Attachment};
use domain::call::Call;
use domain::identifiers::{ApplicationId, CallId};
use domain::scheme::Scheme;

use super::case::{WholeApplication, is_only_assessor};
use super::rows;
use crate::actor::Actor;
use crate::error::CaseError;
use crate::resource::View;
use crate::step::Context;

/// An application as one caller may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationView<F> {
    /// The application. For an organisation, without the name of the person on the staff who took
    /// the last step.
    pub application: Application<F>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Submitted after its call's deadline.
    pub late: bool,
    /// The caller may see the score: the staff always, an assessor once it has scored, others after
    /// the decision.
    pub score_visible: bool,
}

impl<S: Scheme> View<S, WholeApplication<S::Form>> for ApplicationView<S::Form> {
    async fn view(
        whole: WholeApplication<S::Form>,
        context: &mut Context<'_>,
    ) -> Result<Self, CaseError> {
        let scored = scored_by_caller(context, &whole.call.id, &[whole.application.id]).await?;
        Ok(as_seen(context.actor, &scored, whole))
    }
}

/// Shows a page of a list.
pub(super) async fn views<F>(
    context: &mut Context<'_>,
    call: &Call,
    applications: Vec<Application<F>>,
) -> Result<Vec<ApplicationView<F>>, CaseError> {
    let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
    let mut files = rows::attachment::of_applications(context.db, &call.id, &ids).await?;
    let scored = scored_by_caller(context, &call.id, &ids).await?;
    let seen = applications.into_iter().map(|application| {
        let attachments = files.remove(&application.id).unwrap_or_default();
        let whole = WholeApplication {
            application,
            call: call.clone(),
            attachments,
        };
        as_seen(context.actor, &scored, whole)
    });
    Ok(seen.collect())
}

/// The applications whose scores the caller may see before the decision.
enum Scores {
    /// All, as the staff do.
    All,
    /// Those it has scored itself, as assessors do.
    Of(BTreeSet<ApplicationId>),
    /// None, as organisations do.
    None,
}

async fn scored_by_caller(
    context: &mut Context<'_>,
    call: &CallId,
    ids: &[ApplicationId],
) -> Result<Scores, CaseError> {
    let caller = &context.actor.caller;
    if !caller.is_staff() {
        return Ok(Scores::None);
    }
    if !is_only_assessor(context.actor) {
        return Ok(Scores::All);
    }
    let person = &caller.subject;
    let own = crate::assessment::rows::assessed_by(context.db, call, person, ids).await?;
    Ok(Scores::Of(own.into_iter().collect()))
}

fn as_seen<F>(actor: &Actor, scores: &Scores, whole: WholeApplication<F>) -> ApplicationView<F> {
    let WholeApplication {
        mut application,
        call,
        attachments,
    } = whole;
    let by_applicant = matches!(
        application.state,
        ApplicationState::Draft
            | ApplicationState::Submitted { .. }
            | ApplicationState::Withdrawn { .. }
    );
    let caller = &actor.caller;
    if !caller.is_staff() && !by_applicant && application.last_step.actor != caller.subject {
        application.last_step.actor.clear();
    }
    let score_visible = application.state.decided().is_some()
        || match scores {
            Scores::All => true,
            Scores::Of(own) => own.contains(&application.id),
            Scores::None => false,
        };
    let submission = application.state.submission();
    ApplicationView {
        late: submission.is_some_and(|submission| submission.at > call.terms.deadline),
        application,
        attachments,
        score_visible,
    }
}
