//! Decisions and their letters.

use domain::calendar::local_date;
use domain::decision::{Decision, DecisionKind, LETTER_LANGUAGES};
use domain::delivery::{AppealTime, Arrival, DecisionPart, Delivery, Reached, Reasons};
use domain::reversal::ReversalGround;
use domain::shared_rules::appeal_time;
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

/// The longest text of reasons that were asked for.
const REASONS_CHARACTERS_MAX: usize = 10_000;

/// Reads the text of reasons that were asked for.
pub fn reasons(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.text(field, text, REASONS_CHARACTERS_MAX)
}

/// The longest words that are corrected.
const CORRECTED_CHARACTERS_MAX: usize = 500;

/// Reads words that are corrected, or that correct.
pub fn corrected(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.text(field, text, CORRECTED_CHARACTERS_MAX)
}

/// The part of a decision that a request names.
#[must_use]
pub const fn part(part: v1::DecisionPart) -> Option<DecisionPart> {
    match part {
        v1::DecisionPart::Unspecified => None,
        v1::DecisionPart::Letter => Some(DecisionPart::Letter),
        v1::DecisionPart::Reasons => Some(DecisionPart::Reasons),
    }
}

/// Reads what a request records of an arrival. What is assumed is never recorded.
pub fn recorded(faults: &mut Violations, field: &str, number: i32) -> Option<Arrival> {
    crate::inward::choice(faults, field, number, |arrival| match arrival {
        v1::Arrival::Delivered => Some(Arrival::Delivered),
        v1::Arrival::Read => Some(Arrival::Read),
        v1::Arrival::Unspecified | v1::Arrival::Assumed => None,
    })
}

/// Returns the day that something reached the party as the contract tells it, and how it is known.
fn reached(time: Option<AppealTime>, delivery: &Delivery) -> (String, v1::Arrival) {
    let reached = time.and_then(|time| time.reached(delivery).ok().flatten());
    reached.map_or_else(Default::default, |Reached { on, by }| {
        let by = match by {
            Arrival::Delivered => v1::Arrival::Delivered,
            Arrival::Read => v1::Arrival::Read,
            Arrival::Assumed => v1::Arrival::Assumed,
        };
        (on.to_string(), by)
    })
}

fn given(time: Option<AppealTime>, reasons: Reasons) -> v1::DecisionReasons {
    let (reach_date, arrival) = reached(time, &reasons.delivery);
    v1::DecisionReasons {
        ask_date: reasons.asked.to_string(),
        text: reasons.text,
        give_date: date_text(reasons.delivery.sent),
        reach_date,
        arrival: arrival.into(),
    }
}

/// Returns the domain's ground of a reversal.
#[must_use]
pub fn reversal_ground(ground: v1::ReversalGround) -> Option<ReversalGround> {
    match ground {
        v1::ReversalGround::Unspecified => None,
        v1::ReversalGround::NoHarm => Some(ReversalGround::NoHarm),
        v1::ReversalGround::NotReached => Some(ReversalGround::NotReached),
        v1::ReversalGround::Invalid => Some(ReversalGround::Invalid),
        v1::ReversalGround::Allowed => Some(ReversalGround::Allowed),
    }
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
        DecisionKind::AppealReversal => v1::DecisionKind::AppealReversal,
        DecisionKind::AppealUpheld => v1::DecisionKind::AppealUpheld,
        DecisionKind::Reconsidered => v1::DecisionKind::Reconsidered,
        DecisionKind::AppealDismissal => v1::DecisionKind::AppealDismissal,
        DecisionKind::AppealRejected => v1::DecisionKind::AppealRejected,
        DecisionKind::AppealAnnulled => v1::DecisionKind::AppealAnnulled,
        DecisionKind::ClaimReversal => v1::DecisionKind::ClaimReversal,
        DecisionKind::ClaimUpheld => v1::DecisionKind::ClaimUpheld,
        DecisionKind::Correction => v1::DecisionKind::Correction,
        DecisionKind::Reversal => v1::DecisionKind::Reversal,
        DecisionKind::Change => v1::DecisionKind::Change,
        DecisionKind::ChangeRefusal => v1::DecisionKind::ChangeRefusal,
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
        let time = appeal_time(local_date(decision.decided)).ok();
        let clock = time.and_then(|time| decision.clock(&time).ok());
        let last_day = clock.filter(|_| decision.appealable);
        let last_day = last_day.and_then(|clock| clock.last_day());
        let (reach_date, arrival) = reached(time, &decision.delivery());
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
            appealable: decision.appealable,
            reach_date,
            arrival: arrival.into(),
            appeal_until_date: date_text(last_day),
            reasons: decision.reasons.map(|reasons| given(time, reasons)),
        }
    }
}
