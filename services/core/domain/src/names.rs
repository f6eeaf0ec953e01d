//! The names of resources below their scheme: in events, in chains and in refusals. The server puts
//! `schemes/{scheme}/` before them.

use std::fmt;

use crate::decision::DecisionNumber;
use crate::identifiers::{
    AllocationId, ApplicationId, AppropriationChangeId, AttachmentId, BatchId, CallId,
    CaseReference, DeadlineMoveId, DisposalId, DocumentId, ReportId, SampleId, SuccessionId,
    WebhookId,
};
use crate::ledger::BudgetItem;

/// The chain of everything recorded in registers.
pub const REGISTERS: &str = "registers";

/// A batch of register entries. Its events stand in the chain of the registers.
#[must_use]
pub fn entry_batch(number: impl fmt::Display) -> String {
    format!("entryBatches/{number}")
}

/// A call (utlysning).
#[must_use]
pub fn call(call: &CallId) -> String {
    format!("calls/{call}")
}

/// An application (søknad): also the chain of its whole case, grant and reports included.
#[must_use]
pub fn application(call: &CallId, application: ApplicationId) -> String {
    format!("calls/{call}/applications/{application}")
}

/// Returns the application whose case a chain is; `None` where it is no case's.
#[must_use]
pub fn application_of(chain: &str) -> Option<ApplicationId> {
    let (_, id) = chain.split_once("/applications/")?;
    id.parse().ok()
}

/// A file of an application (vedlegg).
#[must_use]
pub fn attachment(call: &CallId, application: ApplicationId, attachment: AttachmentId) -> String {
    format!("calls/{call}/applications/{application}/attachments/{attachment}")
}

/// A webhook: also its chain.
#[must_use]
pub fn webhook(webhook: WebhookId) -> String {
    format!("webhooks/{webhook}")
}

/// A decision about an application (vedtak).
#[must_use]
pub fn decision(call: &CallId, application: ApplicationId, number: DecisionNumber) -> String {
    format!("calls/{call}/applications/{application}/decisions/{number}")
}

/// The number of a decision as letters write it.
#[must_use]
pub fn decision_number(case: &CaseReference, number: DecisionNumber) -> String {
    format!("{case}/{number}")
}

/// An entry of the journal of an application's case.
#[must_use]
pub fn journal_entry(
    call: &CallId,
    application: ApplicationId,
    number: impl fmt::Display,
) -> String {
    format!("calls/{call}/applications/{application}/journalEntries/{number}")
}

/// An instalment of a grant (utbetaling).
#[must_use]
pub fn instalment(call: &CallId, grant: ApplicationId, number: i32) -> String {
    format!("calls/{call}/grants/{grant}/instalments/{number}")
}

/// A recovery of a grant (tilbakekreving).
#[must_use]
pub fn recovery(call: &CallId, grant: ApplicationId, number: impl fmt::Display) -> String {
    format!("calls/{call}/grants/{grant}/recoveries/{number}")
}

/// An appeal (klage). Its events stand in its application's chain.
#[must_use]
pub fn appeal(call: &CallId, application: ApplicationId, number: impl fmt::Display) -> String {
    format!("calls/{call}/applications/{application}/appeals/{number}")
}

/// A document of an appeal.
#[must_use]
pub fn appeal_document(
    call: &CallId,
    application: ApplicationId,
    number: impl fmt::Display,
    document: DocumentId,
) -> String {
    format!("calls/{call}/applications/{application}/appeals/{number}/documents/{document}")
}

/// An allocation (fordeling): also its chain.
#[must_use]
pub fn allocation(call: &CallId, allocation: AllocationId) -> String {
    format!("calls/{call}/allocations/{allocation}")
}

/// A grant (tilskudd). Its events stand in its application's chain.
#[must_use]
pub fn grant(call: &CallId, grant: ApplicationId) -> String {
    format!("calls/{call}/grants/{grant}")
}

/// A change of a grant (endring). Its events stand in its application's chain.
#[must_use]
pub fn grant_change(call: &CallId, grant: ApplicationId, number: impl fmt::Display) -> String {
    format!("calls/{call}/grants/{grant}/changes/{number}")
}

/// A batch of approved payments: also its chain.
#[must_use]
pub fn payment_batch(call: &CallId, batch: BatchId) -> String {
    format!("calls/{call}/batches/{batch}")
}

/// A move of last days: also its chain.
#[must_use]
pub fn deadline_move(id: DeadlineMoveId) -> String {
    format!("deadlineMoves/{id}")
}

/// A disposal of cases: also its chain.
#[must_use]
pub fn disposal(id: DisposalId) -> String {
    format!("disposals/{id}")
}

/// The retention of an application's case. Its events stand in the case's chain.
#[must_use]
pub fn retention(call: &CallId, application: ApplicationId) -> String {
    format!("calls/{call}/applications/{application}/retention")
}

/// A sample of a call's grants: also its chain.
#[must_use]
pub fn sample(call: &CallId, id: SampleId) -> String {
    format!("calls/{call}/samples/{id}")
}

/// An organisation taken over by another: also its chain.
#[must_use]
pub fn succession(id: SuccessionId) -> String {
    format!("successions/{id}")
}

/// A bank's file that was imported, by its SHA-256 in hexadecimal: also its chain.
#[must_use]
pub fn bank_file(sha256: &str) -> String {
    format!("bankFiles/{sha256}")
}

/// An entry of a bank's file. Its events stand in the file's chain.
#[must_use]
pub fn bank_entry(sha256: &str, number: i32) -> String {
    format!("bankFiles/{sha256}/entries/{number}")
}

/// A change of an appropriation (bevilgning); the item is the chain of all its changes.
#[must_use]
pub fn appropriation_change(item: &BudgetItem, change: AppropriationChangeId) -> String {
    format!("{}/changes/{change}", appropriation(item))
}

/// An appropriation (bevilgning).
#[must_use]
pub fn appropriation(item: &BudgetItem) -> String {
    format!("appropriations/{}-{}", item.chapter_post, item.year)
}

/// A report (rapport). Its events stand in its application's chain.
#[must_use]
pub fn report(call: &CallId, grant: ApplicationId, report: &ReportId) -> String {
    format!("calls/{call}/grants/{grant}/reports/{report}")
}

/// A document of a grant.
#[must_use]
pub fn document(call: &CallId, grant: ApplicationId, document: DocumentId) -> String {
    format!("calls/{call}/grants/{grant}/documents/{document}")
}

/// A document of a report.
#[must_use]
pub fn report_document(
    call: &CallId,
    grant: ApplicationId,
    report: &ReportId,
    document: DocumentId,
) -> String {
    format!("calls/{call}/grants/{grant}/reports/{report}/documents/{document}")
}
