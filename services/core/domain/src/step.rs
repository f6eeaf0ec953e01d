//! Names of steps, and the record each leaves: actor, time, revision, reason.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
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
    GetScheme = "get_scheme",
    /// Create a call.
    CreateCall = "create_call",
    /// Change a call.
    UpdateCall = "update_call",
    /// Open a call.
    OpenCall = "open_call",
    /// Close a call.
    CloseCall = "close_call",
    /// Read a call.
    GetCall = "get_call",
    /// List calls.
    ListCalls = "list_calls",
    /// Ask what the rules would say.
    CheckApplication = "check_application",
    /// Create an application.
    CreateApplication = "create_application",
    /// Change an application.
    UpdateApplication = "update_application",
    /// Submit an application.
    SubmitApplication = "submit_application",
    /// Withdraw an application.
    WithdrawApplication = "withdraw_application",
    /// Send an application back to be completed.
    ReturnApplication = "return_application",
    /// Dismiss an application.
    DismissApplication = "dismiss_application",
    /// Read an application.
    GetApplication = "get_application",
    /// List applications.
    ListApplications = "list_applications",
    /// List the decisions about an application.
    ListDecisions = "list_decisions",
    /// Read the letter of a decision.
    GetLetter = "get_letter",
    /// Record that letters are sent.
    DispatchDecisions = "dispatch_decisions",
    /// Ask for the band in which an award would have fallen in the round before.
    EstimateAward = "estimate_award",
    /// Add a file.
    UploadAttachment = "upload_attachment",
    /// Read a file.
    DownloadAttachment = "download_attachment",
    /// Declare an interest (inhabilitet).
    DeclareInterest = "declare_interest",
    /// Score an application.
    RecordAssessment = "record_assessment",
    /// List assessments.
    ListAssessments = "list_assessments",
    /// Try ways to divide a budget.
    SimulateAllocation = "simulate_allocation",
    /// Compare stored allocations.
    CompareAllocations = "compare_allocations",
    /// Run the engine.
    CreateAllocation = "create_allocation",
    /// Change an award.
    AdjustAward = "adjust_award",
    /// Propose an allocation (innstilling).
    ProposeAllocation = "propose_allocation",
    /// Send an allocation back.
    ReturnAllocation = "return_allocation",
    /// Approve an allocation (vedtak).
    ApproveAllocation = "approve_allocation",
    /// Read an allocation.
    GetAllocation = "get_allocation",
    /// List allocations.
    ListAllocations = "list_allocations",
    /// List awards.
    ListAwards = "list_awards",
    /// Explain an award.
    ExplainAward = "explain_award",
    /// Run an allocation again.
    VerifyAllocation = "verify_allocation",
    /// Read the frozen runs.
    ExportRuns = "export_runs",
    /// Read a grant.
    GetGrant = "get_grant",
    /// List grants.
    ListGrants = "list_grants",
    /// Accept a grant.
    AcceptGrant = "accept_grant",
    /// Decline a grant.
    DeclineGrant = "decline_grant",
    /// Record that an offer lapsed.
    LapseGrant = "lapse_grant",
    /// Confirm the conditions for payment.
    ActivateGrant = "activate_grant",
    /// Stop payments.
    PauseGrant = "pause_grant",
    /// Take payments up again.
    ResumeGrant = "resume_grant",
    /// Read a report.
    GetReport = "get_report",
    /// List reports.
    ListReports = "list_reports",
    /// Write a report.
    UpdateReport = "update_report",
    /// Submit a report.
    SubmitReport = "submit_report",
    /// Send a report back.
    ReturnReport = "return_report",
    /// Accept a report.
    AcceptReport = "accept_report",
    /// Sum indicators.
    SumIndicators = "sum_indicators",
    /// Read the figures of fairness and predictability.
    GetFairnessReport = "get_fairness_report",
    /// Export awards.
    ExportAwards = "export_awards",
    /// Attest payments.
    AttestPayments = "attest_payments",
    /// Approve attested payments as a batch.
    ApprovePayments = "approve_payments",
    /// Stop an attested payment.
    StopPayment = "stop_payment",
    /// Export the bank's file of a batch.
    ExportBatch = "export_batch",
    /// Export the payment basis.
    ExportPayments = "export_payments",
    /// Export the ledger's postings.
    ExportPostings = "export_postings",
    /// Import receipts.
    ImportReceipts = "import_receipts",
    /// Read the budget.
    GetBudget = "get_budget",
    /// Record a change of an appropriation.
    RecordAppropriation = "record_appropriation",
    /// Follow events.
    WatchEvents = "watch_events",
    /// Record register entries.
    RecordEntries = "record_entries",
    /// List register entries.
    ListEntries = "list_entries",
}

/// The number of changes of a resource, from 1. Its text is the contract's `etag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(i64);

impl Revision {
    /// The revision of something just created.
    pub const FIRST: Revision = Revision(1);
    /// Before creation: what a creating step starts from.
    pub const NONE: Revision = Revision(0);

    /// The revision with this number; `None` below zero.
    #[must_use]
    pub const fn new(number: i64) -> Option<Self> {
        if number >= 0 {
            Some(Revision(number))
        } else {
            None
        }
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The revision after one more change.
    #[must_use]
    pub const fn next(self) -> Self {
        Revision(self.0 + 1)
    }

    /// The contract's etag.
    #[must_use]
    pub fn etag(self) -> String {
        self.0.to_string()
    }

    /// The revision an etag stands for; `None` when it is none of ours.
    #[must_use]
    pub fn from_etag(etag: &str) -> Option<Self> {
        if etag.is_empty() || etag.len() > 18 || !etag.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        etag.parse()
            .ok()
            .and_then(Self::new)
            .filter(|revision| revision.number() > 0)
    }
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
