//! Calls: announced, changed, opened, closed.

pub(crate) mod draw;
pub mod rows;
mod terms;

use domain::access::Access;
use domain::call::CallChanges;
use domain::call::{Call, CallState, CallTerms};
use domain::event::Hash;
use domain::identifiers::CallId;
use domain::names;
use domain::page::{Listed, Page};
use domain::refusal::Refusal;
use domain::rules::{RuleHash, RuleValues};
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sqlx::PgConnection;
use terms::{invalid, require_decided, require_fitting, require_whole_weights};

use crate::act::{Actor, Subject, Told, Turn, content_hash, created_before, turn};
use crate::error::{CaseError, not_found};
use crate::paging::{listed, one_more};

/// Creates a call.
///
/// # Errors
/// [`Refusal::InvalidFields`] when the terms do not fit each other, the scheme's sub-frames or the
/// days its rules cover; [`Refusal::RulesNotMet`] when the call of the round before is not decided;
/// [`Refusal::IdTaken`].
pub async fn create_call<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
    terms: &CallTerms,
) -> Result<Call, CaseError> {
    let step = StepName::CreateCall;
    actor.may(step)?;
    require_fitting::<S>(terms)?;
    require_decided(connection, terms.previous_call.as_ref()).await?;
    let sub_frames = terms.sub_frames.iter().map(|(code, budget)| {
        let (code, budget) = (code.clone(), *budget);
        domain::call::SubFrame {
            code,
            budget,
            committed: domain::money::Money::ZERO,
        }
    });
    let call = Call {
        id: id.clone(),
        terms: terms.clone(),
        sub_frames: sub_frames.collect(),
        state: CallState::Draft,
        draw_key: None,
        last_step: actor.record(""),
        revision: Revision::FIRST,
        created: actor.now,
        updated: actor.now,
    };
    let (subject, content) = (Subject::call(id), content_hash(terms));
    if !rows::insert(connection, &call).await? {
        created_before(connection, &subject, step, &content).await?;
        return find(connection, id).await;
    }
    let told = Told {
        step,
        from: Revision::NONE,
        content,
        reason: "",
        payload: terms,
    };
    actor.tell(connection, &subject, &told).await?;
    Ok(call)
}

/// A change of a call's terms.
#[derive(Debug, Clone)]
pub struct UpdateCall {
    /// The call.
    pub call: CallId,
    /// The revision the caller read.
    pub revision: Revision,
    /// The changes.
    pub changes: CallChanges,
    /// Why. Required once the call is open.
    pub reason: String,
}

/// Changes a call's terms.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::InvalidFields`] when the reason is missing or the terms no longer
/// fit; [`Refusal::RulesNotMet`] when a term may not change any more, or the call of the round
/// before is not decided; [`Refusal::FrameExceeded`] when a budget would fall below what is
/// promised.
pub async fn update_call<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &UpdateCall,
) -> Result<Call, CaseError> {
    let content = content_hash(&(&request.changes, &request.reason));
    let (id, reason) = (&request.call, request.reason.as_str());
    let origin = match begin(
        connection,
        actor,
        StepName::UpdateCall,
        (id, request.revision),
        content,
    )
    .await?
    {
        Beginning::Again(call) => return Ok(call),
        Beginning::First(origin) => origin,
    };
    if origin.call.state != CallState::Draft && reason.trim().is_empty() {
        return Err(invalid(vec![FieldViolation {
            field: "reason".to_owned(),
            description: "is required once the call is open; say why it changes".to_owned(),
        }]));
    }
    let terms = request.changes.clone().apply(origin.call.terms.clone());
    require_fitting::<S>(&terms)?;
    if terms.previous_call != origin.call.terms.previous_call {
        require_decided(connection, terms.previous_call.as_ref()).await?;
    }
    let record = actor.record(reason);
    origin
        .finish(
            connection,
            actor,
            |call| call.change(terms, record),
            |call| &call.terms,
        )
        .await
}

/// Opens a call: applications are taken, the rule values of its date are pinned, and the key that
/// will settle ties is drawn, of which only the commitment is published.
///
/// # Errors
/// [`Refusal::Stale`], [`Refusal::WrongState`], [`Refusal::DeadlinePassed`];
/// [`Refusal::RulesNotMet`] when the weights of the criteria do not sum to 100.
pub async fn open_call<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
    revision: Revision,
) -> Result<Call, CaseError> {
    let content = content_hash(&());
    let origin = match begin(
        connection,
        actor,
        StepName::OpenCall,
        (id, revision),
        content,
    )
    .await?
    {
        Beginning::Again(call) => return Ok(call),
        Beginning::First(origin) => origin,
    };
    let rules = S::rules().on(origin.call.terms.rules_date);
    let (hash, record) = (rules.hash().to_string(), actor.record(""));
    // The state is judged before the rules are, and before the key is drawn.
    origin.call.can_open_at(actor.now)?;
    require_whole_weights::<S>(&rules)?;
    let drawn = draw::draw(connection, actor, id).await?;
    origin
        .finish(
            connection,
            actor,
            |call| call.open(hash, drawn, record),
            |call| &call.state,
        )
        .await
}

