//! Applications, from draft to submitted, and what ends one before it is assessed.

pub mod attachment;
pub mod case;
pub mod estimate;
pub mod facts;
pub(crate) mod rows;
pub mod view;

use chrono::{Datelike, NaiveDate};
use domain::application::DraftChanges;
use domain::application::{Application, ApplicationState, Draft, Submission};
use domain::findings::{Finding, any_blocking};
use domain::identifiers::{ApplicationId, CaseReference, OrganisationNumber};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sqlx::PgConnection;
use store::error::Row;

use self::case::{Beginning, CaseAt, CaseId, Hold, admitted, begin};
use self::facts::{Checked, attachment_kinds, judge, judged_on, known};
use self::view::{ApplicationView, get_by, view};
use crate::act::{Act, Subject, Told, content_hash, created_before};
use crate::call::{held, pinned_rules, visible};
use crate::error::CaseError;

/// Says what the rules would say of an application. Stores nothing. Of an application that is
/// there, its files count.
///
/// # Errors
/// [`Refusal::NotFound`] when the call does not exist, or the application is another's.
pub async fn check_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    draft: &Draft<S::Form>,
) -> Result<Checked, CaseError> {
    let step = StepName::CheckApplication;
    act.may(step)?;
    require_own(act, step, &draft.applicant.organisation)?;
    let call = visible(connection, act, &case.call).await?;
    let there = rows::find::<S::Form>(connection, &case.call, case.application).await?;
    let date = match &there {
        Some(_) => judged_on(
            &admitted::<S>(connection, act, step, case, Hold::Read).await?,
            act.today(),
        ),
        None => act.today(),
    };
    let rules = pinned_rules::<S>(&call)?;
    let known = known(connection, case, &draft.applicant, date).await?;
    let kinds = attachment_kinds(connection, case).await?;
    judge::<S>(&call, draft, &known.facts, &kinds, (date, &rules))
}

/// Creates a draft.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`] for another organisation's; [`Refusal::IdTaken`];
/// [`Refusal::DeadlinePassed`].
pub async fn create_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
    draft: &Draft<S::Form>,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let step = StepName::CreateApplication;
    act.may(step)?;
    require_own(act, step, &draft.applicant.organisation)?;
    let call = held(connection, act, &case.call).await?;
    let subject = Subject::application(&case.call, case.application, &draft.applicant.organisation);
    let content = content_hash(draft);
    if rows::find::<S::Form>(connection, &case.call, case.application)
        .await?
        .is_some()
    {
        created_before(connection, &subject, step, &content).await?;
        return get_by::<S>(connection, act, step, case).await;
    }
    call.takes_applications_at(act.now)?;
    let application = Application {
        id: case.application,
        call: case.call.clone(),
        case_reference: next_reference::<S>(connection, act.today()).await?,
        draft: draft.clone(),
        state: ApplicationState::Draft,
        last_step: act.record(""),
        revision: Revision::FIRST,
        created: act.now,
        updated: act.now,
    };
    if !rows::insert(connection, &application).await? {
        // Somebody created it while this act waited for the number.
        created_before(connection, &subject, step, &content).await?;
        return get_by::<S>(connection, act, step, case).await;
    }
    let told = Told {
        step,
        from: Revision::NONE,
        content,
        reason: "",
        payload: draft,
    };
    act.tell(connection, &subject, &told).await?;
    view(connection, act, application).await
}

/// Changes a draft or a returned application.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`]; [`Refusal::RoleNotAllowed`] when it would become
/// another organisation's.
pub async fn update_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    changes: &DraftChanges<S::Form>,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let step = StepName::UpdateApplication;
    let begun = match begin::<S>(connection, act, step, at, changes).await? {
        Beginning::Again(application) => return view(connection, act, application).await,
        Beginning::First(begun) => begun,
    };
    let (application, origin) = begun.split();
    let draft = changes.clone().apply(application.draft.clone());
    require_own(act, step, &draft.applicant.organisation)?;
    let after = application.update(draft, act.record(""))?;
    origin.finish(connection, act, &after, &after.draft).await?;
    view(connection, act, after).await
}

