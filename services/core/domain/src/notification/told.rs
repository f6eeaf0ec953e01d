//! The table of which events a party is told of, and what they are to it.

use chrono::NaiveDate;

use super::NotificationKind;
use crate::event::NewEvent;
use crate::grant::InstalmentState;
use crate::retention::RetentionClass;
use crate::step::StepName;

/// Returns what the party is told of an event; `None` where it is told nothing: the event is in no
/// case, the party did it itself, or it is of the staff's work before a decision.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "a table of all steps: a new one does not compile before it has its row"
)]
pub fn told_of(event: &NewEvent) -> Option<NotificationKind> {
    use NotificationKind as Kind;
    event.organisation.as_ref()?;
    let by_staff = |kind| event.by_staff.then_some(kind);
    match event.step {
        StepName::SubmitApplication => Some(Kind::ApplicationReceived),
        StepName::ReturnApplication => Some(Kind::ApplicationReturned),
        StepName::DismissApplication => Some(Kind::ApplicationDismissed),
        StepName::DispatchDecisions => Some(Kind::DecisionDispatched),
        StepName::GiveReasons => Some(Kind::ReasonsGiven),
        StepName::LodgeAppeal => by_staff(Kind::AppealRegistered),
        StepName::WithdrawAppeal => by_staff(Kind::AppealWithdrawn),
        StepName::AdmitAppeal => Some(Kind::AppealAdmitted),
        StepName::ForwardAppeal => Some(Kind::AppealForwarded),
        StepName::NoticeLapse => Some(Kind::OfferNoticed),
        StepName::AdmitLateAcceptance => Some(Kind::OfferExtended),
        StepName::LapseGrant => Some(Kind::OfferLapsed),
        StepName::FundGrant => Some(Kind::GrantFunded),
        StepName::ApproveRevisedBudget => Some(Kind::BudgetApproved),
        StepName::ReturnRevisedBudget => Some(Kind::BudgetReturned),
        StepName::RequestChange => by_staff(Kind::ChangeRegistered),
        StepName::WithdrawChange => by_staff(Kind::ChangeWithdrawn),
        StepName::ActivateGrant => Some(Kind::GrantActivated),
        StepName::PauseGrant => Some(Kind::GrantPaused),
        StepName::ResumeGrant => Some(Kind::GrantResumed),
        // Told even when the party's own system asked: it may not have been the party.
        StepName::ChangeAccount => Some(Kind::AccountRequested),
        StepName::ApproveAccount => Some(Kind::AccountApproved),
        StepName::RejectAccount => by_staff(Kind::AccountRejected),
        StepName::ImportReceipts | StepName::ImportBankFile => paid_or_returned(&event.payload),
        StepName::RecordRepayment => Some(Kind::RepaymentReceived),
        StepName::ReleaseObligations => Some(Kind::DutyReleased),
        StepName::RecordBreach | StepName::NoticeRecovery => Some(Kind::RecoveryNoticed),
        StepName::AnswerRecovery => by_staff(Kind::RecoveryAnswerRegistered),
        StepName::ApproveArrangement => Some(Kind::ArrangementApproved),
        StepName::RecordInterest => Some(Kind::InterestReceived),
        StepName::SubmitReport => Some(Kind::ReportReceived),
        StepName::ReturnReport => Some(Kind::ReportReturned),
        StepName::AcceptReport => Some(Kind::ReportAccepted),
        StepName::ExtendReport => Some(Kind::ReportExtended),
        StepName::RemindReports => Some(Kind::ReportReminded),
        StepName::MoveDeadlines => Some(Kind::DeadlineMoved),
        StepName::ConfirmSuccession => Some(Kind::CaseTakenOver),
        StepName::AnnounceDisposal => Some(Kind::DisposalAnnounced),
        StepName::RecordControl => Some(Kind::ControlDeviated),
        StepName::UploadDocument => by_staff(Kind::DocumentAdded),
        // The party did it itself.
        StepName::CreateApplication
        | StepName::UpdateApplication
        | StepName::WithdrawApplication
        | StepName::UploadAttachment
        | StepName::RequestReasons
        | StepName::AcceptGrant
        | StepName::DeclineGrant
        | StepName::SubmitRevisedBudget
        | StepName::SupplyFacts
        | StepName::UpdateReport
        | StepName::MarkNotificationsRead => None,
        // Work of the staff before a decision, and before money moves. A decision is told when its
        // letter is sent, so the outcome of an appeal or of a change and a correction are not told
        // twice. What is erased was announced.
        StepName::DeclareInterest
        | StepName::HoldCase
        | StepName::ReleaseCase
        | StepName::CarryOutDisposal
        | StepName::RecordAssessment
        | StepName::CreateAllocation
        | StepName::AdjustAward
        | StepName::ProposeAllocation
        | StepName::ReturnAllocation
        | StepName::ApproveAllocation
        | StepName::AttestPayments
        | StepName::ApprovePayments
        | StepName::StopPayment
        | StepName::ConfirmAccount
        | StepName::ClearBankEntry
        | StepName::WalkObligations
        | StepName::RecordDelivery
        | StepName::SetJournalTitles
        | StepName::CorrectDecision
        | StepName::ReverseDecision
        | StepName::ApproveChange
        | StepName::ClaimRecovery
        | StepName::RecommendReport
        | StepName::ProposeArrangement
        | StepName::RejectArrangement
        | StepName::RejectChange
        | StepName::DismissAppeal
        | StepName::PrepareAppeal
        | StepName::DecideAppeal
        | StepName::RecordAppealOutcome => None,
        // Of no case.
        StepName::CreateCall
        | StepName::UpdateCall
        | StepName::OpenCall
        | StepName::CloseCall
        | StepName::RecordAppropriation
        | StepName::RecordEntries
        | StepName::ConfirmEntries
        | StepName::RejectEntries
        | StepName::ListEntryBatches
        | StepName::ProposeSuccession
        | StepName::RejectSuccession
        | StepName::CreateSample
        | StepName::DrawSample
        | StepName::RegisterWebhook
        | StepName::DeleteWebhook
        | StepName::RotateWebhookSecret
        | StepName::ReplayWebhook => None,
        // They read.
        StepName::GetScheme
        | StepName::GetCall
        | StepName::ListCalls
        | StepName::CheckApplication
        | StepName::GetApplication
        | StepName::ListApplications
        | StepName::ListDecisions
        | StepName::GetLetter
        | StepName::GetAppeal
        | StepName::ListAppeals
        | StepName::EstimateAward
        | StepName::DownloadAttachment
        | StepName::ListAssessments
        | StepName::SimulateAllocation
        | StepName::CompareAllocations
        | StepName::GetAllocation
        | StepName::ListAllocations
        | StepName::ListAwards
        | StepName::ExplainAward
        | StepName::VerifyAllocation
        | StepName::ExportRuns
        | StepName::GetGrant
        | StepName::ListGrants
        | StepName::ListObligations
        | StepName::ListRecoveries
        | StepName::GetReport
        | StepName::ListReports
        | StepName::DownloadDocument
        | StepName::ListDocuments
        | StepName::SumIndicators
        | StepName::GetFairnessReport
        | StepName::ExportAwards
        | StepName::ListBatches
        | StepName::ExportBatch
        | StepName::ExportPayments
        | StepName::ExportPostings
        | StepName::ListDuePayments
        | StepName::ListStateAid
        | StepName::ListBankEntries
        | StepName::GetReconciliation
        | StepName::GetBudget
        | StepName::SummarizeTags
        | StepName::WatchEvents
        | StepName::ListEntries
        | StepName::ListNotifications
        | StepName::ListWebhooks
        | StepName::ListJournal
        | StepName::ListHistory
        | StepName::ListDeadlineMoves
        | StepName::ListSuccessions
        | StepName::GetDisposalPlan
        | StepName::GetDisposal
        | StepName::ListDisposals
        | StepName::GetRetention
        | StepName::GetSample
        | StepName::ListSamples => None,
    }
}

/// Returns what a change of instalments by the bank's words is to the recipient. The payload lists
/// number, amount and state of each. One that came back is in the plan again, and is told before
/// what was paid.
fn paid_or_returned(payload: &str) -> Option<NotificationKind> {
    let changed: Vec<(i32, i64, String)> = serde_json::from_str(payload).ok()?;
    let any = |name: &str| changed.iter().any(|(_, _, state)| state == name);
    if any(InstalmentState::Planned.name()) {
        return Some(NotificationKind::PaymentReturned);
    }
    any("paid").then_some(NotificationKind::PaymentPaid)
}

/// Returns the day that an event tells its party of beside its time; none where it tells of none.
#[must_use]
pub fn told_day(event: &NewEvent) -> Option<NaiveDate> {
    if event.step != StepName::AnnounceDisposal {
        return None;
    }
    let (_, _, erased): (String, RetentionClass, NaiveDate) =
        serde_json::from_str(&event.payload).ok()?;
    Some(erased)
}
