//! `AllocationService`: a call's budget divided, proposed by one person, approved by another.

use std::sync::Arc;

use casework::allocation::approval::approve_allocation;
use casework::allocation::award;
use casework::allocation::creation::{
    Gathered, NewAllocation, Prepared, create_allocation, gather_allocation,
};
use casework::allocation::proposal::{self, propose_allocation, return_allocation};
use casework::allocation::verification::{DecisionVerdict, RunVerdict, verify_allocation};
use casework::allocation::{AllocationAt, AllocationKey};
use contract::SchemeContract;
use contract::allocation::{
    AdjustAward, ApproveAllocation, CreateAllocation, ExplainAward, ExportRuns, GetAllocation,
    ListAllocations, ListAwards, ProposeAllocation, ReturnAllocation, VerifyAllocation,
};
use contract::names::AllocationName;
use contract::v1::allocation_service_server::AllocationService;
use contract::v1::{
    self, AdjustAwardRequest, AdjustAwardResponse, ApproveAllocationRequest,
    ApproveAllocationResponse, CompareAllocationsRequest, CompareAllocationsResponse,
    CreateAllocationRequest, CreateAllocationResponse, ExplainAwardRequest, ExplainAwardResponse,
    ExportRunsRequest, ExportRunsResponse, GetAllocationRequest, GetAllocationResponse,
    ListAllocationsRequest, ListAllocationsResponse, ListAwardsRequest, ListAwardsResponse,
    ProposeAllocationRequest, ProposeAllocationResponse, ReturnAllocationRequest,
    ReturnAllocationResponse, SimulateAllocationRequest, SimulateAllocationResponse,
    VerifyAllocationRequest, VerifyAllocationResponse,
};
use domain::allocation::decision::SeenHashes;
use domain::names;
use domain::step::Revision;
use tonic::{Request, Response, Status};

use super::Handlers;
use super::export::{Runs, stream};
use crate::dispatcher::Dispatcher;
use crate::step;
use crate::stream::Parts;
use crate::wire::page::PageOf;

fn key(name: &AllocationName) -> AllocationKey {
    AllocationKey {
        call: name.call.clone(),
        allocation: name.allocation,
    }
}

fn at(name: &AllocationName, revision: Revision) -> AllocationAt {
    AllocationAt {
        key: key(name),
        revision,
    }
}

fn new(create: &CreateAllocation) -> NewAllocation {
    NewAllocation {
        key: key(&create.name),
        follows: create.follows.as_ref().map(|before| before.allocation),
        scenario: create.scenario.clone(),
        reason: create.reason.clone(),
        run_hash: create.run_hash.clone(),
    }
}

fn verdict(run: RunVerdict) -> v1::RunVerdict {
    v1::RunVerdict {
        sub_frame: run.sub_frame,
        verified: run.verified,
        run_hash: run.run_hash,
        calculated: Some(run.calculated.into()),
        decided: Some(run.decided.into()),
    }
}

/// Applications named in a verdict.
const UNACCOUNTED_MAX: usize = 100;

fn decision<S: SchemeContract>(
    allocation: &AllocationName,
    verdict: DecisionVerdict,
) -> v1::DecisionVerdict {
    let (calculated, decided) = verdict.decision.totals();
    let call = names::call(&allocation.call);
    let named = verdict
        .unaccounted
        .into_iter()
        .take(UNACCOUNTED_MAX)
        .map(|id| format!("schemes/{}/{call}/applications/{id}", S::PROFILE.code));
    v1::DecisionVerdict {
        verified: verdict.verified,
        decision_hash: verdict.decision_hash,
        calculated: Some(calculated.into()),
        decided: Some(decided.into()),
        adjusted: i32::try_from(verdict.decision.adjusted.len()).unwrap_or(i32::MAX),
        unaccounted: named.collect(),
    }
}

#[tonic::async_trait]
impl<S: SchemeContract> AllocationService for Handlers<S> {
    type ExportRunsStream = Parts<ExportRunsResponse>;
    async fn simulate_allocation(
        &self,
        request: Request<SimulateAllocationRequest>,
    ) -> Result<Response<SimulateAllocationResponse>, Status> {
        self.simulate(request).await
    }

    async fn compare_allocations(
        &self,
        request: Request<CompareAllocationsRequest>,
    ) -> Result<Response<CompareAllocationsResponse>, Status> {
        self.compare(request).await
    }

