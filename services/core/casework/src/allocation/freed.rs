//! The money that declined and lapsed offers freed since an allocation was approved, and its
//! division among those who wait.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::allocation::award::Award;
use domain::allocation::frame::{FollowUp, Run, WaitingCase, WaitingStatus};
use domain::allocation::simulation::Divided;
use domain::allocation::{AllocationState, Competitor, SubFrameRun};
use domain::appeal::APPEAL_RESERVE;
use domain::application::Application;
use domain::call::{Call, SubFrame};
use domain::findings::Finding;
use domain::grant::{Grant, GrantState};
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::money::Money;
use domain::refusal::Refusal;
use domain::rules::RuleValues;
use domain::scheme::Scheme;
use store::error::Row;

use super::resource::{AllocationKey, existing, require_impartial};
use super::rows;
use super::rows::award::AwardFilter;
use crate::actor::Actor;
use crate::call::pinned_rules;
use crate::error::CaseError;
use crate::step::Context;

/// The rule value with which a scheme says that all share what is freed; where it is absent or not
/// set, notified awards stay and the money goes down the list.
const TO_EVERYBODY: &str = "waiting_list.to_everybody";

/// The states of decided applications.
pub(super) const DECIDED: [&str; 3] = ["granted", "partly_granted", "refused"];

/// The money freed by declined and lapsed offers, with the applicants and the rule that divide it.
#[derive(Debug, Clone, PartialEq)]
pub struct Freed {
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
pub(super) async fn freed<S: Scheme>(
    context: &mut Context<'_>,
    call: Call,
    follows: AllocationId,
) -> Result<Freed, CaseError> {
    require_last(context, &call.id, follows).await?;
    let applications =
        crate::application::rows::lock_in_states::<S::Form>(context.db, &call.id, &DECIDED).await?;
    let frames = crate::call::sub_frame::lock(context.db, &call.id).await?;
    let mut divided = frames.iter().filter(|frame| frame.code != APPEAL_RESERVE);
    if divided.all(|frame| frame.left() == Money::ZERO) {
        return Err(blocked("WAITING_LIST_NOTHING_FREED"));
    }
    let rules = pinned_rules::<S>(&call)?;
    let waiting = waiting_cases(context, &call, follows, applications).await?;
    let first = rows::first_approved(context.db, &call.id).await?;
    let first = Row::of("allocation", &call.id).known("follows", first)?;
    Ok(Freed {
        to_everybody: to_everybody(&rules)?,
        first: rows::runs(context.db, &call.id, first).await?,
        call,
        frames,
        waiting,
        today: context.actor.today(),
    })
}

impl Freed {
    pub(super) const fn call(&self) -> &Call {
        &self.call
    }

    /// Divides what is left of every sub-frame, in the order of the frozen run; no applicant gets
    /// less than it was told.
    ///
    /// # Errors
    /// [`Refusal::AllocationConflict`]; [`Refusal::RulesNotMet`] when what was freed raises no
    /// award.
    pub(super) fn divide(&self) -> Result<Divided, CaseError> {
        let (mut runs, mut awards) = (Vec::new(), Vec::new());
        for frozen in &self.first {
            let (at, code) = (
                Row::of("allocation_run", &frozen.run_hash),
                &frozen.sub_frame,
            );
            let frame = self.frames.iter().find(|frame| frame.code == *code);
            let follow_up = FollowUp {
                first: &at.column("document", Run::read(&frozen.document))?,
                tail_rule: self.call.terms.tail_rule,
                to_everybody: self.to_everybody,
                left: frame.map_or(Money::ZERO, SubFrame::left),
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

/// Checks that the allocation to follow is approved, the last of its chain, and without a case the
/// person has an interest in.
async fn require_last(
    context: &mut Context<'_>,
    call: &CallId,
    follows: AllocationId,
) -> Result<(), CaseError> {
    let key = AllocationKey {
        call: call.clone(),
        allocation: follows,
    };
    let before = existing(context.db, &key).await?;
    require_impartial(context, &key).await?;
    let last = rows::approved(context.db, call).await?;
    match before.state {
        AllocationState::Approved { .. } if last == Some(follows) => Ok(()),
        AllocationState::Approved { .. } => Err(CaseError::Refused(Refusal::WrongState {
            resource: key.name(),
            state: "followed",
            step: context.step(),
        })),
        AllocationState::Draft | AllocationState::Proposed { .. } | AllocationState::Returned => {
            Err(before.wrong_state(context.step()).into())
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

/// Returns every application that was decided as it stands now, by sub-frame.
async fn waiting_cases<F>(
    context: &mut Context<'_>,
    call: &Call,
    follows: AllocationId,
    applications: Vec<Application<F>>,
) -> Result<BTreeMap<String, Vec<WaitingCase>>, CaseError> {
    let mut awards: BTreeMap<ApplicationId, Award> =
        rows::award::page(context.db, &call.id, follows, AwardFilter::ALL)
            .await?
            .into_iter()
            .map(|award| (award.application, award))
            .collect();
    let grants: BTreeMap<ApplicationId, Grant> =
        crate::grant::rows::lock(context.db, &call.id, &[], &[])
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
            status: status(context.actor, &award, grants.get(&application.id)),
            award,
        };
        let within = waiting.entry(case.award.sub_frame.clone());
        within.or_default().push(case);
    }
    Ok(waiting)
}

/// Returns the outlook of an application: what a person decided stays as it was decided.
fn status(actor: &Actor, award: &Award, grant: Option<&Grant>) -> WaitingStatus {
    let by_person = award.adjusted_by().is_some();
    match grant {
        Some(grant) if matches!(grant.state, GrantState::Declined | GrantState::Lapsed) => {
            WaitingStatus::Ended
        }
        Some(grant) if !grant.can_rise_on(actor.today()) => WaitingStatus::Fixed,
        // An appeal changed what the allocation gave.
        Some(grant) if grant.granted != award.amount => WaitingStatus::Fixed,
        Some(_) | None if by_person => WaitingStatus::Fixed,
        Some(_) | None => WaitingStatus::Waiting,
    }
}
