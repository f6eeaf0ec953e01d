//! Allocations and awards.

use casework::allocation::{
    AdjustAward, AllocationKey, Approve, AwardExplanation, AwardKey, AwardOfAllocation, Compare,
    Create, DecisionVerdict, ExplainAward, ExportRuns, Get, List, ListAwards, Propose, RunChunk,
    RunPart, RunPlace, RunVerdict, SendBack, Simulate, Simulated, Verification, Verify,
};
use casework::ledger::WithLeft;
use chrono::{DateTime, Utc};
use contract::allocation::{follows, optional_run_hash, optional_scenario, same_call, seen_hashes};
use contract::names::{AllocationName, CallName, ResourceName};
use contract::simulation::{allocations, scenarios};
use contract::v1::allocation_service_server::AllocationService;
use contract::{Outward, SchemeContract, inward as read, money, page, v1};
use domain::allocation::Allocation;
use domain::allocation::award::Award;
use domain::allocation::simulation::Outcome;
use domain::identifiers::{AllocationId, CaseReference};
use domain::names;
use domain::page::Listed;
use domain::violations::Violations;

use super::page::PageOf;
use super::{Inward, Respond, inward, respond};
use crate::handlers::Handlers;

crate::table! {
    impl[S] AllocationService for Handlers<S>, scheme S {
        simulate_allocation => casework::allocation::Simulate;
        compare_allocations => casework::allocation::Compare;
        create_allocation => casework::allocation::Create;
        adjust_award => casework::allocation::AdjustAward;
        propose_allocation => casework::allocation::Propose;
        return_allocation => casework::allocation::SendBack;
        approve_allocation => casework::allocation::Approve;
        get_allocation => casework::allocation::Get;
        list_allocations => casework::allocation::List;
        list_awards => casework::allocation::ListAwards;
        explain_award => casework::allocation::ExplainAward;
        verify_allocation => casework::allocation::Verify;
        [feed] export_runs => casework::allocation::ExportRuns as ExportRunsStream;
    }
}

/// The list of allocations, in page tokens.
const LIST: &str = "ListAllocations";

/// The list of awards, in page tokens.
const AWARDS: &str = "ListAwards";

/// Applications named in a verdict.
const UNACCOUNTED_MAX: usize = 100;

inward! {
    ProposeAllocationRequest => Propose |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
    }
    ReturnAllocationRequest => SendBack |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        reason: read::reason(faults, "reason", &from.reason),
    }
    ApproveAllocationRequest => Approve |from, faults| {
        key: key::<S>(faults, &from.name),
        revision: read::etag(faults, "etag", &from.etag),
        seen: seen_hashes(faults, &from.run_hash, &from.decision_hash),
        euro_rate: contract::state_aid::euro_rate(faults, &from.euro_rate),
    }
    GetAllocationRequest => Get |from, faults| {
        key: key::<S>(faults, &from.name),
    }
    VerifyAllocationRequest => Verify |from, faults| {
        key: key::<S>(faults, &from.name),
    }
    ExportRunsRequest => ExportRuns |from, faults| {
        key: key::<S>(faults, &from.name),
        place: Some(RunPlace::default()),
    }
    SimulateAllocationRequest => Simulate |from, faults| {
        call: CallName::read(faults, "parent", &from.parent, S::PROFILE.code)
            .map(|parent| parent.call),
        scenarios: scenarios(faults, from.scenarios),
    }
}

respond! {
    |_step, allocation: Allocation, outward| { allocation: Some(outward.allocation(allocation)) }
    for Create => CreateAllocationResponse,
        Propose => ProposeAllocationResponse,
        SendBack => ReturnAllocationResponse,
        Get => GetAllocationResponse;

    |_step, approved: WithLeft<Allocation>, outward| {
        allocation: Some(outward.allocation(approved.answer)),
        left: approved.frames.into_iter().map(Into::into).collect(),
    }
    for Approve => ApproveAllocationResponse;

    |step, adjusted: AwardOfAllocation, outward| {
        award: Some(outward.award(&step.key.allocation.call, adjusted.award)),
        allocation: Some(outward.allocation(adjusted.allocation)),
    }
    for AdjustAward => AdjustAwardResponse;

    |step, verification: Verification, _outward| {
        decision: Some(decision::<S>(&step.key, verification.decision)),
        verified: verification.verified,
        run_hash: verification.run_hash,
        sub_frames: verification.sub_frames.into_iter().map(verdict).collect(),
    }
    for Verify => VerifyAllocationResponse;

    |_step, simulated: Simulated, outward| {
        outcomes: simulated.outcomes.into_iter().map(|one| outward.outcome(one)).collect(),
        not_assessed: i32::try_from(simulated.not_assessed).unwrap_or(i32::MAX),
    }
    for Simulate => SimulateAllocationResponse;

    |step, outcomes: Vec<Outcome>, outward| {
        outcomes: {
            let named = outcomes.into_iter().zip(&step.allocations);
            let outcomes = named.map(|(outcome, allocation)| {
                let name = outward.allocation_name(&step.call, *allocation).to_string();
                outward.outcome(Outcome { name, ..outcome })
            });
            outcomes.collect()
        },
    }
    for Compare => CompareAllocationsResponse;
}

