//! Money that leaves: payments that are attested, exported and confirmed.

mod attest;
mod batch;
mod budget;
mod payments;
mod receipts;

pub use attest::AttestPayments;
pub use budget::GetBudget;
pub use payments::ExportPayments;
pub use receipts::ImportReceipts;
