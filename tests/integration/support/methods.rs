//! Which methods are sent twice by one test, and which by others.

/// The first words of the names of methods that change nothing.
pub const READS: [&str; 12] = [
    "Get", "List", "Check", "Export", "Watch", "Download", "Explain", "Verify", "Sum", "Simulate",
    "Compare", "Estimate",
];
/// Methods that are tried by a test of their own, beside what they are for.
pub const BELOW: [&str; 34] = [
    "AdmitAppeal",
    "AdmitLateAcceptance",
    "ApprovePayments",
    "AttestPayments",
    "ClearBankEntry",
    "ConfirmAccount",
    "CorrectDecision",
    "DecideAppeal",
    "DeclineGrant",
    "DismissAppeal",
    "DispatchDecisions",
    "ForwardAppeal",
    "GiveReasons",
    "ImportBankFile",
    "ImportReceipts",
    "LapseGrant",
    "LodgeAppeal",
    "MarkNotificationsRead",
    "NoticeLapse",
    "PrepareAppeal",
    "RecordAppealOutcome",
    "RecordBreach",
    "RecordDelivery",
    "RecordEntries",
    "RecordRepayment",
    "ReleaseObligations",
    "RemindReports",
    "RequestReasons",
    "StopPayment",
    "SupplyFacts",
    "UploadAttachment",
    "UploadDocument",
    "WalkObligations",
    "WithdrawAppeal",
];
