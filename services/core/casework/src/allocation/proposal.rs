//! From a draft to a proposal (innstilling) and back: adjusted with reasons, proposed as it was
//! run, sent back.

use std::collections::{BTreeMap, BTreeSet};

use domain::allocation::Allocation;
use domain::allocation::Competitor;
use domain::allocation::award::{Award, AwardReason, Decision};
use domain::allocation::frame::{Drift, Run};
use domain::application::{Application, Outcome};
use domain::identifiers::ApplicationId;
use domain::money::Money;
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use domain::scheme::Scheme;
use domain::step::StepName;
use domain::violations::FieldViolation;
use sqlx::PgConnection;
use store::error::Row;
use text::{Language, kroner};

use super::award::one_award;
use super::follow_up;
use super::round::{Round, RoundTold};
use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationAt, AllocationKey, begin, present, put};
use crate::act::{Actor, Told, content_hash};
use crate::call::visible;
use crate::error::{CaseError, not_found};

/// A new amount for one award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustAward {
    /// The allocation, as last read.
    pub at: AllocationAt,
    /// The application whose award changes.
    pub application: ApplicationId,
    /// Zero to what could be granted at the most.
    pub amount: Money,
    /// Why. Never empty.
    pub reason: String,
}

/// Changes one award of a draft or returned allocation. The frame still holds.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::Stale`], [`Refusal::WrongState`];
/// [`Refusal::NotFound`] when the application has no award here; [`Refusal::InvalidFields`] above
/// what could be granted; [`Refusal::FrameExceeded`].
pub async fn adjust_award(
    connection: &mut PgConnection,
    actor: &Actor,
    request: &AdjustAward,
) -> Result<(Award, Allocation), CaseError> {
    let AllocationKey { call, allocation } = &request.at.key;
    let content = content_hash(&(&request.application, &request.amount, &request.reason));
    let begun = begin(
        connection,
        actor,
        StepName::AdjustAward,
        &request.at,
        &content,
    )
    .await?;
    let mut award = one_award(connection, &request.at.key, request.application).await?;
    let Some(before) = begun else {
        return Ok((award, present(connection, &request.at.key).await?));
    };
    let after = before.adjust(actor.record(&request.reason))?;
    if award.decision() == Decision::Released {
        return Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "application".to_owned(),
                description: "was declined or lapsed and does not come back".to_owned(),
            },
        ])));
    }
    if request.amount > award.claimed {
        return Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "amount".to_owned(),
                description: format!(
                    "is above what could be granted, NOK {}",
                    kroner(award.claimed.ore(), Language::English)
                ),
            },
        ])));
    }
    if request.amount < award.notified {
        return Err(CaseError::Refused(Refusal::InvalidFields(vec![
            FieldViolation {
                field: "amount".to_owned(),
                description: format!(
                    "is below what the applicant has been told it gets, NOK {}",
                    kroner(award.notified.ore(), Language::English)
                ),
            },
        ])));
    }
    require_room(&after, &award, request.amount)?;
    award.amount = request.amount;
    award.reason = Some(AwardReason::Person {
        actor: actor.caller.subject.clone(),
        text: request.reason.clone(),
    });
    rows::award::update(connection, call, *allocation, &award).await?;
    rows::update(connection, &after).await?;
    let after = present(connection, &request.at.key).await?;
    let told = Told {
        step: StepName::AdjustAward,
        from: request.at.revision,
        content,
        reason: &request.reason,
        payload: &(&award.application, &award.amount, after.decision_hash()),
    };
    actor
        .tell(connection, &request.at.key.subject(), &told)
        .await?;
    Ok((award, after))
}

/// Checks that the award's sub-frame holds it at its new amount.
fn require_room(allocation: &Allocation, award: &Award, amount: Money) -> Result<(), CaseError> {
    let frame = allocation
        .sub_frames
        .iter()
        .find(|frame| frame.sub_frame == award.sub_frame);
    let at = Row::of("award", award.application.uuid());
    let frame = at.known("sub_frame", frame)?;
    let others = frame.awarded.ore() - award.amount.ore();
    let left = Money::from_ore(frame.budget.ore() - others);
    if amount > left {
        return Err(CaseError::Refused(Refusal::FrameExceeded {
            sub_frame: award.sub_frame.clone(),
            left,
            wanted: amount,
        }));
    }
    Ok(())
}

