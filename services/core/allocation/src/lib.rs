//! Dividing a public budget among applicants: exact, deterministic, explained, provable.

pub mod text;
