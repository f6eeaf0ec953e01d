//! Money that leaves: payments that are attested, exported and confirmed.

mod batch;
pub mod payment;
pub mod receipt;
