//! Money that leaves: payments that are attested, exported and confirmed.

mod attest;
mod batch;
mod budget;
mod payments;
mod receipts;
mod record_appropriation;
mod rows;

pub use attest::AttestPayments;
pub use budget::{Budget, BudgetOf, GetBudget};
pub use payments::ExportPayments;
pub use receipts::ImportReceipts;
pub use record_appropriation::RecordAppropriation;
