//! Versions of terms in the columns of a grant.

use domain::decision::DecisionNumber;
use domain::grant::{Grant, TermsVersion};
use store::error::{Row, StoreError};

/// A part of the terms that each grant was accepted with.
pub(super) fn accepted<T>(grants: &[Grant], part: impl Fn(&TermsVersion) -> T) -> Vec<Option<T>> {
    let terms = grants.iter().map(|grant| grant.accepted_terms.as_ref());
    terms.map(|terms| terms.map(&part)).collect()
}

/// Reads a version from its two columns.
pub(super) fn read(
    at: &Row,
    decision: Option<i32>,
    text_sha256: Option<String>,
) -> Result<Option<TermsVersion>, StoreError> {
    let read = |(decision, text_sha256)| {
        let decision = at.known("decision", DecisionNumber::new(decision))?;
        Ok(TermsVersion {
            decision,
            text_sha256,
        })
    };
    decision.zip(text_sha256).map(read).transpose()
}
