//! Faults of a decision document: in its text, and against its runs.

use text::{Language, kroner};

use crate::identifiers::CaseReference;
use crate::money::Money;

/// A text that is not a decision document as this program writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// It is something else.
    #[error("it is no decision document: {0}")]
    Unreadable(String),
    /// It says what a decision says, in other bytes: its hash would be another.
    #[error("the text is not written as a decision is written")]
    NotCanonical,
}

/// A statement of a decision that its runs contradict.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionFault {
    /// It rests on other runs.
    #[error("the decision names run {stated}, the runs give {given}")]
    OtherRun {
        /// Stated in the document.
        stated: String,
        /// Given by the runs.
        given: String,
    },
    /// It has more or fewer sub-frames than there are runs.
    #[error("the decision has {stated} sub-frames, there are {given} runs")]
    OtherSubFrames {
        /// Stated in the document.
        stated: usize,
        /// Runs.
        given: usize,
    },
    /// A total or the budget of a sub-frame is not what the runs and the adjusted awards give.
    #[error("{sub_frame}: {what} is {}, the runs give {}", amount(*stated), amount(*given))]
    Total {
        /// Code of the sub-frame.
        sub_frame: String,
        /// Name of the amount.
        what: &'static str,
        /// Stated in the document.
        stated: Money,
        /// Given by the runs and the adjusted awards.
        given: Money,
    },
    /// More is decided than there is.
    #[error("{sub_frame}: {} is decided of {}", amount(*decided), amount(*budget))]
    AboveBudget {
        /// Code of the sub-frame.
        sub_frame: String,
        /// The sum of the awards.
        decided: Money,
        /// The amount that could be promised.
        budget: Money,
    },
    /// An adjusted award names an application that its sub-frame's run does not have.
    #[error("{case}: the run of sub-frame {sub_frame} does not have it")]
    NotInRun {
        /// The case.
        case: CaseReference,
        /// Code of the sub-frame it names.
        sub_frame: String,
    },
    /// An adjusted award names another calculated amount than the run.
    #[error("{case}: calculated is {}, the run gives {}", amount(*stated), amount(*given))]
    Calculated {
        /// The case.
        case: CaseReference,
        /// Stated in the document.
        stated: Money,
        /// Given by the run.
        given: Money,
    },
    /// An adjusted award is below nothing or above what could be granted.
    #[error("{case}: {} is decided, at most {} could be", amount(*decided), amount(*claimed))]
    OutOfRange {
        /// The case.
        case: CaseReference,
        /// The decided amount.
        decided: Money,
        /// The most that could be granted.
        claimed: Money,
    },
    /// An application is listed more than once.
    #[error("{0}: is adjusted more than once")]
    Twice(CaseReference),
    /// An adjustment without its reason or the person who made it.
    #[error("{0}: is adjusted without a reason or a person")]
    Unreasoned(CaseReference),
}

fn amount(amount: Money) -> String {
    kroner(amount.ore(), Language::English)
}
