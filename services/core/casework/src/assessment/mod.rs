//! Scores with reasons, and who must not take part.

pub(crate) mod rows;

use domain::application::ScoreMilli;
use domain::assessment::{
    Assessment, CriterionScore, InterestGround, check_scores, mean, total, weights,
};
use domain::identifiers::{ApplicationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use sqlx::PgConnection;

use crate::act::{Act, Subject, Told, content_hash};
use crate::application::case::{
    Beginning, CaseAt, CaseId, Hold, admitted, admitted_despite_interest, begin, is_only_assessor,
};
use crate::call::{held, pinned_rules};
use crate::error::{CaseError, not_found};

/// Declares that the caller is not impartial in a case (inhabil): every later step in it is closed
/// to the caller. Answers with the steps in the case that the caller had taken before, for another
/// to look at again. Once declared it stands; declaring again changes nothing.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn declare_interest<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    ground: InterestGround,
    reason: &str,
) -> Result<Vec<StepName>, CaseError> {
    let step = StepName::DeclareInterest;
    // Locked: a step in the case that is under way ends first, and every later one sees the
    // declaration.
    let application =
        admitted_despite_interest::<S>(connection, act, step, case, Hold::Lock).await?;
    let person = &act.caller.subject;
    let key = (&case.call, case.application);
    let declared = (ground, reason);
    if rows::declare_interest(connection, key, person, declared, act.now).await? {
        let organisation = &application.draft.applicant.organisation;
        let told = Told {
            step,
            from: application.revision,
            content: content_hash(&declared),
            reason,
            payload: &ground,
        };
        let subject = Subject::application(&case.call, case.application, organisation);
        act.tell(connection, &subject, &told).await?;
    }
    let history = store::event::read_chain(connection, &case.name()).await?;
    let own = history
        .into_iter()
        .map(|event| event.event)
        .filter(|event| event.actor == *person)
        .map(|event| event.step);
    Ok(own.take_while(|taken| *taken != step).collect())
}

/// The cases of a call that a person may take no step in, by id. For steps on a whole round: one
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
    act: &Act<'_>,
    call: &CallId,
    cases: &[ApplicationId],
) -> Result<(), CaseError> {
    let declared = declared_interest(connection, call, &act.caller.subject).await?;
    match declared.into_iter().find(|id| cases.contains(id)) {
        None => Ok(()),
        Some(id) => Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, id),
        })),
    }
}

/// What recording an assessment gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The assessment as stored.
    pub assessment: Assessment,
    /// The application's revision after it.
    pub revision: Revision,
}

/// Records the caller's scores, or corrects them until the allocation is proposed. The
/// application's score is the mean over assessors.
///
/// # Errors
/// [`Refusal::InvalidFields`] unless every criterion is scored once; [`Refusal::InterestDeclared`],
/// [`Refusal::Stale`], [`Refusal::WrongState`].
pub async fn record_assessment<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    scores: &[CriterionScore],
) -> Result<Recorded, CaseError> {
    let faults = check_scores(&S::PROFILE, scores);
    if !faults.is_empty() {
        return Err(CaseError::Refused(Refusal::InvalidFields(faults)));
    }
    let step = StepName::RecordAssessment;
    act.may(step)?;
    let call = held(connection, act, &at.case.call).await?;
    let begun = match begin::<S>(connection, act, step, at, &scores).await? {
        Beginning::Again(application) => {
            return recorded_before(connection, act, &at.case, application.revision).await;
        }
        Beginning::First(begun) => begun,
    };
    let (application, origin) = begun.split();
    let assessment = Assessment {
        assessor: act.caller.subject.clone(),
        scores: scores.to_vec(),
        total: total(&weights(&S::PROFILE, &pinned_rules::<S>(&call)?)?, scores),
        updated: act.now,
    };
    let (call, id) = (&at.case.call, at.case.application);
    let mut totals: Vec<ScoreMilli> = rows::of_application(connection, call, id)
        .await?
        .into_iter()
        .filter(|other| other.assessor != assessment.assessor)
        .map(|other| other.total)
        .collect();
    totals.push(assessment.total);
    // There is at least the caller's own.
    let score = mean(&totals).unwrap_or(assessment.total);
    let after = application.assess(score, act.record(""))?;
    rows::put(connection, call, id, &assessment).await?;
    origin
        .finish(connection, act, &after, &(&assessment.scores, score))
        .await?;
    Ok(Recorded {
        assessment,
        revision: after.revision,
    })
}

/// The assessments of an application, by assessor. Who is an assessor and nothing else sees the
/// others' after recording its own.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::InterestDeclared`].
pub async fn list_assessments<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
) -> Result<Vec<Assessment>, CaseError> {
    admitted::<S>(connection, act, StepName::ListAssessments, case, Hold::Read).await?;
    let all = rows::of_application(connection, &case.call, case.application).await?;
    let is_own = |assessment: &Assessment| assessment.assessor == act.caller.subject;
    if is_only_assessor(act) && !all.iter().any(is_own) {
        return Ok(Vec::new());
    }
    Ok(all)
}

async fn recorded_before(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    revision: Revision,
) -> Result<Recorded, CaseError> {
    let all = rows::of_application(connection, &case.call, case.application).await?;
    let own = all
        .into_iter()
        .find(|assessment| assessment.assessor == act.caller.subject);
    Ok(Recorded {
        assessment: own.ok_or_else(|| not_found(case.name()))?,
        revision,
    })
}
