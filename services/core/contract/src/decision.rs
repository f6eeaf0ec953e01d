//! Decisions and their letters.

use domain::decision::{Decision, DecisionKind, LETTER_LANGUAGES};
use domain::violations::Violations;
use text::Language;

use crate::fields::date_text;
use crate::names::DecisionName;
use crate::outward::{Outward, timestamp};
use crate::scheme::SchemeContract;
use crate::v1;

/// Reads the language of a letter, where one is named. The outer `None` is a fault.
pub fn language(faults: &mut Violations, field: &str, text: &str) -> Option<Option<Language>> {
    if text.is_empty() {
        return Some(None);
    }
    let found = LETTER_LANGUAGES.into_iter().find(|one| one.code() == text);
    if found.is_none() {
        faults.add(
            field,
            "is no language of letters; use nb or nn, or leave it out",
        );
    }
    found.map(Some)
}

const fn kind(kind: DecisionKind) -> v1::DecisionKind {
    match kind {
        DecisionKind::Grant => v1::DecisionKind::Grant,
        DecisionKind::PartialGrant => v1::DecisionKind::PartialGrant,
        DecisionKind::Refusal => v1::DecisionKind::Refusal,
        DecisionKind::Dismissal => v1::DecisionKind::Dismissal,
        DecisionKind::Lapse => v1::DecisionKind::Lapse,
        DecisionKind::Raise => v1::DecisionKind::Raise,
        DecisionKind::Claim => v1::DecisionKind::Claim,
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The name of a decision.
    #[must_use]
    pub fn decision_name(&self, decision: &Decision) -> DecisionName {
        DecisionName {
            scheme: self.scheme(),
            call: decision.call.clone(),
            application: decision.application,
            decision: decision.number,
        }
    }

    /// A decision.
    #[must_use]
    pub fn decision(&self, decision: Decision) -> v1::CaseDecision {
        let allocation = decision.allocation;
        let allocation = allocation.map(|id| self.allocation_name(&decision.call, id).to_string());
        v1::CaseDecision {
            name: self.decision_name(&decision).to_string(),
            kind: kind(decision.kind).into(),
            amount: Some(decision.amount.into()),
            legal_ground: decision.legal_ground,
            allocation: allocation.unwrap_or_default(),
            signer: decision.signer,
            decide_time: Some(timestamp(decision.decided)),
            dispatch_date: date_text(decision.dispatched),
            text_sha256: decision.text_sha256,
        }
    }
}