    async fn create_allocation(
        &self,
        request: Request<CreateAllocationRequest>,
    ) -> Result<Response<CreateAllocationResponse>, Status> {
        self.dispatcher
            .act_on_work(
                request,
                step!(|db, act, create: CreateAllocation| async move {
                    gather_allocation::<S>(db, act, &new(create)).await
                }),
                Gathered::divide,
                step!(
                    |db, act, made: (Arc<CreateAllocation>, Prepared)| async move {
                        let (create, prepared) = made;
                        create_allocation::<S>(db, act, &new(create), prepared).await
                    }
                ),
                |outward, _, allocation| CreateAllocationResponse {
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn adjust_award(
        &self,
        request: Request<AdjustAwardRequest>,
    ) -> Result<Response<AdjustAwardResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, adjust: AdjustAward| async move {
                    let adjusted = proposal::AdjustAward {
                        at: at(&adjust.name, adjust.revision),
                        application: adjust.application.application,
                        amount: adjust.amount,
                        reason: adjust.reason.clone(),
                    };
                    proposal::adjust_award(db, act, &adjusted).await
                }),
                |outward, adjust, (award, allocation)| AdjustAwardResponse {
                    award: Some(outward.award(&adjust.name.call, award)),
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn propose_allocation(
        &self,
        request: Request<ProposeAllocationRequest>,
    ) -> Result<Response<ProposeAllocationResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, propose: ProposeAllocation| async move {
                    propose_allocation::<S>(db, act, &at(&propose.name, propose.revision)).await
                }),
                |outward, _, allocation| ProposeAllocationResponse {
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn return_allocation(
        &self,
        request: Request<ReturnAllocationRequest>,
    ) -> Result<Response<ReturnAllocationResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, back: ReturnAllocation| async move {
                    let at = at(&back.name, back.revision);
                    return_allocation::<S>(db, act, &at, &back.reason).await
                }),
                |outward, _, allocation| ReturnAllocationResponse {
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn approve_allocation(
        &self,
        request: Request<ApproveAllocationRequest>,
    ) -> Result<Response<ApproveAllocationResponse>, Status> {
        self.dispatcher
            .act(
                request,
                step!(|db, act, approve: ApproveAllocation| async move {
                    let at = at(&approve.name, approve.revision);
                    let seen = SeenHashes {
                        run: approve.run_hash.clone(),
                        decision: approve.decision_hash.clone(),
                    };
                    approve_allocation::<S>(db, act, &at, &seen).await
                }),
                |outward, _, allocation| ApproveAllocationResponse {
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn get_allocation(
        &self,
        request: Request<GetAllocationRequest>,
    ) -> Result<Response<GetAllocationResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, get: GetAllocation| async move {
                    award::get_allocation(db, act, &key(&get.name)).await
                }),
                |outward, _, allocation| GetAllocationResponse {
                    allocation: Some(outward.allocation(allocation)),
                },
            )
            .await
    }

    async fn list_allocations(
        &self,
        request: Request<ListAllocationsRequest>,
    ) -> Result<Response<ListAllocationsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListAllocations| async move {
                    award::list_allocations(db, act, &list.parent.call, &list.page).await
                }),
                |outward, list, listed| {
                    let more = listed.next.is_some();
                    let rows = listed
                        .rows
                        .into_iter()
                        .map(|row| ((row.created, row.id), outward.allocation(row)));
                    let (allocations, next_page_token) = PageOf {
                        list: ListAllocations::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListAllocationsResponse {
                        allocations,
                        next_page_token,
                    }
                },
            )
            .await
    }

    async fn list_awards(
        &self,
        request: Request<ListAwardsRequest>,
    ) -> Result<Response<ListAwardsResponse>, Status> {
        self.dispatcher
            .look(
                request,
                step!(|db, act, list: ListAwards| async move {
                    award::list_awards(db, act, &key(&list.parent), &list.page).await
                }),
                |outward, list, listed| {
                    let more = listed.next.is_some();
                    let rows = listed.rows.into_iter().map(|row| {
                        (
                            row.case_reference.clone(),
                            outward.award(&list.parent.call, row),
                        )
                    });
                    let (awards, next_page_token) = PageOf {
                        list: ListAwards::LIST,
                        parent: &list.parent.to_string(),
                    }
                    .answer(rows, more);
                    ListAwardsResponse {
                        awards,
                        next_page_token,
                    }
                },
            )
            .await
    }

    async fn explain_award(
        &self,
        request: Request<ExplainAwardRequest>,
    ) -> Result<Response<ExplainAwardResponse>, Status> {
        self.dispatcher
            .look_and_work(
                request,
                step!(|db, act, explain: ExplainAward| async move {
                    let application = explain.application.application;
                    award::explain_award::<S>(db, act, &key(&explain.name), application).await
                }),
                |_, found| found.explained(),
                |outward, explain, (grant_year, explained)| {
                    outward.explained_award(&explain.name.call, grant_year, explained)
                },
            )
            .await
    }

    async fn verify_allocation(
        &self,
        request: Request<VerifyAllocationRequest>,
    ) -> Result<Response<VerifyAllocationResponse>, Status> {
        self.dispatcher
            .look_and_work(
                request,
                step!(|db, act, verify: VerifyAllocation| async move {
                    verify_allocation(db, act, &key(&verify.name)).await
                }),
                |_, found| Ok(found.verified()),
                |_, verify, verification| VerifyAllocationResponse {
                    decision: Some(decision::<S>(&verify.name, verification.decision)),
                    verified: verification.verified,
                    run_hash: verification.run_hash,
                    sub_frames: verification.sub_frames.into_iter().map(verdict).collect(),
                },
            )
            .await
    }

    async fn export_runs(
        &self,
        request: Request<ExportRunsRequest>,
    ) -> Result<Response<Self::ExportRunsStream>, Status> {
        let (context, export) = Dispatcher::<S>::receive::<ExportRuns>(request)?;
        let runs = Runs {
            key: key(&export.name),
        };
        stream(self.dispatcher.clone(), context, runs).await
    }
}