/// Closes a call after its deadline: the list of applications is frozen.
///
/// # Errors
/// [`Refusal::Stale`]; [`Refusal::WrongState`] unless open and past the deadline.
pub async fn close_call(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
    revision: Revision,
) -> Result<Call, CaseError> {
    let content = content_hash(&());
    match begin(
        connection,
        actor,
        StepName::CloseCall,
        (id, revision),
        content,
    )
    .await?
    {
        Beginning::Again(call) => Ok(call),
        Beginning::First(origin) => {
            let record = actor.record("");
            origin
                .finish(
                    connection,
                    actor,
                    |call| call.close(record),
                    |call| &call.state,
                )
                .await
        }
    }
}

/// Reads a call. Drafts are the staff's.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn get_call(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
) -> Result<Call, CaseError> {
    actor.may(StepName::GetCall)?;
    visible(connection, actor, id).await
}

/// Lists calls, newest grant year first, then by id; drafts for staff only.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`].
pub async fn list_calls(
    connection: &mut PgConnection,
    actor: &Actor,
    page: &Page<(i32, CallId)>,
) -> Result<Listed<Call, (i32, CallId)>, CaseError> {
    actor.may(StepName::ListCalls)?;
    let asked = rows::CallPage {
        after: page.after.as_ref().map(|(year, id)| (*year, id)),
        with_drafts: actor.caller.is_staff(),
        limit: one_more(page),
    };
    let found = rows::list(connection, asked).await?;
    Ok(listed(found, page, |last| {
        (last.terms.grant_year, last.id.clone())
    }))
}

/// Returns the rule values of a call's date: once it is open, those pinned when it opened.
///
/// # Errors
/// [`CaseError::RulesChanged`].
pub fn pinned_rules<S: Scheme>(call: &Call) -> Result<RuleValues, CaseError> {
    let rules = S::rules().on(call.terms.rules_date);
    match call.rule_hash().map(str::parse::<RuleHash>) {
        Some(pinned) if pinned != Ok(rules.hash()) => Err(CaseError::RulesChanged {
            call: call.id.clone(),
        }),
        Some(_) | None => Ok(rules),
    }
}

/// The call, kept from changing until the transaction ends, if the caller may know of it.
pub(crate) async fn held(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
) -> Result<Call, CaseError> {
    let call = rows::hold(connection, id).await?;
    require_known(actor, call.ok_or_else(|| not_found(names::call(id)))?)
}

/// The call, if the caller may know of it.
pub(crate) async fn visible(
    connection: &mut PgConnection,
    actor: &Actor,
    id: &CallId,
) -> Result<Call, CaseError> {
    require_known(actor, find(connection, id).await?)
}

async fn find(connection: &mut PgConnection, id: &CallId) -> Result<Call, CaseError> {
    let call = rows::find(connection, id).await?;
    call.ok_or_else(|| not_found(names::call(id)))
}

/// A draft exists for staff only.
fn require_known(actor: &Actor, call: Call) -> Result<Call, CaseError> {
    if call.state == CallState::Draft && !actor.caller.is_staff() {
        return Err(not_found(names::call(&call.id)));
    }
    Ok(call)
}

/// A step on a call that has its turn, the call's row locked.
struct Origin {
    call: Call,
    step: StepName,
    content: Hash,
}

enum Beginning {
    First(Origin),
    Again(Call),
}

async fn begin(
    connection: &mut PgConnection,
    actor: &Actor,
    step: StepName,
    (id, read): (&CallId, Revision),
    content: Hash,
) -> Result<Beginning, CaseError> {
    // No caller has calls of its own: a role that may at all, may on every call.
    let _whole_scheme: Access = actor.may(step)?;
    let call = rows::lock(connection, id).await?;
    let call = call.ok_or_else(|| not_found(names::call(id)))?;
    let revisions = (read, call.revision);
    Ok(
        match turn(
            connection,
            actor,
            &Subject::call(id),
            step,
            revisions,
            &content,
        )
        .await?
        {
            Turn::Again => Beginning::Again(call),
            Turn::First => Beginning::First(Origin {
                call,
                step,
                content,
            }),
        },
    )
}

impl Origin {
    /// Takes the step, stores the call after it and tells of it.
    async fn finish<P: Serialize>(
        self,
        connection: &mut PgConnection,
        actor: &Actor,
        take: impl FnOnce(Call) -> Result<Call, Refusal>,
        changed: impl Fn(&Call) -> &P,
    ) -> Result<Call, CaseError> {
        let from = self.call.revision;
        let after = take(self.call)?;
        rows::update(connection, &after).await?;
        let told = Told {
            step: self.step,
            from,
            content: self.content,
            reason: &after.last_step.reason,
            payload: changed(&after),
        };
        actor
            .tell(connection, &Subject::call(&after.id), &told)
            .await?;
        Ok(after)
    }
}
