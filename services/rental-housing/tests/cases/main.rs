//! The scheme seen from outside: worked cases, properties with negative controls, letters, texts,
//! the contract.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose world cannot be set up shall stop"
)]

mod follow_up;
mod properties;
mod scene;
mod tags;
mod walk;
mod wire;
mod worked;
mod write_off;
