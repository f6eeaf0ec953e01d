//! Allocations: the budget divided by the engine, and what every step on an allocation begins with.
//!
//! Every step on an allocation locks its call first. That waits for the steps on single applications that hold the call, and keeps new
//! ones out, so that a round is judged as a whole.

use std::collections::BTreeMap;

use domain::access::Step;
use domain::award::{Allocation, AllocationState, Award, SubFrameRun, run_hash};
use domain::call::{Call, CallState, SubFrame};
use domain::event::Hash;
use domain::frame::{Competitor, Frame};
use domain::identifiers::{AllocationId, CallId};
use domain::money::Money;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::Revision;
use sqlx::PgConnection;
use store::allocation::{FOUR_EYES, ONE_IN_FLIGHT};
use store::error::Row;

use crate::act::{Act, Subject, Told, Turn, content_hash, created_before, turn};
use crate::calls::pinned_rules;
use crate::draws;
use crate::error::{CaseError, not_found};
use crate::round::Round;

/// One allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationKey {
    /// The call.
    pub call: CallId,
    /// The allocation.
    pub allocation: AllocationId,
}

impl AllocationKey {
    /// The allocation's name below the scheme.
    #[must_use]
    pub fn name(&self) -> String {
        names::allocation(&self.call, self.allocation)
    }

    pub(crate) fn subject(&self) -> Subject {
        Subject::allocation(&self.call, self.allocation)
    }
}

/// One allocation as a caller read it: what a step starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationAt {
    /// Which.
    pub key: AllocationKey,
    /// The revision the caller read.
    pub revision: Revision,
}

/// Runs the engine on the call's assessed applications and keeps the result with its frozen inputs.
///
/// # Errors
/// [`Refusal::IdTaken`]; [`Refusal::InterestDeclared`]; [`Refusal::WrongState`] unless the call is closed;
/// [`Refusal::IncompleteRound`] with every application that is not assessed; [`Refusal::AllocationConflict`].
pub async fn create_allocation<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    let step = Step::CreateAllocation;
    act.may(step)?;
    let call = locked(connection, &key.call).await?;
    let (subject, content) = (key.subject(), content_hash(&()));
    if let Some(there) = store::allocation::read(connection, &key.call, key.allocation).await? {
        created_before(connection, &subject, step, &content).await?;
        return Ok(there);
    }
    let round = Round::<S::Form>::lock(connection, act, &key.call).await?;
    if !matches!(call.state, CallState::Closed { .. }) {
        return Err(call.wrong_state(step).into());
    }
    let competitors = round.competitors()?;
    let (runs, awards) = divide::<S>(connection, act, &call, &competitors).await?;
    let allocation = Allocation {
        id: key.allocation,
        call: key.call.clone(),
        state: AllocationState::Draft,
        run_hash: run_hash(runs.iter().map(|run| run.run_hash.as_str())),
        sub_frames: Vec::new(),
        last_step: act.record(""),
        revision: Revision::FIRST,
        created: act.now,
    };
    store::allocation::insert(connection, &allocation, &runs).await?;
    store::award::insert(connection, &key.call, key.allocation, &awards).await?;
    let told = Told {
        step,
        from: Revision::NONE,
        content,
        reason: "",
        payload: &allocation.run_hash,
    };
    act.tell(connection, &subject, &told).await?;
    present(connection, key).await
}

/// Divides every sub-frame of the scheme's plan, in its order.
async fn divide<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    call: &Call,
    competitors: &BTreeMap<String, Vec<Competitor>>,
) -> Result<(Vec<SubFrameRun>, Vec<Award>), CaseError> {
    let plans = S::frame_plan(&pinned_rules::<S>(call)?)?;
    let draw = draws::of(connection, call).await?;
    let (mut runs, mut awards) = (Vec::new(), Vec::new());
    for plan in &plans {
        let purse = call.sub_frames.iter().find(|purse| purse.code == plan.code);
        let frame = Frame {
            call,
            plan,
            budget: purse.map_or(Money::ZERO, SubFrame::left),
            draw: &draw,
            today: act.today(),
            adopted: None,
        };
        let within = competitors.get(plan.code).map_or(&[][..], Vec::as_slice);
        let (run, divided) = frame.divide(within)?;
        runs.push(run);
        awards.extend(divided);
    }
    // An application placed where the plan has no sub-frame would be left out without a word.
    let placed: usize = competitors.values().map(Vec::len).sum();
    let all = (awards.len() == placed).then_some((runs, awards));
    Ok(Row::of("application", &call.id).known("state", all)?)
}

/// Begins a step: who may, on what they read. Gives the allocation to step from, call and allocation locked; `None` when the step was
/// carried out before. `content` is the hash of what the request says beside name and revision.
pub(crate) async fn begin(
    connection: &mut PgConnection,
    act: &Act<'_>,
    step: Step,
    at: &AllocationAt,
    content: &Hash,
) -> Result<Option<Allocation>, CaseError> {
    act.may(step)?;
    let AllocationKey { call, allocation } = &at.key;
    locked(connection, call).await?;
    let found = store::allocation::lock(connection, call, *allocation).await?;
    let found = found.ok_or_else(|| not_found(at.key.name()))?;
    let person = &act.caller.subject;
    if let Some(case) =
        store::award::case_of_interest(connection, call, *allocation, person).await?
    {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, case),
        }));
    }
    let revisions = (at.revision, found.revision);
    let subject = at.key.subject();
    Ok(
        match turn(connection, act, &subject, step, revisions, content).await? {
            Turn::Again => None,
            Turn::First => Some(found),
        },
    )
}

/// The call, locked: no other step is under way in it, and none begins before this one ends.
pub(crate) async fn locked(
    connection: &mut PgConnection,
    call: &CallId,
) -> Result<Call, CaseError> {
    let found = store::call::lock(connection, call).await?;
    found.ok_or_else(|| not_found(names::call(call)))
}

/// The allocation as it stands, with its sums.
pub(crate) async fn present(
    connection: &mut PgConnection,
    key: &AllocationKey,
) -> Result<Allocation, CaseError> {
    let found = store::allocation::read(connection, &key.call, key.allocation).await?;
    found.ok_or_else(|| not_found(key.name()))
}

/// Stores where an allocation stands after a step. The database has the last word: one allocation a call in flight, two persons.
pub(crate) async fn put(
    connection: &mut PgConnection,
    after: &Allocation,
    step: Step,
) -> Result<(), CaseError> {
    let Err(refused) = store::allocation::update(connection, after).await else {
        return Ok(());
    };
    Err(if refused.is_refused_by(ONE_IN_FLIGHT) {
        CaseError::Refused(Refusal::WrongState {
            resource: names::call(&after.call),
            state: "proposed",
            step,
        })
    } else if refused.is_refused_by(FOUR_EYES) {
        CaseError::Refused(Refusal::FourEyes {
            actor: after.last_step.actor.clone(),
            other: Step::ProposeAllocation,
            step,
        })
    } else {
        refused.into()
    })
}
