//! Appeals and their case files.

use domain::appeal::{
    Appeal, AppealNumber, AppealOutcome, AppealState, BodyOutcome, Forwarding, OwnOutcome,
};
use domain::case_file::CaseFileKind;
use domain::identifiers::{ApplicationId, CallId};
use domain::money::Money;
use domain::violations::Violations;

use crate::names::{AppealName, DecisionName};
use crate::outward::Outward;
use crate::scheme::SchemeContract;
use crate::{money, v1};

/// The longest words of an appeal.
const TEXT_CHARACTERS_MAX: usize = 10_000;

/// Reads the words of an appeal.
pub fn text(faults: &mut Violations, field: &str, text: &str) -> Option<String> {
    faults.text(field, text, TEXT_CHARACTERS_MAX)
}

/// The name of a state in the domain, which lists are filtered by.
#[must_use]
pub const fn state_name(state: v1::AppealState) -> Option<&'static str> {
    Some(match state {
        v1::AppealState::Unspecified => return None,
        v1::AppealState::Lodged => "lodged",
        v1::AppealState::Late => "late",
        v1::AppealState::Prepared => "prepared",
        v1::AppealState::Forwarded => "forwarded",
        v1::AppealState::SentBack => "sent_back",
        v1::AppealState::Closed => "closed",
        v1::AppealState::Withdrawn => "withdrawn",
    })
}

/// A decision of the body of appeal.
#[must_use]
pub const fn body_outcome(outcome: v1::BodyOutcome) -> Option<BodyOutcome> {
    match outcome {
        v1::BodyOutcome::Unspecified => None,
        v1::BodyOutcome::Rejected => Some(BodyOutcome::Rejected),
        v1::BodyOutcome::Annulled => Some(BodyOutcome::Annulled),
        v1::BodyOutcome::Upheld => Some(BodyOutcome::Upheld),
        v1::BodyOutcome::PartlyUpheld => Some(BodyOutcome::PartlyUpheld),
    }
}

/// A decision of the authority.
#[must_use]
pub const fn own_outcome(outcome: v1::OwnOutcome) -> Option<OwnOutcome> {
    match outcome {
        v1::OwnOutcome::Unspecified => None,
        v1::OwnOutcome::Reversed => Some(OwnOutcome::Reversed),
        v1::OwnOutcome::PartlyReversed => Some(OwnOutcome::PartlyReversed),
        v1::OwnOutcome::Reconsidered => Some(OwnOutcome::Reconsidered),
    }
}

/// Reads the amount of an outcome: there where it gives more, and only there. `gives` is unknown
/// where the outcome is at fault itself.
pub fn amount(
    faults: &mut Violations,
    gives: Option<bool>,
    amount: Option<v1::Money>,
) -> Option<Option<Money>> {
    match gives {
        Some(true) => money::required(faults, "amount", amount).map(Some),
        Some(false) if amount.is_some() => {
            faults.add("amount", "does not go with this outcome; leave it out");
            None
        }
        Some(false) => Some(None),
        None => money::optional(faults, "amount", amount),
    }
}

const fn state(state: &AppealState) -> v1::AppealState {
    match state {
        AppealState::Lodged => v1::AppealState::Lodged,
        AppealState::Late => v1::AppealState::Late,
        AppealState::Prepared { .. } => v1::AppealState::Prepared,
        AppealState::Forwarded => v1::AppealState::Forwarded,
        AppealState::SentBack { .. } => v1::AppealState::SentBack,
        AppealState::Closed { .. } => v1::AppealState::Closed,
        AppealState::Withdrawn => v1::AppealState::Withdrawn,
    }
}

const fn outcome(outcome: AppealOutcome) -> v1::AppealOutcome {
    match outcome {
        AppealOutcome::Reversed => v1::AppealOutcome::Reversed,
        AppealOutcome::PartlyReversed => v1::AppealOutcome::PartlyReversed,
        AppealOutcome::Reconsidered => v1::AppealOutcome::Reconsidered,
        AppealOutcome::Upheld => v1::AppealOutcome::Upheld,
        AppealOutcome::PartlyUpheld => v1::AppealOutcome::PartlyUpheld,
        AppealOutcome::Rejected => v1::AppealOutcome::Rejected,
        AppealOutcome::Dismissed => v1::AppealOutcome::Dismissed,
    }
}

const fn kind(kind: CaseFileKind) -> v1::CaseFileKind {
    match kind {
        CaseFileKind::Application => v1::CaseFileKind::Application,
        CaseFileKind::Attachment => v1::CaseFileKind::Attachment,
        CaseFileKind::Allocation => v1::CaseFileKind::Allocation,
        CaseFileKind::Decision => v1::CaseFileKind::Decision,
        CaseFileKind::Appeal => v1::CaseFileKind::Appeal,
        CaseFileKind::Document => v1::CaseFileKind::Document,
    }
}

impl<S: SchemeContract> Outward<S> {
    /// The name of an appeal.
    #[must_use]
    pub fn appeal_name(
        &self,
        call: &CallId,
        application: ApplicationId,
        number: AppealNumber,
    ) -> AppealName {
        AppealName {
            scheme: self.scheme(),
            call: call.clone(),
            application,
            appeal: number,
        }
    }

    /// An appeal.
    #[must_use]
    pub fn appeal(&self, appeal: Appeal) -> v1::Appeal {
        let decision_name = |decision| {
            let name = DecisionName {
                scheme: self.scheme(),
                call: appeal.call.clone(),
                application: appeal.application,
                decision,
            };
            name.to_string()
        };
        let (outcome, ended_by) = match &appeal.state {
            AppealState::Closed {
                outcome: ended,
                decision,
            } => (outcome(*ended), Some(*decision)),
            AppealState::SentBack { annulled_by } => {
                (v1::AppealOutcome::Unspecified, Some(*annulled_by))
            }
            AppealState::Prepared { annulled_by } => (v1::AppealOutcome::Unspecified, *annulled_by),
            AppealState::Lodged
            | AppealState::Late
            | AppealState::Forwarded
            | AppealState::Withdrawn => (v1::AppealOutcome::Unspecified, None),
        };
        let name = self.appeal_name(&appeal.call, appeal.application, appeal.number);
        v1::Appeal {
            name: name.to_string(),
            state: state(&appeal.state).into(),
            decision: decision_name(appeal.decision),
            organisation_number: appeal.organisation.to_string(),
            receive_date: appeal.received.to_string(),
            text: appeal.text,
            lodged: Some(self.step(&appeal.lodged, false)),
            admitted: appeal.admitted.map(|one| self.step(&one, false)),
            prepared: appeal.prepared.map(|one| self.step(&one, false)),
            forwarded: appeal.forwarded.map(|sent| self.case_file(sent)),
            outcome: outcome.into(),
            outcome_decision: ended_by.map(decision_name).unwrap_or_default(),
            last_step: Some(self.step(&appeal.last_step, false)),
            etag: appeal.revision.etag(),
        }
    }

    fn case_file(&self, sent: Forwarding) -> v1::AppealForwarding {
        let items = sent.items.into_iter().map(|item| v1::CaseFileItem {
            kind: kind(item.kind).into(),
            name: format!("{}/{}", self.scheme_name(), item.name),
        });
        v1::AppealForwarding {
            record: Some(self.step(&sent.record, false)),
            items: items.collect(),
        }
    }
}
