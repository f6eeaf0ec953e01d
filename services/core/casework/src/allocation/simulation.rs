//! Ways to divide a budget, gathered for a comparison. Nothing is stored; what is gathered here is
//! run without a database.

use domain::allocation::division::{ChangedPlan, PlanScenario};
use domain::allocation::frame::Run;
use domain::allocation::simulation::{Outcome, Pool, Stored, compare_stored};
use domain::application::Application;
use domain::call::CallState;
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::names;
use domain::refusal::Refusal;
use domain::scheme::Scheme;
use domain::step::StepName;
use sqlx::PgConnection;
use store::error::Row;

use super::creation::applied;
use super::round::{LIVE, competitors};
use super::rows;
use super::rows::award::AwardFilter;
use super::{AllocationKey, present};
use crate::act::Actor;
use crate::assessment::require_no_interest;
use crate::call::draw;
use crate::call::{pinned_rules, visible};
use crate::error::CaseError;

/// Everything that a simulation needs: run it where there is time.
#[derive(Debug, Clone)]
pub struct Simulation {
    pool: Pool,
    scenarios: Vec<(String, Vec<ChangedPlan>)>,
    /// Live applications that are not assessed and take no part.
    pub not_assessed: usize,
}

impl Simulation {
    /// Divides by each scenario and compares. Heavy: as many whole divisions as there are
    /// scenarios.
    #[must_use]
    pub fn run(&self) -> Vec<Outcome> {
        self.pool.simulate(&self.scenarios)
    }
}

/// Gathers what a simulation runs on: the assessed applications of a call as they stand, and the
/// scenarios' plans.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::InterestDeclared`]; [`Refusal::WrongState`] while the call is
/// a draft; [`Refusal::InvalidFields`] with every fault of a scenario that does not fit the plan.
pub async fn simulate<S: Scheme>(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    scenarios: &[PlanScenario],
) -> Result<Simulation, CaseError> {
    let step = StepName::SimulateAllocation;
    actor.may(step)?;
    let call = visible(connection, actor, call).await?;
    let applications: Vec<Application<S::Form>> =
        crate::application::rows::in_states(connection, &call.id, &LIVE).await?;
    let ids: Vec<ApplicationId> = applications.iter().map(|one| one.id).collect();
    require_no_interest(connection, actor, &call.id, &ids).await?;
    if matches!(call.state, CallState::Draft) {
        return Err(call.wrong_state(step).into());
    }
    let plans = S::frame_plan(&pinned_rules::<S>(&call)?)?;
    let mut changed = Vec::with_capacity(scenarios.len());
    for (at, scenario) in scenarios.iter().enumerate() {
        let plan = applied(scenario, &plans, &format!("scenarios[{at}]"))?;
        changed.push((scenario.name.clone(), plan));
    }
    let (competitors, unassessed) = competitors(connection, &call, &applications).await?;
    let draw = draw::of(connection, &call).await?;
    Ok(Simulation {
        not_assessed: unassessed.len(),
        scenarios: changed,
        pool: Pool {
            call,
            competitors,
            draw,
            today: actor.today(),
        },
    })
}

/// Stored allocations, to be compared where there is time.
#[derive(Debug, Clone)]
pub struct Comparison(Vec<Stored>);

impl Comparison {
    /// Compares.
    #[must_use]
    pub fn run(&self) -> Vec<Outcome> {
        compare_stored(&self.0)
    }
}

/// Gathers stored allocations of a call with their frozen runs.
///
/// # Errors
/// [`Refusal::NotFound`] when the call or one of the allocations does not exist;
/// [`Refusal::InterestDeclared`].
pub async fn compare(
    connection: &mut PgConnection,
    actor: &Actor,
    call: &CallId,
    allocations: &[AllocationId],
) -> Result<Comparison, CaseError> {
    actor.may(StepName::CompareAllocations)?;
    visible(connection, actor, call).await?;
    let mut stored = Vec::with_capacity(allocations.len());
    for allocation in allocations {
        let key = AllocationKey {
            call: call.clone(),
            allocation: *allocation,
        };
        stored.push(read(connection, actor, &key).await?);
    }
    Ok(Comparison(stored))
}

async fn read(
    connection: &mut PgConnection,
    actor: &Actor,
    key: &AllocationKey,
) -> Result<Stored, CaseError> {
    let AllocationKey { call, allocation } = key;
    let there = present(connection, key).await?;
    let person = &actor.caller.subject;
    if let Some(case) = rows::award::case_of_interest(connection, call, *allocation, person).await?
    {
        return Err(CaseError::Refused(Refusal::InterestDeclared {
            resource: names::application(call, case),
        }));
    }
    let mut runs = Vec::new();
    for frozen in rows::runs(connection, call, *allocation).await? {
        let at = Row::of("allocation_run", &frozen.run_hash);
        let run = at.column("document", Run::read(&frozen.document))?;
        runs.push((frozen.sub_frame, frozen.budget, run));
    }
    Ok(Stored {
        name: key.name(),
        run_hash: there.run_hash,
        runs,
        awards: rows::award::page(connection, call, *allocation, AwardFilter::ALL).await?,
    })
}
