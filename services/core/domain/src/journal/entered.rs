//! The table of which events a case's journal has, and the way of each.

use super::{Direction, JournalKind};
use crate::event::NewEvent;
use crate::step::StepName;

/// Returns the entry that an event makes in the journal of its case; `None` for work within the
/// staff, for what is not sent in yet, and for what is in no case. A decision is entered when its
/// letter is sent.
#[must_use]
pub fn entered(event: &NewEvent) -> Option<(JournalKind, Direction)> {
    use Direction::{Incoming, Internal, Outgoing};
    use JournalKind as Kind;
    let from_party = if event.by_staff { Internal } else { Incoming };
    match event.step {
        StepName::SubmitApplication => Some((Kind::Application, Incoming)),
        StepName::WithdrawApplication => Some((Kind::Withdrawal, Incoming)),
        StepName::ReturnApplication => Some((Kind::Return, Outgoing)),
        StepName::RecordAssessment => Some((Kind::Assessment, Internal)),
        StepName::DispatchDecisions => Some((Kind::Decision, Outgoing)),
        StepName::RequestReasons => Some((Kind::ReasonsRequest, Incoming)),
        StepName::GiveReasons => Some((Kind::Reasons, Outgoing)),
        StepName::LodgeAppeal => Some((Kind::Appeal, Incoming)),
        StepName::WithdrawAppeal => Some((Kind::AppealWithdrawal, Incoming)),
        StepName::AdmitAppeal => Some((Kind::AppealNotice, Outgoing)),
        StepName::ForwardAppeal => Some((Kind::AppealForwarding, Outgoing)),
        StepName::RecordAppealOutcome => Some((Kind::AppealOutcome, Incoming)),
        StepName::NoticeLapse | StepName::AdmitLateAcceptance => {
            Some((Kind::OfferNotice, Outgoing))
        }
        StepName::AcceptGrant => Some((Kind::Acceptance, Incoming)),
        StepName::DeclineGrant => Some((Kind::Refusal, Incoming)),
        StepName::SubmitRevisedBudget => Some((Kind::Budget, Incoming)),
        StepName::ApproveRevisedBudget | StepName::ReturnRevisedBudget => {
            Some((Kind::BudgetAnswer, Outgoing))
        }
        StepName::RequestChange => Some((Kind::Change, Incoming)),
        StepName::WithdrawChange => Some((Kind::ChangeWithdrawal, Incoming)),
        StepName::SupplyFacts => Some((Kind::Facts, from_party)),
        StepName::ChangeAccount => Some((Kind::Account, from_party)),
        StepName::ApproveAccount | StepName::RejectAccount => Some((Kind::AccountAnswer, Outgoing)),
        StepName::ActivateGrant
        | StepName::FundGrant
        | StepName::PauseGrant
        | StepName::ResumeGrant => Some((Kind::PaymentNotice, Outgoing)),
        StepName::RecordBreach => Some((Kind::Breach, Outgoing)),
        StepName::ReleaseObligations => Some((Kind::Release, Outgoing)),
        StepName::NoticeRecovery => Some((Kind::RecoveryNotice, Outgoing)),
        StepName::AnswerRecovery => Some((Kind::RecoveryAnswer, from_party)),
        StepName::ApproveArrangement => Some((Kind::Arrangement, Outgoing)),
        StepName::SubmitReport => Some((Kind::Report, Incoming)),
        StepName::ReturnReport | StepName::AcceptReport => Some((Kind::ReportAnswer, Outgoing)),
        StepName::RemindReports => Some((Kind::Reminder, Outgoing)),
        StepName::ExtendReport | StepName::MoveDeadlines => Some((Kind::Extension, Outgoing)),
        StepName::ConfirmSuccession => Some((Kind::Succession, Outgoing)),
        StepName::AnnounceDisposal => Some((Kind::DisposalNotice, Outgoing)),
        StepName::CarryOutDisposal => Some((Kind::Disposal, Internal)),
        StepName::RecordControl => Some((Kind::Control, Outgoing)),
        StepName::UploadDocument => Some((Kind::Document, from_party)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::event::ORIGIN;
    use crate::identifiers::OrganisationNumber;
    use crate::notification::told_of;
    use crate::step::Revision;

    /// Steps that tell the party something without a document: the decision goes out later, and the
    /// bank's words are in its files.
    const WITHOUT_DOCUMENT: [StepName; 6] = [
        StepName::DismissApplication,
        StepName::LapseGrant,
        StepName::RecordRepayment,
        StepName::RecordInterest,
        StepName::ImportReceipts,
        StepName::ImportBankFile,
    ];

    fn event(step: StepName) -> NewEvent {
        NewEvent {
            call: None,
            chain: "calls/2026/applications/a".into(),
            resource: "calls/2026/grants/a".into(),
            step,
            actor: "kari".into(),
            by_staff: true,
            organisation: Some(OrganisationNumber::invented(1)),
            at: DateTime::UNIX_EPOCH,
            from_revision: Revision::NONE,
            request_hash: ORIGIN,
            reason: String::new(),
            payload: r#"[[1,100,"paid"]]"#.into(),
        }
    }

    #[test]
    fn all_that_a_party_is_told_is_in_the_journal() {
        for step in StepName::ALL {
            let event = event(*step);
            let known = entered(&event).is_some() || WITHOUT_DOCUMENT.contains(step);
            assert!(told_of(&event).is_none() || known, "{}", step.name());
        }
    }

    #[test]
    fn what_the_staff_writes_into_a_case_stays_in_the_house() {
        let mut event = event(StepName::UploadDocument);
        let way = |event: &NewEvent| entered(event).map(|(_, direction)| direction);
        assert_eq!(way(&event), Some(Direction::Internal));
        event.by_staff = false;
        assert_eq!(way(&event), Some(Direction::Incoming));
    }
}
