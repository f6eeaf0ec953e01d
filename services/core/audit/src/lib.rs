//! The auditor's own check of the history. It shares no code with what writes it: the encoding of
//! events, the Merkle tree and the signed notes are read here from docs/audit.md.
//!
//! [`check::Checker`] takes entries of the log, ends of chains and events, from a
//! [`database`] or from anywhere else, and gives one [`Finding`] for each chain: its first event
//! that does not fit. [`export`] is a file of one case that can be checked alone.

pub mod check;
pub mod database;
mod encoding;
pub mod event;
pub mod export;
pub mod note;
pub mod tree;

pub use check::{Checker, Finding, Report};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The hash before a chain's first event.
pub const ORIGIN: Hash = [0; 32];
