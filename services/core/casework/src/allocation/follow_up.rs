//! The waiting list: an allocation that follows the approved one and divides what declined and
//! lapsed offers freed.
//!
//! It takes the same steps as any allocation, by the same people, under the same guard of the
//! frame. Its applications are decided already, so they do not move before it is approved, and then
//! only those that get more.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::allocation::Competitor;
use domain::allocation::award::{Award, RELEASED};
use domain::allocation::frame::{FollowUp, Run, WaitingCase, WaitingStatus};
use domain::allocation::simulation::Divided;
use domain::allocation::{Allocation, AllocationState, SubFrameRun};
use domain::application::Application;
use domain::call::{Call, SubFrame};
use domain::event::Hash;
use domain::findings::Finding;
use domain::grant::{Grant, GrantState};
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::money::Money;
use domain::names;
use domain::refusal::{IncompleteCase, Refusal};
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::follow_up_grant::raise_what_rises;
use super::offers::promise;
use super::round::AllocationPayload;
use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationAt, AllocationKey, present, put};
use crate::act::{Actor, Told};
use crate::call::pinned_rules;
use crate::error::{CaseError, not_found};

/// The rule value with which a scheme says that all share what is freed; where it is absent or not
/// set, notified awards stay and the money goes down the list.
const TO_EVERYBODY: &str = "waiting_list.to_everybody";

/// The states of decided applications.
pub(crate) const DECIDED: [&str; 3] = ["granted", "partly_granted", "refused"];

/// The money freed by declined and lapsed offers, with the applicants and the rule that divide it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Freed {
    call: Call,
    /// The money left in every sub-frame.
    frames: Vec<SubFrame>,
    to_everybody: bool,
    /// Every application that was decided, by sub-frame.
    waiting: BTreeMap<String, Vec<WaitingCase>>,
    /// The frozen runs of the call's first allocation, in the order of the plan.
    first: Vec<SubFrameRun>,
    today: NaiveDate,
}

/// Gathers what was freed since an allocation was approved, for those who wait. The call is locked
/// before.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such allocation to follow; [`Refusal::InterestDeclared`];
/// [`Refusal::WrongState`] unless that one is approved and followed by none;
/// [`Refusal::RulesNotMet`] when nothing was freed.
pub(crate) async fn freed<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: Call,
    follows: AllocationId,
) -> Result<Freed, CaseError> {
    require_last(connection, actor, &call.id, follows).await?;
    let applications =
        crate::application::rows::lock_in_states::<S::Form>(connection, &call.id, &DECIDED).await?;
    let frames = crate::call::rows::sub_frame::lock(connection, &call.id).await?;
    if frames.iter().all(|frame| frame.left() == Money::ZERO) {
        return Err(blocked("WAITING_LIST_NOTHING_FREED"));
    }
    let rules = pinned_rules::<S>(&call)?;
    let waiting = waiting_cases(connection, actor, &call, follows, applications).await?;
    let first = rows::first_approved(connection, &call.id).await?;
    let first = Row::of("allocation", &call.id).known("follows", first)?;
    Ok(Freed {
        to_everybody: to_everybody(&rules)?,
        first: rows::runs(connection, &call.id, first).await?,
        call,
        frames,
        waiting,
        today: actor.today(),
    })
}

impl Freed {
    pub(crate) const fn call(&self) -> &Call {
        &self.call
    }

    /// Divides what is left of every sub-frame, in the order of the frozen run; no applicant gets
    /// less than it was told.
    ///
    /// # Errors
    /// [`Refusal::AllocationConflict`]; [`Refusal::RulesNotMet`] when what was freed raises no
    /// award.
    pub(crate) fn divide(&self) -> Result<Divided, CaseError> {
        let (mut runs, mut awards) = (Vec::new(), Vec::new());
        for frozen in &self.first {
            let (at, code) = (
                Row::of("allocation_run", &frozen.run_hash),
                &frozen.sub_frame,
            );
            let purse = self.frames.iter().find(|frame| frame.code == *code);
            let follow_up = FollowUp {
                first: &at.column("document", Run::read(&frozen.document))?,
                tail_rule: self.call.terms.tail_rule,
                to_everybody: self.to_everybody,
                left: purse.map_or(Money::ZERO, SubFrame::left),
                today: self.today,
            };
            let within = self.waiting.get(code).map_or(&[][..], Vec::as_slice);
            let (run, divided) = follow_up.divide(code, within)?;
            runs.push(run);
            awards.extend(divided);
        }
        if awards.iter().any(Award::is_raised) {
            Ok(Divided { runs, awards })
        } else {
            Err(blocked("WAITING_LIST_NOBODY"))
        }
    }
}

