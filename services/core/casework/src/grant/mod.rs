//! Grants from offer to the end: accepted or declined, lapsed, activated, paused and resumed.

pub(crate) mod rows;

use domain::access::require_for;
use domain::event::Hash;
use domain::grant::{Grant, Instalment, InstalmentState};
use domain::identifiers::{AccountNumber, ApplicationId, CallId, CaseReference};
use domain::money::Money;
use domain::names;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;
use domain::step::{Revision, StepName, StepRecord};
use serde::Serialize;
use sqlx::PgConnection;

use self::rows::GrantFilter;
use crate::act::{Act, Subject, Told, Turn, content_hash, turn};
use crate::application::case::{CaseAt, CaseId, require_impartial};
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::paging::{listed, one_more};

/// Reads a grant with its letter and payment plan. A grant has its application's id.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::InterestDeclared`].
pub async fn get_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    case: &CaseId,
) -> Result<Grant, CaseError> {
    act.may(StepName::GetGrant)?;
    let found = rows::read(connection, &case.call, case.application).await?;
    let grant = admitted(connection, act, StepName::GetGrant, case, found).await?;
    Ok(as_seen(act, grant))
}

/// A list of a call's grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListGrants {
    /// The call.
    pub call: CallId,
    /// Which page.
    pub page: Page<CaseReference>,
    /// Only those in these states, by [`GrantState::name`](domain::grant::GrantState::name); all
    /// when empty.
    pub states: Vec<&'static str>,
}

/// Lists a call's grants, by case reference. Recipients see their own; staff all but those they
/// have declared an interest in.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such call for the caller.
pub async fn list_grants(
    connection: &mut PgConnection,
    act: &Act<'_>,
    request: &ListGrants,
) -> Result<Listed<Grant, CaseReference>, CaseError> {
    act.may(StepName::ListGrants)?;
    visible(connection, act, &request.call).await?;
    let filter = GrantFilter {
        after: request.page.after.as_ref(),
        organisation: act.caller.organisation(),
        without_interests_of: Some(&act.caller.subject),
        states: &request.states,
        limit: Some(one_more(&request.page)),
        ..GrantFilter::default()
    };
    let found = rows::page(connection, &request.call, filter).await?;
    let seen = found.into_iter().map(|grant| as_seen(act, grant)).collect();
    Ok(listed(seen, &request.page, |last: &Grant| {
        last.case_reference.clone()
    }))
}

/// Accepts an offer and its conditions, with the account to pay to.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] after the
/// last day.
pub async fn accept_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    account: &AccountNumber,
) -> Result<Grant, CaseError> {
    let today = act.today();
    let take = |grant: Grant, record| grant.accept(account.clone(), today, record);
    simple_step(
        connection,
        act,
        StepName::AcceptGrant,
        at,
        (account, ""),
        take,
    )
    .await
}

/// Declines an offer: the money returns to the frame.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless offered.
pub async fn decline_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    ending_step(
        connection,
        act,
        StepName::DeclineGrant,
        at,
        reason,
        |grant, record| grant.decline(record),
    )
    .await
}

/// Records that an offer lapsed after its last day: the money returns to the frame.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless offered; [`Refusal::RulesNotMet`] before the
/// last day is over.
pub async fn lapse_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let today = act.today();
    ending_step(
        connection,
        act,
        StepName::LapseGrant,
        at,
        reason,
        |grant, record| grant.lapse(today, record),
    )
    .await
}

/// Records that the conditions for payment are met.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless accepted.
pub async fn activate_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        act,
        StepName::ActivateGrant,
        at,
        said,
        Grant::activate,
    )
    .await
}

/// Stops payments on suspicion.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless active.
pub async fn pause_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        act,
        StepName::PauseGrant,
        at,
        said,
        Grant::pause,
    )
    .await
}

/// Takes payments up again.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless paused.
pub async fn resume_grant(
    connection: &mut PgConnection,
    act: &Act<'_>,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        act,
        StepName::ResumeGrant,
        at,
        said,
        Grant::resume,
    )
    .await
}

/// A step that changes nothing but where the grant stands. `said` is what the request says beside
/// name and revision, and its reason.
async fn simple_step(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    at: &CaseAt,
    (content, reason): (&(impl Serialize + Sync), &str),
    take: impl FnOnce(Grant, StepRecord) -> Result<Grant, Refusal>,
) -> Result<Grant, CaseError> {
    let content = content_hash(content);
    match begin(connection, act, step, at, &content).await? {
        Beginning::Again(grant) => Ok(as_seen(act, grant)),
        Beginning::First(grant) => {
            let from = grant.revision;
            let after = take(grant, act.record(reason))?;
            finish(connection, act, &after, (step, from, content)).await?;
            Ok(as_seen(act, after))
        }
    }
}

