//! Why an act did not happen.

use domain::identifiers::{CallId, CaseReference};
use domain::refusal::Refusal;
use domain::rules::RuleError;
use domain::step::StepName;
use store::StoreError;
use store::transaction::JobError;

/// Why an act did not happen. Nothing of it was stored.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The domain says no: the caller's to know.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rule book lacks a value or holds one of the wrong kind: ours to mend.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The program's rule values on the call's date are not the ones the call was opened under:
    /// ours to mend, by running the program with the values that were announced.
    #[error("the rule values on the date of call {call} have changed since it was opened")]
    RulesChanged {
        /// The call.
        call: CallId,
    },
    /// The scheme made a plan for a grant that cannot be: ours to mend.
    #[error("the plan of case {case} is wrong: {fault}")]
    Plan {
        /// The case.
        case: CaseReference,
        /// What is wrong with it, for the log.
        fault: &'static str,
    },
    /// The computation of a step panicked: ours to mend.
    #[error("the computation of {} panicked", .0.name())]
    Panicked(StepName),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl JobError for CaseError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            CaseError::Store(error) => Some(error),
            CaseError::Refused(_)
            | CaseError::Rule(_)
            | CaseError::RulesChanged { .. }
            | CaseError::Plan { .. }
            | CaseError::Panicked(_) => None,
        }
    }
}

/// A resource that does not exist, or that the caller may not know of.
#[must_use]
pub fn not_found(resource: impl Into<String>) -> CaseError {
    CaseError::Refused(Refusal::NotFound {
        resource: resource.into(),
    })
}