/// Proposes an allocation (innstilling): what was run must be what stands now, and every cut must
/// have its reason.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::Stale`]; [`Refusal::WrongState`], also while another
/// allocation of the call is proposed or approved; [`Refusal::IncompleteRound`] with every
/// application that changed since the run or whose cut has no reason.
pub async fn propose_allocation<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &AllocationAt,
) -> Result<Allocation, CaseError> {
    let (step, key) = (StepName::ProposeAllocation, &at.key);
    let content = content_hash(&());
    let Some(before) = begin(connection, actor, step, at, &content).await? else {
        return present(connection, key).await;
    };
    if before.follows.is_some() {
        return follow_up::propose(connection, actor, (at, before), content).await;
    }
    let round = Round::<S::Form>::lock(connection, actor, &key.call).await?;
    let after = before.propose(actor.record(""))?;
    put(connection, &after, step).await?;
    let call = visible(connection, actor, &key.call).await?;
    let competitors = round.competitors(connection, &call).await?;
    let awards = rows::award::page(connection, &key.call, key.allocation, AwardFilter::ALL).await?;
    require_as_run(connection, key, &competitors, &awards).await?;
    let outcomes: BTreeMap<ApplicationId, Outcome> = awards
        .iter()
        .map(|award| {
            let outcome = Outcome {
                allocation: key.allocation,
                amount: award.amount,
            };
            (award.application, outcome)
        })
        .collect();
    let take = |application: Application<S::Form>| {
        let outcome = outcomes.get(&application.id).cloned();
        let outcome =
            outcome.ok_or_else(|| not_found(names::application(&key.call, application.id)))?;
        Ok(application.recommend(outcome, actor.record(""))?)
    };
    let told = RoundTold {
        step,
        content,
        reason: "",
    };
    round
        .step(connection, actor, (key, &after, at.revision), &told, take)
        .await?;
    present(connection, key).await
}

/// Refuses a proposal of what no longer stands as it was run.
async fn require_as_run(
    connection: &mut PgConnection,
    key: &AllocationKey,
    competitors: &BTreeMap<String, Vec<Competitor>>,
    awards: &[Award],
) -> Result<(), CaseError> {
    let call = &key.call;
    let mut incomplete = Vec::new();
    let mut note = |application: String, missing| {
        incomplete.push(IncompleteCase {
            application,
            missing,
        });
    };
    let by_id: BTreeMap<ApplicationId, &Award> = awards
        .iter()
        .map(|award| (award.application, award))
        .collect();
    for frozen in rows::runs(connection, call, key.allocation).await? {
        let at = Row::of("allocation_run", &frozen.run_hash);
        let run = at.column("document", Run::read(&frozen.document))?;
        let within = competitors
            .get(&frozen.sub_frame)
            .map_or(&[][..], Vec::as_slice);
        let drift = Drift::between(&run, within);
        for id in drift.added {
            note(names::application(call, id), "missing-from-allocation");
        }
        for id in drift.removed {
            note(
                format!("{}/applications/{id}", names::call(call)),
                "missing-withdrawn",
            );
        }
        let asked_otherwise = within.iter().filter(|now| {
            by_id
                .get(&now.application)
                .is_some_and(|award| award.requested != now.requested)
        });
        let changed: BTreeSet<ApplicationId> = asked_otherwise
            .map(|competitor| competitor.application)
            .chain(drift.changed)
            .collect();
        for id in changed {
            note(names::application(call, id), "missing-changed");
        }
    }
    for award in awards.iter().filter(|award| !award.is_explained()) {
        note(
            names::application(call, award.application),
            "missing-reason",
        );
    }
    if incomplete.is_empty() {
        Ok(())
    } else {
        Err(CaseError::Refused(Refusal::IncompleteRound(incomplete)))
    }
}

/// Sends a proposed allocation back: its applications are assessed again.
///
/// # Errors
/// [`Refusal::InterestDeclared`], [`Refusal::Stale`]; [`Refusal::WrongState`] unless proposed.
pub async fn return_allocation<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    at: &AllocationAt,
    reason: &str,
) -> Result<Allocation, CaseError> {
    let (step, key) = (StepName::ReturnAllocation, &at.key);
    let content = content_hash(&reason);
    let Some(before) = begin(connection, actor, step, at, &content).await? else {
        return present(connection, key).await;
    };
    if before.follows.is_some() {
        return follow_up::send_back(connection, actor, (at, before), content, reason).await;
    }
    let round = Round::<S::Form>::lock(connection, actor, &key.call).await?;
    let after = before.send_back(actor.record(reason))?;
    put(connection, &after, step).await?;
    let take =
        |application: Application<S::Form>| Ok(application.unrecommend(actor.record(reason))?);
    let told = RoundTold {
        step,
        content,
        reason,
    };
    round
        .step(connection, actor, (key, &after, at.revision), &told, take)
        .await?;
    present(connection, key).await
}
