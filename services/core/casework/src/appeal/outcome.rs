//! The decision that an appeal ends with, where it moves no money.

use domain::appeal::Appeal;
use domain::call::Call;
use domain::decision::{Decision, DecisionKind};
use domain::letter;
use domain::names;
use domain::scheme::Scheme;
use store::error::Row;

use super::resource::case_of;
use crate::application;
use crate::call::visible;
use crate::decision::{Decided, NewDecision, compose};
use crate::error::CaseError;
use crate::step::Context;

/// The outcome of an appeal that moves no money.
pub(super) struct Outcome<'a> {
    /// The kind of the decision.
    pub kind: DecisionKind,
    /// The reasons, for the letter.
    pub reason: &'a str,
}

/// Composes the decision with the outcome of an appeal. The amount of the decision that is appealed
/// stands.
pub(super) async fn decide<S: Scheme>(
    context: &mut Context<'_>,
    (appeal, appealed): (&Appeal, &Decision),
    outcome: Outcome<'_>,
) -> Result<NewDecision, CaseError> {
    let case = case_of(appeal);
    let (call, id) = (&case.call, case.application);
    let found = application::rows::find::<S::Form>(context.db, call, id).await?;
    let application = Row::of("appeal", id).known("application_id", found)?;
    let call = visible(context.db, context.actor, call).await?;
    let judged = letter::Judged {
        number: &names::decision_number(&application.case_reference, appealed.number),
        received: appeal.received,
        reason: outcome.reason,
    };
    let decided = Decided {
        application: &application,
        kind: outcome.kind,
        amount: appealed.amount,
        letter: match outcome.kind {
            DecisionKind::AppealRejected => letter::Decision::AppealRejected(judged),
            DecisionKind::Reconsidered => letter::Decision::Reconsidered(judged),
            DecisionKind::AppealAnnulled => letter::Decision::AppealAnnulled(judged),
            _ => letter::Decision::AppealDismissal(judged),
        },
    };
    compose_outcome::<S>(context, &call, appeal, decided).await
}

/// Composes the decision that an appeal ends with. Its officer is the person who prepared the
/// appeal, or the caller before it is prepared.
pub(super) async fn compose_outcome<S: Scheme>(
    context: &mut Context<'_>,
    call: &Call,
    appeal: &Appeal,
    decided: Decided<'_, S::Form>,
) -> Result<NewDecision, CaseError> {
    let prepared = appeal.prepared.as_ref();
    let officer = prepared.map_or(&context.actor.caller.subject, |one| &one.actor);
    let officer = officer.clone();
    let all = compose::<S>(context, (call, None), &officer, &[decided]).await?;
    let found = all.into_iter().next();
    Ok(Row::of("appeal", appeal.application).known("decision", found)?)
}
