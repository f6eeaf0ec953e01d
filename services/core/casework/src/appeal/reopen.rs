//! An application that is treated after all: its dismissal is annulled by an appeal.

use std::slice;

use domain::appeal::Appeal;
use domain::decision::{Decision, DecisionKind};
use domain::findings::Finding;
use domain::letter;
use domain::money::Money;
use domain::names;
use domain::scheme::Scheme;
use store::error::Row;

use super::give_more::{Given, More};
use super::outcome::compose_outcome;
use super::resource::case_of;
use crate::allocation;
use crate::application;
use crate::call::visible;
use crate::decision::{Decided, refused};
use crate::error::CaseError;
use crate::step::Context;

/// Reopens an application whose dismissal is appealed, where it was before, while its round is not
/// decided. What it is granted is decided with the round, so that the outcome gives nothing.
pub(super) async fn reopen<S: Scheme>(
    context: &mut Context<'_>,
    (appeal, appealed): (&Appeal, &Decision),
    more: More<'_>,
) -> Result<Given, CaseError> {
    let case = case_of(appeal);
    let (call, id) = (&case.call, case.application);
    let found = application::rows::find::<S::Form>(context.db, call, id).await?;
    let before = Row::of("appeal", id).known("application_id", found)?;
    let call = visible(context.db, context.actor, call).await?;
    let fault = |code| Finding::blocking(code, "configurable");
    let mut faults = Vec::new();
    if more.amount.is_positive() {
        faults.push(fault("APPEAL_REOPENS").on("amount"));
    }
    if allocation::rows::approved(context.db, &call.id)
        .await?
        .is_some()
    {
        faults.push(fault("APPEAL_ROUND_DECIDED"));
    }
    if !faults.is_empty() {
        return Err(refused(faults));
    }
    let (subject, from) = (application::subject(&before), before.revision);
    let by = (context.step(), context.record(more.reason));
    let after = before.reopen(by)?;
    application::rows::update_states(context.db, &call.id, slice::from_ref(&after)).await?;
    let payload = (after.state.name(), after.state.outcome());
    let event = context.event(&subject, from, more.reason, &payload);
    let judged = letter::Judged {
        number: &names::decision_number(&after.case_reference, appealed.number),
        received: appeal.received,
        reason: more.reason,
    };
    let decided = Decided {
        application: &after,
        kind: DecisionKind::AppealAnnulled,
        amount: Money::ZERO,
        letter: letter::Decision::AppealAnnulled(judged),
    };
    let decision = compose_outcome::<S>(context, &call, appeal, decided).await?;
    Ok(Given::of(None, vec![event], decision))
}
