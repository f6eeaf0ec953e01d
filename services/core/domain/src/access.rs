//! Which role may take which step: one table, read by a test that tries every method with every
//! role.

use serde::{Deserialize, Serialize};

use crate::caller::{Caller, Role};
use crate::identifiers::OrganisationNumber;
use crate::refusal::Refusal;

/// What one role may do with one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// On every case.
    Allowed,
    /// On the caller's own organisation's cases only.
    OwnOrganisation,
    /// Never.
    Denied,
}

macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// Everything a caller can ask for: one for each method of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Step { $($(#[$doc])* $variant),+ }

        impl Step {
            /// Every step.
            pub const ALL: &'static [Step] = &[$(Step::$variant),+];

            /// The name in events and error metadata: the method's, in snake case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Step::$variant => $name),+ }
            }

            /// The step with this name, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Step> {
                Step::ALL.iter().copied().find(|step| step.name() == name)
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
    /// Export the payment basis.
    ExportPayments = "export_payments",
    /// Import receipts.
    ImportReceipts = "import_receipts",
    /// Read the budget.
    GetBudget = "get_budget",
    /// Follow events.
    WatchEvents = "watch_events",
    /// Record register entries.
    RecordEntries = "record_entries",
    /// List register entries.
    ListEntries = "list_entries",
}

/// The table: who may take each step. Exhaustive on purpose: a new step does not compile before it
/// has a line here.
#[must_use]
pub const fn roles(step: Step) -> &'static [Role] {
    use Role::{
        Applicant, Assessor, Auditor, CaseHandler, DecisionMaker, Finance, SchemeAdministrator,
    };
    match step {
        Step::GetScheme | Step::GetCall | Step::ListCalls | Step::WatchEvents => &Role::ALL,
        Step::CreateCall
        | Step::UpdateCall
        | Step::OpenCall
        | Step::CloseCall
        | Step::RecordEntries => &[SchemeAdministrator],
        Step::CheckApplication => &[Applicant, CaseHandler, SchemeAdministrator],
        Step::CreateApplication
        | Step::UpdateApplication
        | Step::SubmitApplication
        | Step::WithdrawApplication
        | Step::EstimateAward
        | Step::UploadAttachment
        | Step::AcceptGrant
        | Step::DeclineGrant
        | Step::UpdateReport
        | Step::SubmitReport => &[Applicant],
        Step::ReturnApplication
        | Step::DismissApplication
        | Step::CreateAllocation
        | Step::AdjustAward
        | Step::ProposeAllocation
        | Step::LapseGrant
        | Step::ActivateGrant
        | Step::PauseGrant
        | Step::ResumeGrant
        | Step::ReturnReport
        | Step::AcceptReport => &[CaseHandler],
        Step::ReturnAllocation | Step::ApproveAllocation => &[DecisionMaker],
        Step::SimulateAllocation | Step::CompareAllocations => &[CaseHandler, DecisionMaker],
        Step::RecordAssessment => &[CaseHandler, Assessor],
        Step::DeclareInterest => &[CaseHandler, Assessor, DecisionMaker, Finance],
        Step::GetApplication | Step::ListApplications | Step::DownloadAttachment => {
            &[Applicant, CaseHandler, Assessor, DecisionMaker, Auditor]
        }
        Step::ListAssessments => &[CaseHandler, Assessor, DecisionMaker, Auditor],
        Step::GetAllocation | Step::ListAllocations | Step::VerifyAllocation | Step::ExportRuns => {
            &[CaseHandler, DecisionMaker, Finance, Auditor]
        }
        Step::ListAwards
        | Step::ExplainAward
        | Step::GetGrant
        | Step::ListGrants
        | Step::GetReport
        | Step::ListReports => &[Applicant, CaseHandler, DecisionMaker, Finance, Auditor],
        Step::SumIndicators | Step::GetBudget | Step::GetFairnessReport => &[
            CaseHandler,
            DecisionMaker,
            Finance,
            Auditor,
            SchemeAdministrator,
        ],
        Step::ExportAwards => &[CaseHandler, Finance, Auditor],
        Step::AttestPayments | Step::ImportReceipts => &[Finance],
        Step::ExportPayments => &[Finance, Auditor],
        Step::ListEntries => &[CaseHandler, DecisionMaker, Auditor, SchemeAdministrator],
    }
}

/// What one role may do with one step. Organisations reach their own cases only; scheme and calls
/// belong to nobody.
#[must_use]
pub fn access(step: Step, role: Role) -> Access {
    let public = matches!(step, Step::GetScheme | Step::GetCall | Step::ListCalls);
    match (roles(step).contains(&role), role) {
        (false, _) => Access::Denied,
        (true, Role::Applicant) if !public => Access::OwnOrganisation,
        (true, _) => Access::Allowed,
    }
}

/// What the caller may do with a step, over all its roles: the widest wins.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`] when no role allows it.
pub fn require(caller: &Caller, step: Step) -> Result<Access, Refusal> {
    let accesses: Vec<Access> = caller
        .roles()
        .into_iter()
        .map(|role| access(step, role))
        .collect();
    if accesses.contains(&Access::Allowed) {
        Ok(Access::Allowed)
    } else if accesses.contains(&Access::OwnOrganisation) {
        Ok(Access::OwnOrganisation)
    } else {
        Err(Refusal::RoleNotAllowed {
            step,
            roles: caller.roles(),
        })
    }
}

/// Whether the caller may take the step on a case of this organisation. A case of another
/// organisation does not exist for it.
///
/// # Errors
/// [`Refusal::RoleNotAllowed`] when no role allows the step; [`Refusal::NotFound`] when the case is
/// another organisation's.
pub fn require_for(
    caller: &Caller,
    step: Step,
    organisation: &OrganisationNumber,
    resource: &str,
) -> Result<(), Refusal> {
    match require(caller, step)? {
        Access::Allowed => Ok(()),
        Access::OwnOrganisation if caller.organisation() == Some(organisation) => Ok(()),
        Access::OwnOrganisation | Access::Denied => Err(Refusal::NotFound {
            resource: resource.to_owned(),
        }),
    }
}

/// Whether the caller may see the account a grant is paid to: the recipient, who prepares the case,
/// who pays.
#[must_use]
pub fn sees_account(caller: &Caller) -> bool {
    let roles = caller.roles();
    [Role::Applicant, Role::CaseHandler, Role::Finance]
        .iter()
        .any(|role| roles.contains(role))
}
