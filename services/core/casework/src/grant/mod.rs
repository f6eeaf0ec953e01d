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
use crate::act::{Actor, Subject, Told, Turn, content_hash, turn};
use crate::application::{ApplicationKey, CaseAt, require_impartial};
use crate::call::visible;
use crate::error::{CaseError, not_found};
use crate::paging::{listed, one_more};

/// Reads a grant with its letter and payment plan. A grant has its application's id.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::InterestDeclared`].
pub async fn get_grant(
    connection: &mut PgConnection,
    actor: &Actor,
    case: &ApplicationKey,
) -> Result<Grant, CaseError> {
    actor.may(StepName::GetGrant)?;
    let found = rows::read(connection, &case.call, case.application).await?;
    let grant = admitted(connection, actor, StepName::GetGrant, case, found).await?;
    Ok(as_seen(actor, grant))
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
    actor: &Actor,
    request: &ListGrants,
) -> Result<Listed<Grant, CaseReference>, CaseError> {
    actor.may(StepName::ListGrants)?;
    visible(connection, actor, &request.call).await?;
    let filter = GrantFilter {
        after: request.page.after.as_ref(),
        organisation: actor.caller.organisation(),
        without_interests_of: Some(&actor.caller.subject),
        states: &request.states,
        limit: Some(one_more(&request.page)),
        ..GrantFilter::default()
    };
    let found = rows::page(connection, &request.call, filter).await?;
    let seen = found
        .into_iter()
        .map(|grant| as_seen(actor, grant))
        .collect();
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
    actor: &Actor,
    at: &CaseAt,
    account: &AccountNumber,
) -> Result<Grant, CaseError> {
    let today = actor.today();
    let take = |grant: Grant, record| grant.accept(account.clone(), today, record);
    simple_step(
        connection,
        actor,
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
    actor: &Actor,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    ending_step(
        connection,
        actor,
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
    actor: &Actor,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let today = actor.today();
    ending_step(
        connection,
        actor,
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
    actor: &Actor,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        actor,
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
    actor: &Actor,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        actor,
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
    actor: &Actor,
    at: &CaseAt,
    reason: &str,
) -> Result<Grant, CaseError> {
    let said = (&reason, reason);
    simple_step(
        connection,
        actor,
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
    actor: &Actor,
    step: StepName,
    at: &CaseAt,
    (content, reason): (&(impl Serialize + Sync), &str),
    take: impl FnOnce(Grant, StepRecord) -> Result<Grant, Refusal>,
) -> Result<Grant, CaseError> {
    let content = content_hash(content);
    match begin(connection, actor, step, at, &content).await? {
        Beginning::Again(grant) => Ok(as_seen(actor, grant)),
        Beginning::First(grant) => {
            let from = grant.revision;
            let after = take(grant, actor.record(reason))?;
            finish(connection, actor, &after, (step, from, content)).await?;
            Ok(as_seen(actor, after))
        }
    }
}

/// A step that ends a grant before it began: its money returns to the frame in the same
/// transaction, nothing of it will be paid, and it owes no report.
async fn ending_step(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    at: &CaseAt,
    reason: &str,
    take: impl FnOnce(Grant, StepRecord) -> Result<Grant, Refusal>,
) -> Result<Grant, CaseError> {
    actor.may(step)?;
    let call = &at.case.call;
    // Frames before grants: the order of locks.
    crate::call::rows::sub_frame::lock(connection, call).await?;
    let content = content_hash(&reason);
    let grant = match begin(connection, actor, step, at, &content).await? {
        Beginning::Again(grant) => return Ok(as_seen(actor, grant)),
        Beginning::First(grant) => grant,
    };
    let from = grant.revision;
    let mut after = take(grant, actor.record(reason))?;
    for instalment in &mut after.instalments {
        instalment.state = InstalmentState::Cancelled;
    }
    put_instalments(connection, &after, &after.instalments).await?;
    crate::report::rows::remove(connection, call, after.id).await?;
    let back = Money::from_ore(-after.granted.ore());
    crate::call::rows::sub_frame::commit(connection, call, &after.sub_frame, back).await?;
    finish(connection, actor, &after, (step, from, content)).await?;
    Ok(as_seen(actor, after))
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
    actor: &Actor,
    step: StepName,
    at: &CaseAt,
    content: &Hash,
) -> Result<Beginning, CaseError> {
    actor.may(step)?;
    let grant = locked(connection, actor, step, &at.case).await?;
    let subject = subject(&grant);
    let revisions = (at.revision, grant.revision);
    Ok(
        match turn(connection, actor, &subject, step, revisions, content).await? {
            Turn::Again => Beginning::Again(grant),
            Turn::First => Beginning::First(grant),
        },
    )
}

/// The grant, its row locked, if the caller may take the step on it.
pub(crate) async fn locked(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    case: &ApplicationKey,
) -> Result<Grant, CaseError> {
    let found = rows::lock(connection, &case.call, &[case.application], &[]).await?;
    admitted(connection, actor, step, case, found.into_iter().next()).await
}

async fn admitted(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    case: &ApplicationKey,
    found: Option<Grant>,
) -> Result<Grant, CaseError> {
    let name = names::grant(&case.call, case.application);
    let grant = found.ok_or_else(|| not_found(name.as_str()))?;
    require_for(&actor.caller, step, &grant.recipient.organisation, &name)?;
    require_impartial(connection, actor, case).await?;
    Ok(grant)
}

/// Stores a grant after a step, and tells of it.
pub(crate) async fn finish(
    connection: &mut PgConnection,
    actor: &Actor,
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
    actor.tell(connection, &subject(after), &told).await
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
fn as_seen(actor: &Actor, mut grant: Grant) -> Grant {
    if !actor.caller.is_staff() {
        grant.approved_by.clear();
        if grant.last_step.actor != actor.caller.subject {
            grant.last_step.actor.clear();
        }
    }
    grant
}
