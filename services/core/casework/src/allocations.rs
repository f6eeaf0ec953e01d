//! Allocations: the budget divided by the engine, and what every step on an allocation begins with.
//!
//! Every step on an allocation locks its call first. That waits for the steps on single applications that hold the call, and keeps new
//! ones out, so that a round is judged as a whole.

use domain::access::Step;
use domain::award::{Adopted, Allocation, AllocationState};
use domain::call::{Call, CallState};
use domain::division::{ChangedPlan, PlanScenario, unchanged};
use domain::event::Hash;
use domain::findings::Finding;
use domain::identifiers::{AllocationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::{Scheme, SubFramePlan};
use domain::simulation::{Divided, Pool};
use domain::step::Revision;
use domain::violations::FieldViolation;
use serde::Serialize;
use sqlx::PgConnection;
use store::allocation::{FOUR_EYES, ONE_A_PLACE, ONE_IN_FLIGHT};
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

/// A new allocation, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAllocation {
    /// Which.
    pub key: AllocationKey,
    /// What is adopted instead of the scheme's plan.
    pub scenario: Option<PlanScenario>,
    /// Why; may be empty where nothing departs from the plan.
    pub reason: String,
    /// The run that was compared: what is created has this hash, or nothing is created.
    pub run_hash: Option<String>,
}

impl NewAllocation {
    /// By the scheme's plan.
    #[must_use]
    pub const fn by_plan(key: AllocationKey) -> Self {
        Self {
            key,
            scenario: None,
            reason: String::new(),
            run_hash: None,
        }
    }

    /// The scenario's plan, and its name with the reason, for what is frozen.
    ///
    /// # Errors
    /// [`Refusal::InvalidFields`]; [`Refusal::RulesNotMet`] when it departs from the scheme's plan without a reason.
    fn plan(
        &self,
        plans: &[SubFramePlan],
    ) -> Result<(Vec<ChangedPlan>, Option<Adopted>), CaseError> {
        let unchanged = unchanged(plans);
        let Some(scenario) = &self.scenario else {
            return Ok((unchanged, None));
        };
        let changed = applied(scenario, plans, "scenario")?;
        if changed != unchanged && self.reason.is_empty() {
            let finding =
                Finding::blocking("ALLOCATION_DEPARTS_FROM_PLAN", "configurable").on("reason");
            return Err(CaseError::Refused(Refusal::RulesNotMet(vec![finding])));
        }
        let adopted = Adopted {
            scenario: scenario.name.clone(),
            reason: self.reason.clone(),
        };
        Ok((changed, Some(adopted)))
    }
}

/// What is told of a creation.
#[derive(Serialize)]
struct Created<'a> {
    run_hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<&'a PlanScenario>,
}

/// Runs the engine on the call's assessed applications and keeps the result with its frozen inputs.
///
/// # Errors
/// [`Refusal::IdTaken`]; [`Refusal::InterestDeclared`]; [`Refusal::WrongState`] unless the call is closed;
/// [`Refusal::IncompleteRound`] with every application that is not assessed; [`Refusal::InvalidFields`] when the scenario does not fit
/// the plan; [`Refusal::RulesNotMet`] when it departs from it without a reason; [`Refusal::FrameExceeded`] when it divides more than there
/// is; [`Refusal::AllocationConflict`]; [`Refusal::OtherRun`] when the run is not the one that was compared.
pub async fn create_allocation<S: Scheme>(
    connection: &mut PgConnection,
    act: &Act<'_>,
    new: &NewAllocation,
) -> Result<Allocation, CaseError> {
    let (step, key) = (Step::CreateAllocation, &new.key);
    act.may(step)?;
    let call = locked(connection, &key.call).await?;
    let content = content_hash(&(&new.scenario, &new.reason, &new.run_hash));
    let subject = key.subject();
    if let Some(there) = store::allocation::read(connection, &key.call, key.allocation).await? {
        created_before(connection, &subject, step, &content).await?;
        return Ok(there);
    }
    let round = Round::<S::Form>::lock(connection, act, &key.call).await?;
    if !matches!(call.state, CallState::Closed { .. }) {
        return Err(call.wrong_state(step).into());
    }
    let competitors = round.competitors(connection, &call).await?;
    let (plans, adopted) = new.plan(&S::frame_plan(&pinned_rules::<S>(&call)?)?)?;
    let draw = draws::of(connection, &call).await?;
    let pool = Pool {
        call,
        competitors,
        draw,
        today: act.today(),
    };
    let divided = divide(&pool, &plans, adopted.as_ref())?;
    let run_hash = divided.run_hash();
    if new
        .run_hash
        .as_ref()
        .is_some_and(|wanted| *wanted != run_hash)
    {
        return Err(CaseError::Refused(Refusal::OtherRun { run_hash }));
    }
    let allocation = Allocation {
        id: key.allocation,
        call: key.call.clone(),
        follows: None,
        state: AllocationState::Draft,
        run_hash,
        adopted,
        sub_frames: Vec::new(),
        last_step: act.record(&new.reason),
        revision: Revision::FIRST,
        created: act.now,
    };
    store::allocation::insert(connection, &allocation, &divided.runs).await?;
    store::award::insert(connection, &key.call, key.allocation, &divided.awards).await?;
    let told = Told {
        step,
        from: Revision::NONE,
        content,
        reason: &new.reason,
        payload: &Created {
            run_hash: &allocation.run_hash,
            scenario: new.scenario.as_ref(),
        },
    };
    act.tell(connection, &subject, &told).await?;
    present(connection, key).await
}

/// A scenario's plan. Faults begin with the scenario's field in the request.
pub(crate) fn applied(
    scenario: &PlanScenario,
    plans: &[SubFramePlan],
    field: &str,
) -> Result<Vec<ChangedPlan>, CaseError> {
    scenario.applied(plans).map_err(|faults| {
        let faults = faults.into_iter().map(|fault| FieldViolation {
            field: format!("{field}.{}", fault.field),
            ..fault
        });
        CaseError::Refused(Refusal::InvalidFields(faults.collect()))
    })
}

/// Divides every sub-frame, of no more than there is.
fn divide(
    pool: &Pool,
    plans: &[ChangedPlan],
    adopted: Option<&Adopted>,
) -> Result<Divided, CaseError> {
    for changed in plans {
        let left = pool.left(changed.plan.code);
        if let Some(wanted) = changed.budget.filter(|budget| *budget > left) {
            return Err(CaseError::Refused(Refusal::FrameExceeded {
                sub_frame: changed.plan.code.to_owned(),
                left,
                wanted,
            }));
        }
    }
    let divided = pool.divide(plans, adopted).map_err(|conflicts| {
        let conflicts = conflicts.into_iter().map(|found| found.conflict);
        CaseError::Refused(Refusal::AllocationConflict(conflicts.collect()))
    })?;
    // An application placed where the plan has no sub-frame would be left out without a word.
    let placed: usize = pool.competitors.values().map(Vec::len).sum();
    let all = (divided.awards.len() == placed).then_some(divided);
    Ok(Row::of("application", &pool.call.id).known("state", all)?)
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

/// Stores where an allocation stands after a step. The database has the last word: one allocation a call in flight, one in each place of
/// the chain, two persons.
pub(crate) async fn put(
    connection: &mut PgConnection,
    after: &Allocation,
    step: Step,
) -> Result<(), CaseError> {
    let Err(refused) = store::allocation::update(connection, after).await else {
        return Ok(());
    };
    Err(
        if refused.is_refused_by(ONE_IN_FLIGHT) || refused.is_refused_by(ONE_A_PLACE) {
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
        },
    )
}
