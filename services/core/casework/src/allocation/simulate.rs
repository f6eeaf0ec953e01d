use domain::allocation::division::{ChangedPlan, PlanScenario};
use domain::allocation::simulation::{Outcome, Pool};
use domain::application::Application;
use domain::call::CallState;
use domain::identifiers::{ApplicationId, CallId};
use domain::scheme::Scheme;
use domain::step::StepName;

use super::create::applied;
use super::round::{LIVE, competitors};
use crate::assessment::require_no_interest;
use crate::call::{draw, pinned_rules, visible};
use crate::error::CaseError;
use crate::step::{Compute, Context};

/// Divides a call's budget by each scenario, on the assessed applications as they stand, and
/// compares. As many whole divisions as there are scenarios; nothing is stored.
///
/// # Errors
/// [`NotFound`](domain::refusal::Refusal::NotFound);
/// [`InterestDeclared`](domain::refusal::Refusal::InterestDeclared);
/// [`WrongState`](domain::refusal::Refusal::WrongState) while the call is a draft;
/// [`InvalidFields`](domain::refusal::Refusal::InvalidFields) with every fault of a scenario that
/// does not fit the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simulate {
    /// The call.
    pub call: CallId,
    /// The scenarios; the first is the one that others are compared with.
    pub scenarios: Vec<PlanScenario>,
}

/// The inputs of a simulation.
#[derive(Debug)]
pub struct Inputs {
    pool: Pool,
    scenarios: Vec<(String, Vec<ChangedPlan>)>,
    not_assessed: usize,
}

/// The outcome of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// One a scenario, in their order.
    pub outcomes: Vec<Outcome>,
    /// Live applications that are not assessed and take no part.
    pub not_assessed: usize,
}

impl<S: Scheme> Compute<S> for Simulate {
    const STEP: StepName = StepName::SimulateAllocation;
    type Inputs = Inputs;
    type Answer = Simulated;

    async fn gather(&self, context: &mut Context<'_>) -> Result<Inputs, CaseError> {
        let call = visible(context.db, context.actor, &self.call).await?;
        let applications: Vec<Application<S::Form>> =
            crate::application::rows::in_states(context.db, &call.id, &LIVE).await?;
        let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
        require_no_interest(context.db, context.actor, &call.id, &ids).await?;
        if matches!(call.state, CallState::Draft) {
            return Err(call.wrong_state(context.step()).into());
        }
        let plans = S::frame_plan(&pinned_rules::<S>(&call)?)?;
        let mut scenarios = Vec::with_capacity(self.scenarios.len());
        for (at, scenario) in self.scenarios.iter().enumerate() {
            let plan = applied(scenario, &plans, &format!("scenarios[{at}]"))?;
            scenarios.push((scenario.name.clone(), plan));
        }
        let (competitors, unassessed) = competitors(context.db, &call, &applications).await?;
        let draw = draw::of(context.db, &call).await?;
        Ok(Inputs {
            not_assessed: unassessed.len(),
            scenarios,
            pool: Pool {
                call,
                competitors,
                draw,
                today: context.actor.today(),
            },
        })
    }

    fn compute(&self, inputs: Inputs) -> Result<Simulated, CaseError> {
        Ok(Simulated {
            outcomes: inputs.pool.simulate(&inputs.scenarios),
            not_assessed: inputs.not_assessed,
        })
    }
}
