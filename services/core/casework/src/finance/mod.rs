//! Money that leaves: payments that are attested, approved, exported and confirmed.

mod approve;
mod attest;
mod bank;
mod budget;
mod export_batch;
mod payments;
mod plan_changes;
mod postings;
mod receipts;
mod record_appropriation;
mod rows;
mod stop;

pub use approve::ApprovePayments;
pub use attest::AttestPayments;
pub use bank::FileFault;
pub use budget::{Budget, BudgetOf, GetBudget};
pub use export_batch::ExportBatch;
pub use payments::ExportPayments;
pub use postings::ExportPostings;
pub use receipts::ImportReceipts;
pub use record_appropriation::RecordAppropriation;
pub use stop::StopPayment;
