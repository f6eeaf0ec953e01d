//! A new allocation, in two transactions: the first gathers what is divided, the second writes what
//! came of it.
//!
//! Between them the engine runs, where there is time for it and while nothing is locked. The second
//! transaction gathers again, under the same locks, and writes only what was divided on the very
//! same: whatever changed in between, the caller reads again and decides.

use allocation::Error;
use domain::allocation::division::{ChangedPlan, PlanScenario, SubFramePlan, unchanged};
use domain::allocation::simulation::{Divided, Pool};
use domain::allocation::{Adopted, Allocation, AllocationState, run_hash};
use domain::call::Call;
use domain::event::Hash;
use domain::findings::Finding;
use domain::identifiers::AllocationId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;
use sqlx::PgConnection;

use super::follow_up::{self, Freed};
use super::round::Round;
use super::rows;
use super::{AllocationKey, locked, present};
use crate::act::{Actor, Told, content_hash, created_before};
use crate::call::draw;
use crate::call::pinned_rules;
use crate::error::CaseError;

/// A new allocation, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAllocation {
    /// Which.
    pub key: AllocationKey,
    /// The approved allocation whose declined and lapsed offers are divided again; else the round
    /// is.
    pub follows: Option<AllocationId>,
    /// The scenario adopted instead of the scheme's plan.
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
            follows: None,
            scenario: None,
            reason: String::new(),
            run_hash: None,
        }
    }

    /// Of what has been freed since an allocation was approved.
    #[must_use]
    pub fn following(key: AllocationKey, follows: AllocationId) -> Self {
        Self {
            follows: Some(follows),
            ..Self::by_plan(key)
        }
    }

    fn content(&self) -> Hash {
        match self.follows {
            Some(follows) => content_hash(&("follows", follows)),
            None => content_hash(&(&self.scenario, &self.reason, &self.run_hash)),
        }
    }

    /// The scenario's plan, and its name with the reason, for what is frozen.
    ///
    /// # Errors
    /// [`Refusal::InvalidFields`]; [`Refusal::RulesNotMet`] when it departs from the scheme's plan
    /// without a reason.
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

/// The inputs that an allocation is divided on.
#[derive(Debug, Clone, PartialEq)]
enum Inputs {
    /// The assessed round.
    Round {
        pool: Pool,
        plans: Vec<ChangedPlan>,
        adopted: Option<Adopted>,
    },
    /// The money freed by declined and lapsed offers.
    Freed(Freed),
}

/// The state found when an allocation was asked for: divide it where there is time.
#[derive(Debug, Clone)]
pub struct Gathered(Option<Box<Inputs>>);

/// A division, and what it was made on; nothing where the allocation is there already.
#[derive(Debug, Clone)]
pub struct Prepared(Option<(Box<Inputs>, Divided)>);

impl Gathered {
    /// Divides. Heavy: keeps a processor busy for as long as the round is large.
    ///
    /// # Errors
    /// [`Refusal::FrameExceeded`] when the scenario divides more than there is;
    /// [`Refusal::AllocationConflict`]; [`Refusal::RulesNotMet`] when what was freed raises no
    /// award.
    pub fn divide(self) -> Result<Prepared, CaseError> {
        let divide = |inputs: Box<Inputs>| {
            let division = match &*inputs {
                Inputs::Round {
                    pool,
                    plans,
                    adopted,
                } => divide_round(pool, plans, adopted.as_ref())?,
                Inputs::Freed(freed) => freed.divide()?,
            };
            Ok((inputs, division))
        };
        self.0.map(divide).transpose().map(Prepared)
    }
}

/// Gathers what a new allocation is divided on. What it locks is free again when its transaction
/// ends.
///
/// # Errors
/// [`Refusal::IdTaken`]; [`Refusal::InterestDeclared`]; of a round [`Refusal::WrongState`] unless
/// the call is closed, [`Refusal::IncompleteRound`] with every application that is not assessed,
/// [`Refusal::InvalidFields`] when the scenario does not fit the plan, [`Refusal::RulesNotMet`]
/// when it departs from it without a reason; of what follows an allocation [`Refusal::NotFound`]
/// when there is none, [`Refusal::WrongState`] unless it is approved and followed by none,
/// [`Refusal::RulesNotMet`] when nothing was freed.
pub async fn gather_allocation<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    new: &NewAllocation,
) -> Result<Gathered, CaseError> {
    match find::<S>(connection, actor, new).await? {
        Found::There(_) => Ok(Gathered(None)),
        Found::Inputs(inputs) => Ok(Gathered(Some(inputs))),
    }
}

