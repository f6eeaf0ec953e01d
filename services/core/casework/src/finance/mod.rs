//! Money that leaves: payments that are attested, approved, exported and confirmed.

mod approve;
mod attest;
mod bank;
mod bank_rows;
mod budget;
mod clear_bank_entry;
mod confirm_account;
mod export_batch;
mod import_bank_file;
mod judged;
mod list_bank_entries;
mod list_due_payments;
mod payments;
mod plan_changes;
mod postings;
mod receipts;
mod reconciliation;
mod record_appropriation;
mod rows;
mod stop;

pub use approve::ApprovePayments;
pub use attest::AttestPayments;
pub use bank::FileFault;
pub use budget::{Budget, BudgetOf, GetBudget};
pub use clear_bank_entry::ClearBankEntry;
pub use confirm_account::ConfirmAccount;
pub use export_batch::ExportBatch;
pub use import_bank_file::{ImportBankFile, ImportedBankFile};
pub use list_bank_entries::ListBankEntries;
pub use list_due_payments::ListDuePayments;
pub use payments::ExportPayments;
pub use postings::ExportPostings;
pub use receipts::ImportReceipts;
pub use reconciliation::GetReconciliation;
pub use record_appropriation::RecordAppropriation;
pub use stop::StopPayment;