/// Returns whether the allocation to follow is approved, the last of its chain, and without a case
/// the person has an interest in.
async fn require_last(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    follows: AllocationId,
) -> Result<(), CaseError> {
    let found = rows::read(connection, call, follows).await?;
    let before = found.ok_or_else(|| not_found(names::allocation(call, follows)))?;
    let person = &actor.caller.subject;
    if let Some(case) = rows::award::case_of_interest(connection, call, follows, person).await? {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, case),
        }));
    }
    let last = rows::approved(connection, call).await?;
    match before.state {
        AllocationState::Approved { .. } if last == Some(follows) => Ok(()),
        AllocationState::Approved { .. } => Err(CaseError::Refused(Refusal::WrongState {
            resource: names::allocation(call, follows),
            state: "followed",
            step: StepName::CreateAllocation,
        })),
        AllocationState::Draft | AllocationState::Proposed { .. } | AllocationState::Returned => {
            Err(before.wrong_state(StepName::CreateAllocation).into())
        }
    }
}

fn blocked(code: &'static str) -> CaseError {
    let finding = Finding::blocking(code, "configurable");
    CaseError::Refused(Refusal::RulesNotMet(vec![finding]))
}

fn to_everybody(rules: &RuleValues) -> Result<bool, CaseError> {
    Ok(rules.set_flag(TO_EVERYBODY)?.is_some())
}

/// Returns how every application that was decided stands now, by sub-frame.
async fn waiting_cases<F>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &Call,
    follows: AllocationId,
    applications: Vec<Application<F>>,
) -> Result<BTreeMap<String, Vec<WaitingCase>>, CaseError> {
    let mut awards: BTreeMap<ApplicationId, Award> =
        rows::award::page(connection, &call.id, follows, AwardFilter::ALL)
            .await?
            .into_iter()
            .map(|award| (award.application, award))
            .collect();
    let grants: BTreeMap<ApplicationId, Grant> =
        crate::grant::rows::lock(connection, &call.id, &[], &[])
            .await?
            .into_iter()
            .map(|grant| (grant.id, grant))
            .collect();
    let mut waiting: BTreeMap<String, Vec<WaitingCase>> = BTreeMap::new();
    for application in applications {
        let at = Row::of("application", application.id);
        let award = at.known("state", awards.remove(&application.id))?;
        let case = WaitingCase {
            competitor: at.known("state", Competitor::decided(&application))?,
            status: status(actor, &award, grants.get(&application.id)),
            award,
        };
        let within = waiting.entry(case.award.sub_frame.clone());
        within.or_default().push(case);
    }
    Ok(waiting)
}

/// Returns what an application can expect: what a person decided stays as it was decided.
fn status(actor: &Actor, award: &Award, grant: Option<&Grant>) -> WaitingStatus {
    let by_person = award.adjusted_by().is_some();
    match grant {
        Some(grant) if matches!(grant.state, GrantState::Declined | GrantState::Lapsed) => {
            WaitingStatus::Ended
        }
        Some(grant) if !grant.can_rise_on(actor.today()) => WaitingStatus::Fixed,
        Some(_) | None if by_person => WaitingStatus::Fixed,
        Some(_) | None => WaitingStatus::Waiting,
    }
}

/// Proposes an allocation that follows another: those it raises must stand as they were when it was
/// run.
pub(crate) async fn propose(
    connection: &mut PgConnection,
    actor: &Actor,
    (at, before): (&AllocationAt, Allocation),
    content: Hash,
) -> Result<Allocation, CaseError> {
    let step = StepName::ProposeAllocation;
    let after = before.propose(actor.record(""))?;
    put(connection, &after, step).await?;
    let awards = awards_of(connection, &at.key).await?;
    let grants = grants_of_raised(connection, &at.key, &awards).await?;
    require_standing(actor, &at.key, &awards, &grants)?;
    tell(
        connection,
        actor,
        (at, &after),
        (step, content, ""),
        &awards,
    )
    .await?;
    present(connection, &at.key).await
}