/// Submits an application: the rules are run, the claim is calculated, the deadline is judged by
/// the service's clock.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`], [`Refusal::DeadlinePassed`],
/// [`Refusal::DuplicateApplication`], [`Refusal::RulesNotMet`] with every blocking finding.
pub async fn submit_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let step = StepName::SubmitApplication;
    act.may(step)?;
    let call = held(connection, act, &at.case.call).await?;
    let begun = match begin::<S>(connection, act, step, at, &()).await? {
        Beginning::Again(application) => return view(connection, act, application).await,
        Beginning::First(begun) => begun,
    };
    let (application, origin) = begun.split();
    application.in_time(&call, act.now)?;
    let rules = pinned_rules::<S>(&call)?;
    let date = judged_on(&application, act.today());
    let applicant = &application.draft.applicant;
    crate::register::rows::take_turn(connection, &at.case.call, &applicant.organisation).await?;
    let known = known(connection, &at.case, applicant, date).await?;
    if known.facts.reached_limit(&rules)?.is_some() {
        require_no_other(&application, &known.others)?;
    }
    let kinds = attachment_kinds(connection, &at.case).await?;
    let checked = judge::<S>(
        &call,
        &application.draft,
        &known.facts,
        &kinds,
        (date, &rules),
    )?;
    let submission = Submission {
        at: act.now,
        claim: match checked.claim {
            Some(claim) if !any_blocking(&checked.findings) => claim,
            Some(_) | None => return Err(rules_not_met(checked.findings)),
        },
        placement: S::placement(&application.draft, &rules)?,
        notices: checked.findings,
    };
    let after = application.submit(submission, act.record(""))?;
    origin.finish(connection, act, &after, &after.state).await?;
    view(connection, act, after).await
}

/// Takes an application back.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`].
pub async fn withdraw_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let take = |application: Application<S::Form>| application.withdraw(act.record(reason));
    step_on::<S>(
        connection,
        act,
        StepName::WithdrawApplication,
        at,
        &reason,
        take,
    )
    .await
}

/// Asks the applicant to complete (mangelbrev).
///
/// # Errors
/// [`Refusal::InvalidFields`] unless the day is after today; [`Refusal::Stale`],
/// [`Refusal::WrongState`].
pub async fn return_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
    complete_by: NaiveDate,
) -> Result<ApplicationView<S::Form>, CaseError> {
    if complete_by <= act.today() {
        return Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "complete_by_date".to_owned(),
                description: "must be after today; give the applicant time to answer".to_owned(),
            },
        ])));
    }
    let take = |application: Application<S::Form>| {
        application.return_to_applicant(complete_by, act.record(reason))
    };
    let content = (reason, complete_by);
    step_on::<S>(
        connection,
        act,
        StepName::ReturnApplication,
        at,
        &content,
        take,
    )
    .await
}

/// Dismisses an application (avvisning): late or inadmissible. Not a refusal.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`].
pub async fn dismiss_application<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let take = |application: Application<S::Form>| application.dismiss(act.record(reason));
    step_on::<S>(
        connection,
        act,
        StepName::DismissApplication,
        at,
        &reason,
        take,
    )
    .await
}

/// A step that changes where an application stands and asks no rules.
async fn step_on<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    at: &CaseAt,
    content: &(impl Serialize + Sync),
    take: impl FnOnce(Application<S::Form>) -> Result<Application<S::Form>, Refusal> + Send,
) -> Result<ApplicationView<S::Form>, CaseError> {
    let begun = match begin::<S>(connection, act, step, at, content).await? {
        Beginning::Again(application) => return view(connection, act, application).await,
        Beginning::First(begun) => begun,
    };
    let (application, origin) = begun.split();
    let after = take(application)?;
    origin.finish(connection, act, &after, &after.state).await?;
    view(connection, act, after).await
}

/// An organisation writes for itself only.
fn require_own(
    act: &Act<'_>,
    step: StepName,
    organisation: &OrganisationNumber,
) -> Result<(), CaseError> {
    match act.caller.organisation() {
        Some(own) if own != organisation => Err(CaseError::Refused(Refusal::RoleNotAllowed {
            step,
            roles: act.caller.roles(),
        })),
        Some(_) | None => Ok(()),
    }
}

/// Refuses an application beside another live one of the organisation.
fn require_no_other<F>(
    application: &Application<F>,
    others: &[ApplicationId],
) -> Result<(), CaseError> {
    others.first().map_or(Ok(()), |existing| {
        Err(CaseError::Refused(Refusal::DuplicateApplication {
            organisation_number: application.draft.applicant.organisation.to_string(),
            existing: names::application(&application.call, *existing),
        }))
    })
}

fn rules_not_met(findings: Vec<Finding>) -> CaseError {
    CaseError::Refused(Refusal::RulesNotMet(
        findings.into_iter().filter(Finding::blocks).collect(),
    ))
}

/// The next case reference of the year, from the database's counter.
async fn next_reference<S: Scheme>(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> Result<CaseReference, CaseError> {
    let number = crate::call::rows::take_case_number(connection, today.year()).await?;
    let at = Row::of("case_counter", today.year());
    let year = at.column("year", u16::try_from(today.year()))?;
    let number = at.column("last", u32::try_from(number))?;
    let reference = CaseReference::new(S::PROFILE.case_prefix, year, number);
    Ok(at.column("last", reference)?)
}