impl<S: SchemeContract> Inward<S> for Create {
    type Message = v1::CreateAllocationRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let (mut found, scheme) = (Violations::new(), S::PROFILE.code);
        let faults = &mut found;
        let name = AllocationName::read(faults, "name", &message.name, scheme);
        let follows = follows(faults, name.as_ref(), &message, scheme);
        let scenario = optional_scenario(faults, message.scenario);
        let reason = read::optional_reason(faults, "reason", &message.reason);
        let run_hash = optional_run_hash(faults, &message.run_hash);
        let read = (|| {
            Some(Self {
                key: allocation_key(name?),
                follows: follows?,
                scenario: scenario?,
                reason: reason?,
                run_hash: run_hash?,
            })
        })();
        found.finish(read)
    }
}

impl<S: SchemeContract> Inward<S> for AdjustAward {
    type Message = v1::AdjustAwardRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let (mut found, scheme) = (Violations::new(), S::PROFILE.code);
        let faults = &mut found;
        let name = AllocationName::read(faults, "name", &message.name, scheme);
        let revision = read::etag(faults, "etag", &message.etag);
        let application = same_call(faults, name.as_ref(), &message.application, scheme);
        let amount = money::required(faults, "amount", message.amount);
        let reason = read::reason(faults, "reason", &message.reason);
        let read = (|| {
            Some(Self {
                key: AwardKey {
                    allocation: allocation_key(name?),
                    application: application?,
                },
                revision: revision?,
                amount: amount?,
                reason: reason?,
            })
        })();
        found.finish(read)
    }
}

impl<S: SchemeContract> Inward<S> for ExplainAward {
    type Message = v1::ExplainAwardRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let (mut faults, scheme) = (Violations::new(), S::PROFILE.code);
        let name = AllocationName::read(&mut faults, "name", &message.name, scheme);
        let application = same_call(&mut faults, name.as_ref(), &message.application, scheme);
        let read = (|| {
            let key = AwardKey {
                allocation: allocation_key(name?),
                application: application?,
            };
            Some(Self { key })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for ExplainAward {
    type Answer = AwardExplanation;
    type Response = v1::ExplainAwardResponse;

    fn respond(&self, answer: AwardExplanation, outward: &Outward<S>) -> Self::Response {
        let call = &self.key.allocation.call;
        let explained = (answer.explained, answer.later, answer.awaited);
        outward.explained_award(call, answer.grant_year, explained)
    }
}

impl<S: SchemeContract> Inward<S> for Compare {
    type Message = v1::CompareAllocationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let (mut faults, scheme) = (Violations::new(), S::PROFILE.code);
        let parent = CallName::read(&mut faults, "parent", &message.parent, scheme);
        let allocations = allocations(&mut faults, parent.as_ref(), &message.allocations, scheme);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                allocations: allocations?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Inward<S> for List {
    type Message = v1::ListAllocationsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = CallName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, LIST, parent.as_ref(), size, token);
        let read = (|| {
            Some(Self {
                call: parent?.call,
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for List {
    type Answer = Listed<Allocation, (DateTime<Utc>, AllocationId)>;
    type Response = v1::ListAllocationsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|row| {
            let key = (row.created, row.id);
            (key, outward.allocation(row))
        });
        let parent = outward.call_name(&self.call).to_string();
        let page = PageOf {
            list: LIST,
            parent: &parent,
        };
        let (allocations, next_page_token) = page.answer(rows, more);
        Self::Response {
            allocations,
            next_page_token,
        }
    }
}

impl<S: SchemeContract> Inward<S> for ListAwards {
    type Message = v1::ListAwardsRequest;

    fn inward(message: Self::Message) -> Result<Self, Violations> {
        let mut faults = Violations::new();
        let parent = AllocationName::read(&mut faults, "parent", &message.parent, S::PROFILE.code);
        let (size, token) = (message.page_size, &message.page_token);
        let page = page::read(&mut faults, AWARDS, parent.as_ref(), size, token);
        let read = (|| {
            Some(Self {
                key: allocation_key(parent?),
                page: page?,
            })
        })();
        faults.finish(read)
    }
}

impl<S: SchemeContract> Respond<S> for ListAwards {
    type Answer = Listed<Award, CaseReference>;
    type Response = v1::ListAwardsResponse;

    fn respond(&self, listed: Self::Answer, outward: &Outward<S>) -> Self::Response {
        let AllocationKey { call, allocation } = &self.key;
        let more = listed.next.is_some();
        let rows = listed.rows.into_iter().map(|row| {
            let key = row.case_reference.clone();
            (key, outward.award(call, row))
        });
        let parent = outward.allocation_name(call, *allocation).to_string();
        let page = PageOf {
            list: AWARDS,
            parent: &parent,
        };
        let (awards, next_page_token) = page.answer(rows, more);
        Self::Response {
            awards,
            next_page_token,
        }
    }
}

impl<S: SchemeContract> Respond<S> for ExportRuns {
    type Answer = RunChunk;
    type Response = v1::ExportRunsResponse;

    fn respond(&self, chunk: RunChunk, _outward: &Outward<S>) -> Self::Response {
        let bytes = chunk.text.into_bytes();
        match chunk.part {
            RunPart::Run(sub_frame) => Self::Response {
                sub_frame,
                chunk: bytes,
                ..Self::Response::default()
            },
            RunPart::Decision => Self::Response {
                decision: bytes,
                ..Self::Response::default()
            },
        }
    }
}

fn key<S: SchemeContract>(faults: &mut Violations, text: &str) -> Option<AllocationKey> {
    AllocationName::read(faults, "name", text, S::PROFILE.code).map(allocation_key)
}

/// Returns the key of an allocation.
pub(super) fn allocation_key(name: AllocationName) -> AllocationKey {
    AllocationKey {
        call: name.call,
        allocation: name.allocation,
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

fn decision<S: SchemeContract>(
    allocation: &AllocationKey,
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
