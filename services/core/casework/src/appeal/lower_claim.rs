//! Less to pay back after an appeal against a claim: the recovery, the grant and the letter.

use std::slice;

use domain::appeal::Appeal;
use domain::decision::{Decision, DecisionKind};
use domain::findings::Finding;
use domain::grant::{Grant, Lowered};
use domain::letter;
use domain::money::Money;
use domain::names;
use domain::scheme::Scheme;
use domain::shared_rules::interest_rules;
use store::error::Row;

use super::give_more::{Given, More};
use super::outcome::compose_outcome;
use super::resource::case_of;
use crate::application;
use crate::call::visible;
use crate::decision::{Decided, NewDecision, next_number, refused};
use crate::error::CaseError;
use crate::grant::{self, put_instalments, rows};
use crate::step::Context;
use crate::subject::Subject;

/// Lowers the claim that is appealed to an amount, or to nothing. What came in beyond is paid back
/// by the bank, from what was repaid.
pub(super) async fn lower_claim<S: Scheme>(
    context: &mut Context<'_>,
    (appeal, appealed): (&Appeal, &Decision),
    more: More<'_>,
) -> Result<Given, CaseError> {
    let case = case_of(appeal);
    let found = grant::find(context.db, &case, crate::resource::Lock::Yes).await?;
    let before = Row::of("appeal", case.application).known("grant_id", found)?;
    let Some(recovery) = before.recovery_of(appealed.number) else {
        let nothing = Finding::blocking("APPEAL_GIVES_NO_AMOUNT", "configurable");
        return Err(refused(vec![nothing]));
    };
    let (number, from) = (recovery.number, before.revision);
    let claimed = recovery.claim.as_ref().map(|claim| claim.amount);
    let claimed = claimed.unwrap_or_default();
    let today = context.actor.today();
    let decision = next_number(context.db, &case.call, case.application).await?;
    let (rules, record) = (interest_rules(today)?, context.record(more.reason));
    let lowered = before.lower_claim(number, (decision, more.amount), (&rules, today), record)?;
    let Lowered {
        grant,
        recovery,
        changed,
        added,
    } = lowered;
    rows::update(context.db, slice::from_ref(&grant)).await?;
    rows::recovery::put(context.db, &grant, &recovery).await?;
    put_instalments(context.db, &grant, &changed).await?;
    let plan = Grant {
        instalments: added.clone(),
        ..grant.clone()
    };
    rows::instalment::insert(context.db, &[plan]).await?;
    let back = Money::saturating_sum(added.iter().map(|one| one.amount));
    let claim = Row::of("recovery", grant.id).known("claim", recovery.claim.as_ref())?;
    let interest_back = claim
        .lowered
        .last()
        .map_or(Money::ZERO, |one| one.interest_back);
    let less = letter::LessClaimed {
        before: claimed,
        claimed: more.amount,
        back,
        interest_back,
    };
    let name = names::recovery(&grant.call, grant.id, number);
    let organisation = &grant.recipient.organisation;
    let subject = Subject::decision(&grant.call, grant.id, name, organisation);
    let payload = (claimed, more.amount, (back, interest_back));
    let event = context.event(&subject, from, more.reason, &payload);
    let decision = decide::<S>(context, &grant, (appeal, appealed), (less, &more)).await?;
    Ok(Given::of(Some(grant), vec![event], decision))
}

/// Composes the decision with its letter.
async fn decide<S: Scheme>(
    context: &mut Context<'_>,
    grant: &Grant,
    (appeal, appealed): (&Appeal, &Decision),
    (less, more): (letter::LessClaimed, &More<'_>),
) -> Result<NewDecision, CaseError> {
    let application = application::rows::of_grant::<S::Form>(context.db, grant).await?;
    let call = visible(context.db, context.actor, &grant.call).await?;
    let judged = letter::Judged {
        number: &names::decision_number(&application.case_reference, appealed.number),
        received: appeal.received,
        reason: more.reason,
    };
    let (kind, letter) = match more.kind {
        DecisionKind::AppealUpheld => (
            DecisionKind::ClaimUpheld,
            letter::Decision::ClaimUpheld(less, judged),
        ),
        _ => (
            DecisionKind::ClaimReversal,
            letter::Decision::ClaimReversal(less, judged),
        ),
    };
    let decided = Decided {
        application: &application,
        kind,
        amount: more.amount,
        letter,
    };
    compose_outcome::<S>(context, &call, appeal, decided).await
}