/// Keeps a division with its frozen inputs.
///
/// # Errors
/// Those of [`gather_allocation`]; [`Refusal::Stale`] when what was divided has changed since;
/// [`Refusal::OtherRun`] when the run is not the one that was compared.
pub async fn create_allocation<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    new: &NewAllocation,
    prepared: &Prepared,
) -> Result<Allocation, CaseError> {
    let inputs = match find::<S>(connection, actor, new).await? {
        Found::There(there) => return Ok(*there),
        Found::Inputs(inputs) => inputs,
    };
    let unchanged = prepared
        .0
        .as_ref()
        .filter(|(made_on, _)| *made_on == inputs);
    let Some((_, division)) = unchanged else {
        let call = inputs.call();
        return Err(CaseError::Refused(Refusal::Stale {
            resource: names::call(&call.id),
            current: call.revision,
        }));
    };
    let run_hash = run_hash(division.runs.iter().map(|run| run.run_hash.as_str()));
    if new
        .run_hash
        .as_ref()
        .is_some_and(|wanted| *wanted != run_hash)
    {
        return Err(CaseError::Refused(Refusal::OtherRun { run_hash }));
    }
    let adopted = match *inputs {
        Inputs::Round { adopted, .. } => adopted,
        Inputs::Freed(_) => None,
    };
    keep(connection, actor, new, (run_hash, adopted), division).await
}

impl Inputs {
    const fn call(&self) -> &Call {
        match self {
            Inputs::Round { pool, .. } => &pool.call,
            Inputs::Freed(freed) => freed.call(),
        }
    }
}

/// The state found when an allocation is asked for: the allocation, or what it is to be divided on,
/// locked.
enum Found {
    There(Box<Allocation>),
    Inputs(Box<Inputs>),
}

async fn find<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    new: &NewAllocation,
) -> Result<Found, CaseError> {
    let (step, key) = (StepName::CreateAllocation, &new.key);
    actor.may(step)?;
    let call = locked(connection, &key.call).await?;
    if let Some(there) = rows::read(connection, &key.call, key.allocation).await? {
        created_before(connection, &key.subject(), step, &new.content()).await?;
        return Ok(Found::There(Box::new(there)));
    }
    let inputs = match new.follows {
        Some(follows) => {
            Inputs::Freed(follow_up::freed::<S>(connection, actor, call, follows).await?)
        }
        None => round::<S>(connection, actor, call, new).await?,
    };
    Ok(Found::Inputs(Box::new(inputs)))
}

async fn round<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: Call,
    new: &NewAllocation,
) -> Result<Inputs, CaseError> {
    let round = Round::<S::Form>::lock(connection, actor, &call.id).await?;
    if !matches!(call.state, domain::call::CallState::Closed { .. }) {
        return Err(call.wrong_state(StepName::CreateAllocation).into());
    }
    let competitors = round.competitors(connection, &call).await?;
    let (plans, adopted) = new.plan(&S::frame_plan(&pinned_rules::<S>(&call)?)?)?;
    let draw = draw::of(connection, &call).await?;
    let pool = Pool {
        call,
        competitors,
        draw,
        today: actor.today(),
    };
    Ok(Inputs::Round {
        pool,
        plans,
        adopted,
    })
}

/// The event of a creation.
#[derive(Serialize)]
#[serde(untagged)]
enum Created<'a> {
    Round {
        run_hash: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        scenario: Option<&'a PlanScenario>,
    },
    Following(&'a str, AllocationId),
}

async fn keep(
    connection: &mut PgConnection,
    actor: &Actor,
    new: &NewAllocation,
    (run_hash, adopted): (String, Option<Adopted>),
    division: &Divided,
) -> Result<Allocation, CaseError> {
    let key = &new.key;
    let allocation = Allocation {
        id: key.allocation,
        call: key.call.clone(),
        follows: new.follows,
        state: AllocationState::Draft,
        run_hash,
        adopted,
        sub_frames: Vec::new(),
        decision: String::new(),
        last_step: actor.record(&new.reason),
        revision: Revision::FIRST,
        created: actor.now,
    };
    rows::insert(connection, &allocation, &division.runs).await?;
    rows::award::insert(connection, &key.call, key.allocation, &division.awards).await?;
    let run_hash = allocation.run_hash.as_str();
    let payload = match new.follows {
        Some(follows) => Created::Following(run_hash, follows),
        None => Created::Round {
            run_hash,
            scenario: new.scenario.as_ref(),
        },
    };
    let told = Told {
        step: StepName::CreateAllocation,
        from: Revision::NONE,
        content: new.content(),
        reason: &new.reason,
        payload: &payload,
    };
    actor.tell(connection, &key.subject(), &told).await?;
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
fn divide_round(
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
    let divided = pool.divide(plans, adopted).map_err(|found| {
        let error = found
            .into_iter()
            .map(|found| found.error)
            .reduce(Error::and);
        CaseError::Refused(error.map_or(Refusal::AllocationConflict(Vec::new()), Refusal::from))
    })?;
    // An application placed where the plan has no sub-frame would be left out without a word.
    let placed: usize = pool.competitors.values().map(Vec::len).sum();
    if divided.awards.len() != placed {
        return Err(CaseError::SubFrameMissing {
            call: pool.call.id.clone(),
            competing: placed,
            divided: divided.awards.len(),
        });
    }
    Ok(divided)
}
