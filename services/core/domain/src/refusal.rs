//! Every way a step can be refused by the domain. Knows nothing of transport: `server` gives each
//! its status.

use std::collections::BTreeSet;

use allocation::Conflict;
use chrono::{DateTime, Utc};

use crate::caller::Role;
use crate::findings::Finding;
use crate::ledger::BudgetItem;
use crate::money::Money;
use crate::step::{Revision, StepName};
use crate::violations::FieldViolation;

/// Why a step was refused. In the order in which a request is judged.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// One or more fields break their constraints. Every fault is in the list.
    #[error("{} field(s) are not valid", .0.len())]
    InvalidFields(Vec<FieldViolation>),
    /// No role of the caller may take the step.
    #[error("none of the caller's roles may {}", .step.name())]
    RoleNotAllowed {
        /// The step asked for.
        step: StepName,
        /// The roles the caller holds.
        roles: BTreeSet<Role>,
    },
    /// The resource does not exist, or the caller may not know of it.
    #[error("{resource} was not found")]
    NotFound {
        /// Name of the resource.
        resource: String,
    },
    /// The caller has declared an interest in the case (inhabil).
    #[error("the caller has declared an interest in {resource}")]
    InterestDeclared {
        /// Name of the case.
        resource: String,
    },
    /// The same person took the step that this one must check.
    #[error("{actor} took {other}, and may not also take {step}", other = .other.name(),
        step = .step.name())]
    FourEyes {
        /// The person.
        actor: String,
        /// The step taken before.
        other: StepName,
        /// The step asked for.
        step: StepName,
    },
    /// The id is taken by something with other content.
    #[error("{resource} exists with other content")]
    IdTaken {
        /// Name of the resource.
        resource: String,
    },
    /// The applicant has an application in this call, and the scheme takes one.
    #[error("{organisation_number} already has {existing}")]
    DuplicateApplication {
        /// The organisation.
        organisation_number: String,
        /// The application that is there.
        existing: String,
    },
    /// The resource changed since the caller read it.
    #[error("{resource} has changed since it was read")]
    Stale {
        /// Name of the resource.
        resource: String,
        /// The revision it has now.
        current: Revision,
    },
    /// The step is not open in this state.
    #[error("{} is not open while {resource} is {state}", .step.name())]
    WrongState {
        /// Name of the resource.
        resource: String,
        /// The state it is in.
        state: &'static str,
        /// The step asked for.
        step: StepName,
    },
    /// The content of the case was erased.
    #[error("{resource} was erased at {at} under {disposal}")]
    Erased {
        /// Name of the resource.
        resource: String,
        /// The time of the erasure.
        at: DateTime<Utc>,
        /// Name of the disposal.
        disposal: String,
    },
    /// The deadline has passed, or the call is not open.
    #[error("the deadline was {deadline}")]
    DeadlinePassed {
        /// The last moment.
        deadline: DateTime<Utc>,
    },
    /// The rules do not allow it.
    #[error("{} rule(s) are not met", .0.len())]
    RulesNotMet(Vec<Finding>),
    /// Applications that something is to be granted are not in order: the name of each, with the
    /// finding that stops the decision.
    #[error("{} application(s) are not in order", .0.len())]
    NotInOrder(Vec<(String, Finding)>),
    /// The round is not ready for the step.
    #[error("{} application(s) are not ready", .0.len())]
    IncompleteRound(Vec<IncompleteCase>),
    /// The engine cannot divide the budget under these bounds.
    #[error("the allocation cannot be run: {}", codes(.0))]
    AllocationConflict(Vec<Conflict>),
    /// The engine broke its own promise: a bug, not a fault of the request.
    #[error("{0}")]
    EngineFault(String),
    /// The run that would be created is not the one that was compared.
    #[error("the run is {run_hash} now, another than the one that was compared")]
    OtherRun {
        /// The hash of the run as it is now.
        run_hash: String,
    },
    /// The decision is another than the one that the approver saw.
    #[error("the decision is {decision_hash} now, another than the one that was seen")]
    OtherDecision {
        /// The hash of the decision as it is now.
        decision_hash: String,
    },
    /// The terms are others than those that the caller names.
    #[error("the terms in force are those of {decision}, with the hash {text_sha256}")]
    OtherTerms {
        /// Name of the decision whose letter was sent last.
        decision: String,
        /// The hash of its letter.
        text_sha256: String,
    },
    /// The appropriation does not hold.
    #[error("{item} has {} øre left, {} øre would be framed", left.ore(), wanted.ore())]
    AppropriationExceeded {
        /// The chapter and post, and the year.
        item: BudgetItem,
        /// The amount in no frame yet.
        left: Money,
        /// The amount that would be framed or taken back.
        wanted: Money,
    },
    /// The authority to commit a later year does not hold.
    #[error("{item} has authority for {} øre left, {} øre would be used", left.ore(), wanted.ore())]
    AuthorityExceeded {
        /// The chapter and post, and the later year.
        item: BudgetItem,
        /// The authority that is not used.
        left: Money,
        /// The authority that would be used or taken back.
        wanted: Money,
    },
    /// The frame does not hold.
    #[error(
        "frame {sub_frame} has {} øre left, {} øre would be promised",
        left.ore(),
        wanted.ore()
    )]
    FrameExceeded {
        /// Code of the sub-frame.
        sub_frame: String,
        /// The amount left to promise.
        left: Money,
        /// The amount that would be promised.
        wanted: Money,
    },
}

impl From<allocation::Error> for Refusal {
    fn from(error: allocation::Error) -> Self {
        match error {
            allocation::Error::Conflicts(conflicts) => Self::AllocationConflict(conflicts),
            bug => Self::EngineFault(bug.to_string()),
        }
    }
}

fn codes(conflicts: &[Conflict]) -> String {
    let codes: Vec<&str> = conflicts.iter().map(Conflict::code).collect();
    codes.join(", ")
}

/// An application that is not ready for a step of the whole round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncompleteCase {
    /// The application's name.
    pub application: String,
    /// The missing part: a message id of the domain's catalogue.
    pub missing: &'static str,
}
