//! The terms of a grant, in the version that was sent to the recipient.

use serde::{Deserialize, Serialize};

use super::Grant;
use crate::decision::DecisionNumber;
use crate::findings::Finding;
use crate::names;
use crate::refusal::Refusal;

/// A version of the terms: the decision whose letter has them, and the hash of that letter. Terms
/// are the same in every language, so a version does not name one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermsVersion {
    /// The decision.
    pub decision: DecisionNumber,
    /// SHA-256 of the letter's text in all its languages, as 64 small hexadecimal digits.
    pub text_sha256: String,
}

impl Grant {
    /// Returns the version that was sent last.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] before a letter is sent.
    pub(super) fn sent_terms(&self) -> Result<&TermsVersion, Refusal> {
        self.terms.as_ref().ok_or_else(|| {
            let finding = Finding::blocking("GRANT_TERMS_NOT_SENT", "configurable");
            Refusal::RulesNotMet(vec![finding])
        })
    }

    /// Requires that a version is the one that was sent last.
    ///
    /// # Errors
    /// [`Refusal::RulesNotMet`] before a letter is sent; [`Refusal::OtherTerms`] when another
    /// version is in force.
    pub(super) fn require_terms(&self, named: &TermsVersion) -> Result<(), Refusal> {
        let sent = self.sent_terms()?;
        if named == sent {
            return Ok(());
        }
        Err(Refusal::OtherTerms {
            decision: names::decision(&self.call, self.id, sent.decision),
            text_sha256: sent.text_sha256.clone(),
        })
    }
}
