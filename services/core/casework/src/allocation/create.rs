//! A new allocation: gathered, divided while nothing is locked, and created only from inputs that
//! are still the same.

use std::sync::Arc;

use allocation::Error;
use domain::allocation::division::{ChangedPlan, PlanScenario, SubFramePlan, unchanged};
use domain::allocation::simulation::{Divided, Pool};
use domain::allocation::{Adopted, Allocation, AllocationState};
use domain::call::{Call, CallState};
use domain::findings::Finding;
use domain::identifiers::AllocationId;
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::{Revision, StepName};
use domain::violations::FieldViolation;
use serde::Serialize;

use super::freed::{Freed, freed};
use super::new_allocation::NewAllocation;
use super::resource::{AllocationKey, locked_call};
use super::round::Round;
use crate::call::{draw, pinned_rules};
use crate::error::CaseError;
use crate::resource::Change;
use crate::step::{ComputeAndCreate, Context};

/// Creates an allocation of the assessed round, or of the money freed since an allocation was
/// approved, with its frozen inputs.
///
/// # Errors
/// [`Refusal::IdTaken`]; [`Refusal::InterestDeclared`]; [`Refusal::Stale`] when what was divided
/// changed meanwhile; [`Refusal::OtherRun`] when the run is not the one that was compared;
/// [`Refusal::AllocationConflict`].
///
/// Of a round [`Refusal::WrongState`] unless the call is closed; [`Refusal::IncompleteRound`] with
/// every application that is not assessed; [`Refusal::InvalidFields`] when the scenario does not
/// fit the plan; [`Refusal::RulesNotMet`] when it departs from the plan without a reason;
/// [`Refusal::FrameExceeded`] when it divides more than there is.
///
/// Of freed money [`Refusal::NotFound`] when there is no allocation to follow;
/// [`Refusal::WrongState`] unless that one is approved and followed by none;
/// [`Refusal::RulesNotMet`] when nothing was freed, or what was freed raises no award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Create {
    /// The key that the client chose.
    pub key: AllocationKey,
    /// The approved allocation whose declined and lapsed offers are divided again; `None` for the
    /// round.
    pub follows: Option<AllocationId>,
    /// The scenario adopted instead of the scheme's plan.
    pub scenario: Option<PlanScenario>,
    /// The reason; may be empty where nothing departs from the plan.
    pub reason: String,
    /// The run that was compared: what is created has this hash, or nothing is created.
    pub run_hash: Option<String>,
}

/// The inputs that an allocation is divided on.
#[derive(Debug, Clone, PartialEq)]
pub enum Inputs {
    /// The assessed round.
    Round {
        /// The applications and what they compete for.
        pool: Pool,
        /// The plan of each sub-frame.
        plans: Vec<ChangedPlan>,
        /// The scenario that the plans are from.
        adopted: Option<Adopted>,
    },
    /// The money freed by declined and lapsed offers.
    Freed(Freed),
}

/// The payload of a creation's event.
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

impl<S: Scheme> ComputeAndCreate<S> for Create {
    const STEP: StepName = StepName::CreateAllocation;
    type Of = NewAllocation;
    type Inputs = Inputs;
    type Output = Arc<Divided>;
    type Answer = Allocation;

    fn key(&self) -> &AllocationKey {
        &self.key
    }

    async fn gather(&self, context: &mut Context<'_>) -> Result<Inputs, CaseError> {
        let call = locked_call(context.db, &self.key.call).await?;
        match self.follows {
            Some(follows) => Ok(Inputs::Freed(freed::<S>(context, call, follows).await?)),
            None => self.round::<S>(context, call).await,
        }
    }

    fn basis(inputs: &Inputs) -> (String, Revision) {
        let call = match inputs {
            Inputs::Round { pool, .. } => &pool.call,
            Inputs::Freed(freed) => freed.call(),
        };
        (names::call(&call.id), call.revision)
    }

    fn compute(inputs: &Inputs) -> Result<Arc<Divided>, CaseError> {
        let divided = match inputs {
            Inputs::Round {
                pool,
                plans,
                adopted,
            } => divide_round(pool, plans, adopted.as_ref())?,
            Inputs::Freed(freed) => freed.divide()?,
        };
        Ok(Arc::new(divided))
    }

    async fn create(
        &self,
        inputs: Inputs,
        divided: &Arc<Divided>,
        context: &mut Context<'_>,
    ) -> Result<Change<NewAllocation>, CaseError> {
        let run_hash = divided.run_hash();
        let wanted = self.run_hash.as_ref();
        if wanted.is_some_and(|wanted| *wanted != run_hash) {
            return Err(CaseError::Refused(Refusal::OtherRun { run_hash }));
        }
        let adopted = match inputs {
            Inputs::Round { adopted, .. } => adopted,
            Inputs::Freed(_) => None,
        };
        let allocation = Allocation {
            id: self.key.allocation,
            call: self.key.call.clone(),
            follows: self.follows,
            state: AllocationState::Draft,
            run_hash: run_hash.clone(),
            adopted,
            sub_frames: Vec::new(),
            decision: String::new(),
            last_step: context.record(&self.reason),
            revision: Revision::FIRST,
            created: context.actor.now,
        };
        let payload = match self.follows {
            Some(follows) => Created::Following(&run_hash, follows),
            None => Created::Round {
                run_hash: &run_hash,
                scenario: self.scenario.as_ref(),
            },
        };
        let after = NewAllocation {
            allocation,
            divided: Some(Arc::clone(divided)),
        };
        Ok(Change::telling(after, &payload))
    }
}

impl Create {
    /// Gathers the assessed round.
    async fn round<S: Scheme>(
        &self,
        context: &mut Context<'_>,
        call: Call,
    ) -> Result<Inputs, CaseError> {
        let round = Round::<S::Form>::lock(context, &call.id).await?;
        if !matches!(call.state, CallState::Closed { .. }) {
            return Err(call.wrong_state(context.step()).into());
        }
        let competitors = round.competitors(context, &call).await?;
        let (plans, adopted) = self.plan(&S::frame_plan(&pinned_rules::<S>(&call)?)?)?;
        let draw = draw::of(context.db, &call).await?;
        let pool = Pool {
            call,
            competitors,
            draw,
            today: context.actor.today(),
        };
        Ok(Inputs::Round {
            pool,
            plans,
            adopted,
        })
    }

    /// Returns the scenario's plan, and its name with the reason, for what is frozen.
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

/// Returns a scenario's plan. Faults begin with the scenario's field in the request.
pub(super) fn applied(
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