/// Sends one back. Its applications have not moved.
pub(crate) async fn send_back(
    connection: &mut PgConnection,
    actor: &Actor,
    (at, before): (&AllocationAt, Allocation),
    content: Hash,
    reason: &str,
) -> Result<Allocation, CaseError> {
    let step = StepName::ReturnAllocation;
    let after = before.send_back(actor.record(reason))?;
    put(connection, &after, step).await?;
    let awards = awards_of(connection, &at.key).await?;
    tell(
        connection,
        actor,
        (at, &after),
        (step, content, reason),
        &awards,
    )
    .await?;
    present(connection, &at.key).await
}

/// Approves one: the frame is committed for what is more, those who had nothing are offered a
/// grant, those who had less have theirs raised.
pub(crate) async fn approve<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    (at, before): (&AllocationAt, Allocation),
    content: Hash,
) -> Result<Allocation, CaseError> {
    let (step, key) = (StepName::ApproveAllocation, &at.key);
    let after = before.approve(actor.record(""))?;
    let applications =
        crate::application::rows::lock_in_states::<S::Form>(connection, &key.call, &DECIDED)
            .await?;
    put(connection, &after, step).await?;
    let awards = awards_of(connection, key).await?;
    promise(connection, &key.call, &awards).await?;
    let grants = grants_of_raised(connection, key, &awards).await?;
    require_standing(actor, key, &awards, &grants)?;
    raise_what_rises::<S>(
        connection,
        actor,
        key,
        content,
        (applications, &awards, grants),
    )
    .await?;
    tell(
        connection,
        actor,
        (at, &after),
        (step, content, ""),
        &awards,
    )
    .await?;
    present(connection, key).await
}

async fn awards_of(
    connection: &mut PgConnection,
    key: &AllocationKey,
) -> Result<Vec<Award>, CaseError> {
    Ok(rows::award::page(connection, &key.call, key.allocation, AwardFilter::ALL).await?)
}

/// The grants of those that had something and get more, locked.
async fn grants_of_raised(
    connection: &mut PgConnection,
    key: &AllocationKey,
    awards: &[Award],
) -> Result<BTreeMap<ApplicationId, Grant>, CaseError> {
    let rising = awards.iter().filter(|award| award.is_raised());
    let ids: Vec<ApplicationId> = rising
        .filter(|award| award.notified > Money::ZERO)
        .map(|award| award.application)
        .collect();
    if ids.is_empty() {
        // An empty list would ask for all.
        return Ok(BTreeMap::new());
    }
    let grants = crate::grant::rows::lock(connection, &key.call, &ids, &[]).await?;
    Ok(grants.into_iter().map(|grant| (grant.id, grant)).collect())
}

/// Refuses what no longer stands as it was run: a grant to be raised that ended or changed
/// meanwhile, or a cut without its reason.
fn require_standing(
    actor: &Actor,
    key: &AllocationKey,
    awards: &[Award],
    grants: &BTreeMap<ApplicationId, Grant>,
) -> Result<(), CaseError> {
    let stands = |award: &Award| {
        !award.is_raised()
            || award.notified == Money::ZERO
            || grants.get(&award.application).is_some_and(|grant| {
                grant.granted == award.notified && grant.can_rise_on(actor.today())
            })
    };
    let released = |award: &Award| {
        award
            .reason
            .as_ref()
            .is_some_and(|it| it.code() == RELEASED)
    };
    let incomplete: Vec<IncompleteCase> = awards
        .iter()
        .filter_map(|award| {
            let missing = if !stands(award) {
                "missing-changed"
            } else if !award.is_explained() && !released(award) {
                "missing-reason"
            } else {
                return None;
            };
            Some(IncompleteCase {
                application: names::application(&key.call, award.application),
                missing,
            })
        })
        .collect();
    if incomplete.is_empty() {
        Ok(())
    } else {
        Err(CaseError::Refused(Refusal::IncompleteRound(incomplete)))
    }
}

/// Tells of a step in the allocation's chain.
async fn tell(
    connection: &mut PgConnection,
    actor: &Actor,
    (at, after): (&AllocationAt, &Allocation),
    (step, content, reason): (StepName, Hash, &str),
    awards: &[Award],
) -> Result<(), CaseError> {
    let payload = AllocationPayload {
        state: &after.state,
        run_hash: &after.run_hash,
        decision_hash: after.decision_hash(),
        applications: awards.iter().filter(|award| award.is_raised()).count(),
    };
    let told = Told {
        step,
        from: at.revision,
        content,
        reason,
        payload: &payload,
    };
    actor.tell(connection, &at.key.subject(), &told).await
}
