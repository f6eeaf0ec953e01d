//! The table of steps: the name of each and the roles that may take it; and the record each leaves:
//! actor, time, revision, reason.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::caller::Role;

mod revision;

pub use revision::Revision;

macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $name:literal => $roles:expr),+ $(,)?) => {
        /// Everything a caller can ask for: one for each method of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum StepName { $($(#[$doc])* $variant),+ }

        impl StepName {
            /// Every step.
            pub const ALL: &'static [StepName] = &[$(StepName::$variant),+];

            /// The name in events and error metadata: the method's, in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(StepName::$variant => $name),+ }
            }

            /// The roles that may take it.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                use Role::{
                    Applicant, Assessor, Auditor, CaseHandler, DecisionMaker, Finance,
                    FinanceClient, SchemeAdministrator,
                };
                match self { $(StepName::$variant => $roles),+ }
            }

            /// The step with this name, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<StepName> {
                StepName::ALL.iter().copied().find(|step| step.name() == name)
            }
        }
    };
}

steps! {
    /// Read the scheme's description.
    GetScheme = "get_scheme" => &Role::OF_CASES,
    /// Create a call.
    CreateCall = "create_call" => &[SchemeAdministrator],
    /// Change a call.
    UpdateCall = "update_call" => &[SchemeAdministrator],
    /// Open a call.
    OpenCall = "open_call" => &[SchemeAdministrator],
    /// Close a call.
    CloseCall = "close_call" => &[SchemeAdministrator],
    /// Read a call.
    GetCall = "get_call" => &Role::OF_CASES,
    /// List calls.
    ListCalls = "list_calls" => &Role::OF_CASES,
    /// Ask what the rules would say.
    CheckApplication = "check_application" => &[Applicant, CaseHandler, SchemeAdministrator],
    /// Create an application.
    CreateApplication = "create_application" => &[Applicant],
    /// Change an application.
    UpdateApplication = "update_application" => &[Applicant],
    /// Submit an application.
    SubmitApplication = "submit_application" => &[Applicant],
    /// Withdraw an application.
    WithdrawApplication = "withdraw_application" => &[Applicant],
    /// Send an application back to be completed.
    ReturnApplication = "return_application" => &[CaseHandler],
    /// Dismiss an application.
    DismissApplication = "dismiss_application" => &[CaseHandler],
    /// Read an application.
    GetApplication = "get_application" =>
        &[Applicant, CaseHandler, Assessor, DecisionMaker, Auditor],
    /// List applications.
    ListApplications = "list_applications" =>
        &[Applicant, CaseHandler, Assessor, DecisionMaker, Auditor],
    /// List the decisions about an application.
    ListDecisions = "list_decisions" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// Read the letter of a decision.
    GetLetter = "get_letter" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// Record that letters are sent.
    DispatchDecisions = "dispatch_decisions" => &[CaseHandler],
    /// Record when a letter reached the party.
    RecordDelivery = "record_delivery" => &[CaseHandler],
    /// Correct an obvious error in a decision.
    CorrectDecision = "correct_decision" => &[DecisionMaker],
    /// Reverse a decision without an appeal.
    ReverseDecision = "reverse_decision" => &[DecisionMaker],
    /// Ask for the reasons of a decision.
    RequestReasons = "request_reasons" => &[Applicant, CaseHandler],
    /// Give the reasons that were asked for.
    GiveReasons = "give_reasons" => &[CaseHandler],
    /// Lodge an appeal.
    LodgeAppeal = "lodge_appeal" => &[Applicant, CaseHandler],
    /// Read an appeal.
    GetAppeal = "get_appeal" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// List appeals.
    ListAppeals = "list_appeals" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// Admit an appeal that is late.
    AdmitAppeal = "admit_appeal" => &[CaseHandler],
    /// Dismiss an appeal.
    DismissAppeal = "dismiss_appeal" => &[DecisionMaker],
    /// Prepare an appeal.
    PrepareAppeal = "prepare_appeal" => &[CaseHandler],
    /// Decide an appeal as the authority.
    DecideAppeal = "decide_appeal" => &[DecisionMaker],
    /// Send an appeal to the body of appeal.
    ForwardAppeal = "forward_appeal" => &[CaseHandler],
    /// Record the decision of the body of appeal.
    RecordAppealOutcome = "record_appeal_outcome" => &[DecisionMaker],
    /// Take an appeal back.
    WithdrawAppeal = "withdraw_appeal" => &[Applicant, CaseHandler],
    /// Ask for the band in which an award would have fallen in the round before.
    EstimateAward = "estimate_award" => &[Applicant],
    /// Add a file.
    UploadAttachment = "upload_attachment" => &[Applicant],
    /// Read a file.
    DownloadAttachment = "download_attachment" =>
        &[Applicant, CaseHandler, Assessor, DecisionMaker, Auditor],
    /// Declare an interest (inhabilitet).
    DeclareInterest = "declare_interest" => &[CaseHandler, Assessor, DecisionMaker, Finance],
    /// Score an application.
    RecordAssessment = "record_assessment" => &[CaseHandler, Assessor],
    /// List assessments.
    ListAssessments = "list_assessments" => &[CaseHandler, Assessor, DecisionMaker, Auditor],
    /// Try ways to divide a budget.
    SimulateAllocation = "simulate_allocation" => &[CaseHandler, DecisionMaker],
    /// Compare stored allocations.
    CompareAllocations = "compare_allocations" => &[CaseHandler, DecisionMaker],
    /// Run the engine.
    CreateAllocation = "create_allocation" => &[CaseHandler],
    /// Change an award.
    AdjustAward = "adjust_award" => &[CaseHandler],
    /// Propose an allocation (innstilling).
    ProposeAllocation = "propose_allocation" => &[CaseHandler],
    /// Send an allocation back.
    ReturnAllocation = "return_allocation" => &[DecisionMaker],
    /// Approve an allocation (vedtak).
    ApproveAllocation = "approve_allocation" => &[DecisionMaker],
    /// Read an allocation.
    GetAllocation = "get_allocation" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// List allocations.
    ListAllocations = "list_allocations" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// List awards.
    ListAwards = "list_awards" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// Explain an award.
    ExplainAward = "explain_award" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// Run an allocation again.
    VerifyAllocation = "verify_allocation" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Read the frozen runs.
    ExportRuns = "export_runs" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Read a grant.
    GetGrant = "get_grant" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// List grants.
    ListGrants = "list_grants" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// Accept a grant.
    AcceptGrant = "accept_grant" => &[Applicant],
    /// Decline a grant.
    DeclineGrant = "decline_grant" => &[Applicant],
    /// Record that an offer lapsed.
    LapseGrant = "lapse_grant" => &[CaseHandler],
    /// Give notice that an offer will lapse.
    NoticeLapse = "notice_lapse" => &[CaseHandler],
    /// Let an offer be accepted late.
    AdmitLateAcceptance = "admit_late_acceptance" => &[CaseHandler],
    /// Submit a revised budget.
    SubmitRevisedBudget = "submit_revised_budget" => &[Applicant],
    /// Give from next year's frame what an upheld appeal waited for.
    FundGrant = "fund_grant" => &[CaseHandler],
    /// Approve a revised budget.
    ApproveRevisedBudget = "approve_revised_budget" => &[CaseHandler],
    /// Send a revised budget back.
    ReturnRevisedBudget = "return_revised_budget" => &[CaseHandler],
    /// Supply facts that payment waits for.
    SupplyFacts = "supply_facts" => &[Applicant, CaseHandler],
    /// Confirm the conditions for payment.
    ActivateGrant = "activate_grant" => &[CaseHandler],
    /// Stop payments.
    PauseGrant = "pause_grant" => &[CaseHandler],
    /// Take payments up again.
    ResumeGrant = "resume_grant" => &[CaseHandler],
    /// Ask to be paid to another account.
    ChangeAccount = "change_account" => &[Applicant, CaseHandler],
    /// Approve the account that was asked for.
    ApproveAccount = "approve_account" => &[CaseHandler, Finance],
    /// Reject or withdraw a change of account.
    RejectAccount = "reject_account" => &[Applicant, CaseHandler, Finance],
    /// Ask for a change of a grant.
    RequestChange = "request_change" => &[Applicant, CaseHandler],
    /// Approve a change.
    ApproveChange = "approve_change" => &[CaseHandler],
    /// Reject a change.
    RejectChange = "reject_change" => &[CaseHandler],
    /// Take a change back.
    WithdrawChange = "withdraw_change" => &[Applicant, CaseHandler],
    /// List duties to repay.
    ListObligations = "list_obligations" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Write off the years of duties to repay that are complete.
    WalkObligations = "walk_obligations" => &[CaseHandler, SchemeAdministrator],
    /// Record a breach of duties to repay, and claim what is left of them.
    RecordBreach = "record_breach" => &[CaseHandler],
    /// Record that the encumbrance of duties to repay is released.
    ReleaseObligations = "release_obligations" => &[CaseHandler],
    /// Give notice that money will be claimed back.
    NoticeRecovery = "notice_recovery" => &[CaseHandler],
    /// Answer a notice that money will be claimed back.
    AnswerRecovery = "answer_recovery" => &[Applicant, CaseHandler],
    /// Claim money back.
    ClaimRecovery = "claim_recovery" => &[DecisionMaker],
    /// Propose an arrangement for money that is claimed back.
    ProposeArrangement = "propose_arrangement" => &[CaseHandler, Finance],
    /// Approve an arrangement for money that is claimed back.
    ApproveArrangement = "approve_arrangement" => &[DecisionMaker, Finance],
    /// Reject an arrangement, or take it back.
    RejectArrangement = "reject_arrangement" => &[CaseHandler, DecisionMaker, Finance],
    /// Record interest that came in.
    RecordInterest = "record_interest" => &[Finance],
    /// List recoveries.
    ListRecoveries = "list_recoveries" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Read a report.
    GetReport = "get_report" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// List reports.
    ListReports = "list_reports" => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// Write a report.
    UpdateReport = "update_report" => &[Applicant],
    /// Submit a report.
    SubmitReport = "submit_report" => &[Applicant],
    /// Send a report back.
    ReturnReport = "return_report" => &[CaseHandler],
    /// Recommend that a report is accepted.
    RecommendReport = "recommend_report" => &[CaseHandler],
    /// Accept a report.
    AcceptReport = "accept_report" => &[CaseHandler],
    /// Give a later day to report.
    ExtendReport = "extend_report" => &[CaseHandler],
    /// Remind recipients of reports.
    RemindReports = "remind_reports" => &[CaseHandler, SchemeAdministrator],
    /// Move last days, of one case or many.
    MoveDeadlines = "move_deadlines" => &[CaseHandler],
    /// List moves of last days.
    ListDeadlineMoves = "list_deadline_moves" => &[CaseHandler, DecisionMaker, Auditor],
    /// Propose that an organisation was taken over by another.
    ProposeSuccession = "propose_succession" => &[CaseHandler],
    /// Confirm that an organisation was taken over by another.
    ConfirmSuccession = "confirm_succession" => &[CaseHandler, DecisionMaker],
    /// Reject that an organisation was taken over by another.
    RejectSuccession = "reject_succession" => &[CaseHandler, DecisionMaker],
    /// List organisations that were taken over by others.
    ListSuccessions = "list_successions" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Read which cases are due for disposal.
    GetDisposalPlan = "get_disposal_plan" => &[CaseHandler, DecisionMaker, Auditor],
    /// Announce a disposal of cases.
    AnnounceDisposal = "announce_disposal" => &[CaseHandler],
    /// Carry a disposal out.
    CarryOutDisposal = "carry_out_disposal" => &[DecisionMaker],
    /// Read a disposal.
    GetDisposal = "get_disposal" => &[CaseHandler, DecisionMaker, Auditor],
    /// List disposals.
    ListDisposals = "list_disposals" => &[CaseHandler, DecisionMaker, Auditor],
    /// Read how long a case is kept.
    GetRetention = "get_retention" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// Hold the disposal of a case.
    HoldCase = "hold_case" => &[CaseHandler, DecisionMaker],
    /// Release a case that is held.
    ReleaseCase = "release_case" => &[CaseHandler, DecisionMaker],
    /// Create a sample of grants for spot checks.
    CreateSample = "create_sample" => &[CaseHandler],
    /// Draw a sample.
    DrawSample = "draw_sample" => &[CaseHandler, DecisionMaker],
    /// Record a control of a sampled grant.
    RecordControl = "record_control" => &[CaseHandler],
    /// Read a sample.
    GetSample = "get_sample" => &[CaseHandler, DecisionMaker, Auditor],
    /// List samples.
    ListSamples = "list_samples" => &[CaseHandler, DecisionMaker, Auditor],
    /// Add a document.
    UploadDocument = "upload_document" => &[Applicant, CaseHandler],
    /// Read a document.
    DownloadDocument = "download_document" =>
        &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// List the documents of a grant or a report.
    ListDocuments = "list_documents" =>
        &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
    /// Sum indicators.
    SumIndicators = "sum_indicators" =>
        &[CaseHandler, DecisionMaker, Finance, Auditor, SchemeAdministrator],
    /// Read the figures of fairness and predictability.
    GetFairnessReport = "get_fairness_report" =>
        &[CaseHandler, DecisionMaker, Finance, Auditor, SchemeAdministrator],
    /// Export awards.
    ExportAwards = "export_awards" => &[CaseHandler, Finance, Auditor, FinanceClient],
    /// Attest payments.
    AttestPayments = "attest_payments" => &[Finance],
    /// Approve attested payments as a batch.
    ApprovePayments = "approve_payments" => &[DecisionMaker, Finance],
    /// List batches of payments.
    ListBatches = "list_batches" => &[DecisionMaker, Finance, Auditor, FinanceClient],
    /// Stop an attested payment.
    StopPayment = "stop_payment" => &[Finance],
    /// Export the bank's file of a batch.
    ExportBatch = "export_batch" => &[Finance, Auditor, FinanceClient],
    /// Export the payment basis.
    ExportPayments = "export_payments" => &[Finance, Auditor, FinanceClient],
    /// Export the ledger's postings.
    ExportPostings = "export_postings" => &[Finance, Auditor, FinanceClient],
    /// Import receipts.
    ImportReceipts = "import_receipts" => &[Finance],
    /// List instalments that are due and not paid.
    ListDuePayments = "list_due_payments" => &[Finance, DecisionMaker, Auditor],
    /// List state aid.
    ListStateAid = "list_state_aid" => &[CaseHandler, DecisionMaker, Finance, Auditor],
    /// Import an answer of the bank.
    ImportBankFile = "import_bank_file" => &[Finance],
    /// List entries of the bank's files.
    ListBankEntries = "list_bank_entries" => &[Finance, Auditor, FinanceClient],
    /// Compare a month of the bank with the ledger.
    GetReconciliation = "get_reconciliation" => &[Finance, Auditor],
    /// Clear an entry of a bank's file.
    ClearBankEntry = "clear_bank_entry" => &[Finance],
    /// Confirm an account after the bank rejected or returned a payment.
    ConfirmAccount = "confirm_account" => &[Finance],
    /// Record that money was repaid.
    RecordRepayment = "record_repayment" => &[Finance],
    /// Read the budget.
    GetBudget = "get_budget" =>
        &[CaseHandler, DecisionMaker, Finance, Auditor, SchemeAdministrator],
    /// Sum commitments by their tags.
    SummarizeTags = "summarize_tags" =>
        &[CaseHandler, DecisionMaker, Finance, Auditor, SchemeAdministrator],
    /// Record a change of an appropriation.
    RecordAppropriation = "record_appropriation" => &[Finance, SchemeAdministrator],
    /// Follow events.
    WatchEvents = "watch_events" => &Role::OF_CASES,
    /// Record register entries.
    RecordEntries = "record_entries" => &[SchemeAdministrator],
    /// Confirm register entries.
    ConfirmEntries = "confirm_entries" => &[SchemeAdministrator],
    /// Reject register entries.
    RejectEntries = "reject_entries" => &[SchemeAdministrator],
    /// List batches of register entries.
    ListEntryBatches = "list_entry_batches" =>
        &[CaseHandler, DecisionMaker, Auditor, SchemeAdministrator],
    /// List register entries.
    ListEntries = "list_entries" => &[CaseHandler, DecisionMaker, Auditor, SchemeAdministrator],
    /// List notifications.
    ListNotifications = "list_notifications" =>
        &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// List the entries of the journal.
    ListJournal = "list_journal" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// List the history of a case.
    ListHistory = "list_history" => &[Applicant, CaseHandler, DecisionMaker, Auditor],
    /// Set the titles of an entry of the journal.
    SetJournalTitles = "set_journal_titles" => &[CaseHandler],
    /// Register a webhook.
    RegisterWebhook = "register_webhook" => &[Applicant],
    /// List webhooks.
    ListWebhooks = "list_webhooks" => &[Applicant, CaseHandler, Auditor],
    /// Delete a webhook.
    DeleteWebhook = "delete_webhook" => &[Applicant],
    /// Give a webhook a new secret.
    RotateWebhookSecret = "rotate_webhook_secret" => &[Applicant],
    /// Have notifications delivered to a webhook again.
    ReplayWebhook = "replay_webhook" => &[Applicant],
    /// Mark notifications as read.
    MarkNotificationsRead = "mark_notifications_read" => &[Applicant],
}

/// Actor, time and reason of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// The caller's subject.
    pub actor: String,
    /// The time, in UTC, by the clock passed in.
    pub at: DateTime<Utc>,
    /// Why, in the actor's words; empty where the step needs none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
