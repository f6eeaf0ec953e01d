//! The documents of a grant: when it takes them, and which payment waits for.

use super::{Grant, GrantState};
use crate::document::RequiredDocument;
use crate::findings::Finding;
use crate::refusal::Refusal;
use crate::step::StepName;

/// A document that the payment of a grant waits for, as the decision has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentDocument {
    /// The kind and its source.
    pub required: RequiredDocument,
    /// True if the grant has a document of this kind.
    pub is_there: bool,
}

impl Grant {
    /// Judges whether it takes documents: from its acceptance until it has ended.
    ///
    /// # Errors
    /// [`Refusal::WrongState`].
    pub fn takes_documents(&self) -> Result<(), Refusal> {
        match self.state {
            GrantState::Accepted { .. }
            | GrantState::Active { .. }
            | GrantState::Paused { .. }
            | GrantState::Reported { .. } => Ok(()),
            GrantState::Offered
            | GrantState::Declined
            | GrantState::Lapsed
            | GrantState::Reversed
            | GrantState::Closed { .. }
            | GrantState::Recovery { .. } => Err(self.wrong_state(StepName::UploadDocument)),
        }
    }

    /// One finding for each document that payment waits for and that is not there.
    pub(super) fn document_blocks(&self) -> Vec<Finding> {
        let missing = self.payment_documents.iter().filter(|one| !one.is_there);
        let finding = |one: &PaymentDocument| {
            let RequiredDocument { kind, citation } = &one.required;
            Finding::blocking("PAYMENT_DOCUMENT_MISSING", citation.clone())
                .on("payment_documents")
                .with("kind", kind.as_str())
        };
        missing.map(finding).collect()
    }
}
