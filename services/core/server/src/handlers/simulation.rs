//! Ways to divide a budget, tried and compared: gathered at the dispatcher, run off the threads
//! that serve all.

use std::sync::Arc;

use casework::allocation::simulation;
use contract::SchemeContract;
use contract::simulation::{CompareAllocations, SimulateAllocation};
use contract::v1::{
    CompareAllocationsRequest, CompareAllocationsResponse, SimulateAllocationRequest,
    SimulateAllocationResponse,
};
use domain::allocation::simulation::Outcome;
use tokio::sync::Semaphore;
use tonic::{Request, Response, Status};

use super::Handlers;
use crate::dispatcher::Dispatcher;
use crate::error::{self, Panicked};
use crate::request_context::RequestContext;
use crate::step;

/// Simulations and comparisons that run at once: each is whole divisions, one after the other.
/// Others wait.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

impl<S: SchemeContract> Handlers<S> {
    pub(super) async fn simulate(
        &self,
        request: Request<SimulateAllocationRequest>,
    ) -> Result<Response<SimulateAllocationResponse>, Status> {
        let (context, plain) = Dispatcher::<S>::receive::<SimulateAllocation>(request)?;
        let gathered = self
            .dispatcher
            .see(
                &context,
                Arc::new(plain),
                step!(|db, act, simulate: SimulateAllocation| async move {
                    let call = &simulate.parent.call;
                    simulation::simulate::<S>(db, act, call, &simulate.scenarios).await
                }),
            )
            .await?;
        let not_assessed = i32::try_from(gathered.not_assessed).unwrap_or(i32::MAX);
        let outcomes = apart(&context, move || gathered.run()).await?;
        let outward = context.outward();
        Ok(Response::new(SimulateAllocationResponse {
            outcomes: outcomes
                .into_iter()
                .map(|one| outward.outcome(one))
                .collect(),
            not_assessed,
        }))
    }

    pub(super) async fn compare(
        &self,
        request: Request<CompareAllocationsRequest>,
    ) -> Result<Response<CompareAllocationsResponse>, Status> {
        let (context, plain) = Dispatcher::<S>::receive::<CompareAllocations>(request)?;
        let plain = Arc::new(plain);
        let gathered = self
            .dispatcher
            .see(
                &context,
                Arc::clone(&plain),
                step!(|db, act, compare: CompareAllocations| async move {
                    let call = &compare.parent.call;
                    simulation::compare(db, act, call, &compare.allocations).await
                }),
            )
            .await?;
        let outcomes = apart(&context, move || gathered.run()).await?;
        let outward = context.outward();
        let named = outcomes.into_iter().zip(&plain.allocations);
        let outcomes = named.map(|(outcome, allocation)| {
            let name = outward.allocation_name(&plain.parent.call, *allocation);
            outward.outcome(Outcome {
                name: name.to_string(),
                ..outcome
            })
        });
        Ok(Response::new(CompareAllocationsResponse {
            outcomes: outcomes.collect(),
        }))
    }
}

/// Runs what takes long on a thread of its own.
async fn apart<S: SchemeContract>(
    context: &RequestContext<S>,
    work: impl FnOnce() -> Vec<Outcome> + Send + 'static,
) -> Result<Vec<Outcome>, Status> {
    let failed = || {
        let admitted = context.admitted();
        error::internal(&Panicked("a simulation"), &admitted.id, admitted.language)
    };
    let permit = AT_ONCE.acquire().await.map_err(|_| failed())?;
    let done = tokio::task::spawn_blocking(move || {
        // Held by the work, not by the caller: who hangs up does not make room for more.
        let _permit = permit;
        work()
    })
    .await;
    done.map_err(|_| failed())
}
