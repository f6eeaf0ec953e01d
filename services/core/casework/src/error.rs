//! Why an act did not happen.

use domain::identifiers::{CallId, CaseReference};
use domain::letter::ComposeError;
use domain::refusal::Refusal;
use domain::rules::RuleError;
use domain::step::StepName;
use store::StoreError;
use store::contents::ContentsError;
use store::transaction::JobError;

use crate::document::ScanError;
use crate::finance::FileFault;

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
        /// The fault, for the log.
        fault: PlanFault,
    },
    /// The letter of a decision could not be composed: ours to mend.
    #[error("the letter of case {case} could not be composed: {fault}")]
    Letter {
        /// The case.
        case: CaseReference,
        /// The fault, for the log.
        fault: ComposeError,
    },
    /// A letter could not be typeset: ours to mend.
    #[error("a letter could not be typeset: {fault}")]
    Typeset {
        /// The fault, for the log.
        fault: String,
    },
    /// Applications compete in sub-frames that the scheme's plan does not have: ours to mend.
    #[error("call {call} has {competing} competing applications, but {divided} awards")]
    SubFrameMissing {
        /// The call.
        call: CallId,
        /// The number of applications that compete.
        competing: usize,
        /// The number of awards that the division gave.
        divided: usize,
    },
    /// The computation of a step panicked: ours to mend.
    #[error("the computation of {} panicked", .0.name())]
    Panicked(StepName),
    /// The bank's file of a batch that was approved cannot be written: ours to mend.
    #[error(transparent)]
    BankFile(FileFault),
    /// A document's content is another than the one that was stored: ours to mend.
    #[error("the content of {document} is not the one that was stored")]
    ContentDiffers {
        /// Name of the document.
        document: String,
    },
    /// The place of documents' contents.
    #[error(transparent)]
    Contents(#[from] ContentsError),
    /// The virus scanner.
    #[error(transparent)]
    Scan(#[from] ScanError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A fault in the plan a scheme made for a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// The payments do not sum to the grant, or one of them is not positive.
    #[error("its payments do not come to what is granted")]
    Payments,
    /// No report would end the grant.
    #[error("it has no report that would end it")]
    NoReport,
}

impl JobError for CaseError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            CaseError::Store(error) => Some(error),
            CaseError::Refused(_)
            | CaseError::Rule(_)
            | CaseError::RulesChanged { .. }
            | CaseError::Plan { .. }
            | CaseError::Letter { .. }
            | CaseError::Typeset { .. }
            | CaseError::SubFrameMissing { .. }
            | CaseError::Panicked(_)
            | CaseError::BankFile(_)
            | CaseError::ContentDiffers { .. }
            | CaseError::Contents(_)
            | CaseError::Scan(_) => None,
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