/// A step that ends a grant before it began: its money returns to the frame in the same
/// transaction, nothing of it will be paid, and it owes no report.
async fn ending_step(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    at: &CaseAt,
    reason: &str,
    take: impl FnOnce(Grant, StepRecord) -> Result<Grant, Refusal>,
) -> Result<Grant, CaseError> {
    act.may(step)?;
    let call = &at.case.call;
    // Frames before grants: the order of locks.
    crate::call::rows::sub_frame::lock(connection, call).await?;
    let content = content_hash(&reason);
    let grant = match begin(connection, act, step, at, &content).await? {
        Beginning::Again(grant) => return Ok(as_seen(act, grant)),
        Beginning::First(grant) => grant,
    };
    let from = grant.revision;
    let mut after = take(grant, act.record(reason))?;
    for instalment in &mut after.instalments {
        instalment.state = InstalmentState::Cancelled;
    }
    put_instalments(connection, &after, &after.instalments).await?;
    crate::report::rows::remove(connection, call, after.id).await?;
    let back = Money::from_ore(-after.granted.ore());
    crate::call::rows::sub_frame::commit(connection, call, &after.sub_frame, back).await?;
    finish(connection, act, &after, (step, from, content)).await?;
    Ok(as_seen(act, after))
}

/// Whether a step on a grant is to be carried out.
pub(crate) enum Beginning {
    /// Carry it out; the row is locked.
    First(Grant),
    /// It was carried out before: this is the present state.
    Again(Grant),
}

/// Begins a step on a grant: who may, on what they read.
async fn begin(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    at: &CaseAt,
    content: &Hash,
) -> Result<Beginning, CaseError> {
    act.may(step)?;
    let grant = locked(connection, act, step, &at.case).await?;
    let subject = subject(&grant);
    let revisions = (at.revision, grant.revision);
    Ok(
        match turn(connection, act, &subject, step, revisions, content).await? {
            Turn::Again => Beginning::Again(grant),
            Turn::First => Beginning::First(grant),
        },
    )
}

/// The grant, its row locked, if the caller may take the step on it.
pub(crate) async fn locked(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    case: &CaseId,
) -> Result<Grant, CaseError> {
    let found = rows::lock(connection, &case.call, &[case.application], &[]).await?;
    admitted(connection, act, step, case, found.into_iter().next()).await
}

async fn admitted(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: StepName,
    case: &CaseId,
    found: Option<Grant>,
) -> Result<Grant, CaseError> {
    let name = names::grant(&case.call, case.application);
    let grant = found.ok_or_else(|| not_found(name.as_str()))?;
    require_for(act.caller, step, &grant.recipient.organisation, &name)?;
    require_impartial(connection, act, case).await?;
    Ok(grant)
}

/// Stores a grant after a step, and tells of it.
pub(crate) async fn finish(
    connection: &mut PgConnection,
    act: &Act<'_>,
    after: &Grant,
    (step, from, content): (StepName, Revision, Hash),
) -> Result<(), CaseError> {
    rows::update(connection, std::slice::from_ref(after)).await?;
    let told = Told {
        step,
        from,
        content,
        reason: &after.last_step.reason,
        payload: &after.state,
    };
    act.tell(connection, &subject(after), &told).await
}

/// Stores instalments of a grant that changed.
pub(crate) async fn put_instalments(
    connection: &mut PgConnection,
    grant: &Grant,
    changed: &[Instalment],
) -> Result<(), CaseError> {
    let rows: Vec<(ApplicationId, Instalment)> = changed
        .iter()
        .map(|instalment| (grant.id, instalment.clone()))
        .collect();
    rows::instalment::update(connection, &grant.call, &rows).await?;
    Ok(())
}

/// What a grant's events are about.
pub(crate) fn subject(grant: &Grant) -> Subject {
    Subject::grant(&grant.call, grant.id, &grant.recipient.organisation)
}

/// The grant as the caller may see it: organisations are not told which person on the staff took a
/// step.
fn as_seen(act: &Act<'_>, mut grant: Grant) -> Grant {
    if !act.caller.is_staff() {
        grant.approved_by.clear();
        if grant.last_step.actor != act.caller.subject {
            grant.last_step.actor.clear();
        }
    }
    grant
}
