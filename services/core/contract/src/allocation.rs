//! Allocations and awards (fordeling, tildeling).

use domain::allocation::award::{Award, AwardReason, Decision};
use domain::allocation::decision::SeenHashes;
use domain::allocation::division::PlanScenario;
use domain::allocation::{Allocation, AllocationState, SubFrameResult};
use domain::identifiers::{AllocationId, ApplicationId, CallId};
use domain::violations::Violations;

use crate::fields::sha256;
use crate::names::{AllocationName, ApplicationName, ResourceName};
use crate::outward::{Outward, count, timestamp};
use crate::simulation::scenario;
use crate::{SchemeContract, v1};

/// Reads an application of the allocation's call.
pub fn same_call(
    faults: &mut Violations,
    allocation: Option<&AllocationName>,
    text: &str,
    scheme: &str,
) -> Option<ApplicationId> {
    let application = ApplicationName::read(faults, "application", text, scheme)?;
    if allocation.is_some_and(|allocation| allocation.call != application.call) {
        faults.add(
            "application",
            "is of another call than the allocation; name an application of the same call",
        );
        return None;
    }
    Some(application.application)
}

/// Reads the adopted scenario, where one is given. The outer `None` is a fault.
pub fn optional_scenario(
    faults: &mut Violations,
    from: Option<v1::AllocationScenario>,
) -> Option<Option<PlanScenario>> {
    match from {
        None => Some(None),
        Some(from) => faults
            .within("scenario", |faults| scenario(faults, from))
            .map(Some),
    }
}

/// Reads a run's hash, where one is named. The outer `None` is a fault.
pub fn optional_run_hash(faults: &mut Violations, text: &str) -> Option<Option<String>> {
    if text.is_empty() {
        Some(None)
    } else {
        sha256(faults, "run_hash", text).map(Some)
    }
}

/// Reads the allocation that a new one follows: another of the same call; `None` where none is
/// named. The outer `None` is a fault.
pub fn follows(
    faults: &mut Violations,
    allocation: Option<&AllocationName>,
    from: &v1::CreateAllocationRequest,
    scheme: &str,
) -> Option<Option<AllocationId>> {
    if from.follows.is_empty() {
        return Some(None);
    }
    let followed = AllocationName::read(faults, "follows", &from.follows, scheme)?;
    if from.scenario.is_some() || !from.reason.is_empty() || !from.run_hash.is_empty() {
        faults.add(
            "follows",
            "goes without scenario, reason and run_hash: freed money is divided by the run of the \
                first allocation; leave them out",
        );
        return None;
    }
    if let Some(allocation) = allocation {
        if allocation.call != followed.call {
            faults.add(
                "follows",
                "is of another call; name the approved allocation of the same call",
            );
            return None;
        }
        if allocation.allocation == followed.allocation {
            faults.add(
                "follows",
                "is the new allocation itself; name the approved one",
            );
            return None;
        }
    }
    Some(Some(followed.allocation))
}

/// Reads the hashes of an allocation as its approver saw them.
pub fn seen_hashes(
    faults: &mut Violations,
    run_hash: &str,
    decision_hash: &str,
) -> Option<SeenHashes> {
    let run = sha256(faults, "run_hash", run_hash);
    let decision = sha256(faults, "decision_hash", decision_hash);
    Some(SeenHashes {
        run: run?,
        decision: decision?,
    })
}

impl From<&AllocationState> for v1::AllocationState {
    fn from(state: &AllocationState) -> Self {
        match state {
            AllocationState::Draft => v1::AllocationState::Draft,
            AllocationState::Proposed { .. } => v1::AllocationState::Proposed,
            AllocationState::Returned => v1::AllocationState::Returned,
            AllocationState::Approved { .. } => v1::AllocationState::Approved,
        }
    }
}

impl From<Decision> for v1::Decision {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Granted => v1::Decision::Granted,
            Decision::PartlyGranted => v1::Decision::PartlyGranted,
            Decision::Refused => v1::Decision::Refused,
            Decision::Released => v1::Decision::Released,
        }
    }
}

impl From<SubFrameResult> for v1::SubFrameResult {
    fn from(result: SubFrameResult) -> Self {
        v1::SubFrameResult {
            code: result.sub_frame,
            budget: Some(result.budget.into()),
            calculated: Some(result.calculated.into()),
            awarded: Some(result.awarded.into()),
            applications: count(result.granted + result.partly_granted + result.refused),
            granted: count(result.granted),
            partly_granted: count(result.partly_granted),
            refused: count(result.refused),
        }
    }
}

impl<S: SchemeContract> Outward<S> {
    /// Returns the name of an allocation.
    #[must_use]
    pub fn allocation_name(&self, call: &CallId, allocation: AllocationId) -> AllocationName {
        AllocationName {
            scheme: self.scheme(),
            call: call.clone(),
            allocation,
        }
    }

    /// Writes an allocation.
    #[must_use]
    pub fn allocation(&self, allocation: Allocation) -> v1::Allocation {
        let state = &allocation.state;
        let decision_hash = allocation.decision_hash();
        let adopted = allocation.adopted.unwrap_or_default();
        v1::Allocation {
            name: self
                .allocation_name(&allocation.call, allocation.id)
                .to_string(),
            follows: allocation
                .follows
                .map(|follows| self.allocation_name(&allocation.call, follows).to_string())
                .unwrap_or_default(),
            state: v1::AllocationState::from(state).into(),
            last_step: Some(self.step(&allocation.last_step, true)),
            proposed_by: state.proposed_by().unwrap_or_default().to_owned(),
            approved_by: state.approved_by().unwrap_or_default().to_owned(),
            run_hash: allocation.run_hash,
            decision_hash,
            sub_frames: allocation.sub_frames.into_iter().map(Into::into).collect(),
            etag: allocation.revision.etag(),
            create_time: Some(timestamp(allocation.created)),
            scenario: adopted.scenario,
            scenario_reason: adopted.reason,
        }
    }

    /// Writes an award of an allocation of this call.
    #[must_use]
    pub fn award(&self, call: &CallId, award: Award) -> v1::Award {
        let decision = award.decision();
        let reason_code = award.reason.as_ref().map(AwardReason::code);
        let adjusted_by = self.actor(award.adjusted_by().unwrap_or_default(), true);
        v1::Award {
            application: self.application_name(call, award.application).to_string(),
            case_reference: award.case_reference.to_string(),
            sub_frame: award.sub_frame,
            requested: Some(award.requested.into()),
            claimed: Some(award.claimed.into()),
            notified: Some(award.notified.into()),
            calculated: Some(award.calculated.into()),
            amount: Some(award.amount.into()),
            decision: v1::Decision::from(decision).into(),
            reason_code: reason_code.unwrap_or_default().to_owned(),
            adjusted_by,
            reason: award
                .reason
                .as_ref()
                .map(|reason| reason.text(self.catalogues(), self.language))
                .unwrap_or_default(),
            organisation_number: award.applicant.organisation.into(),
            organisation_name: award.applicant.name,
            municipality_number: award.applicant.municipality.into(),
        }
    }
}
