//! The scheme held against cases that a case handler can read (`cases/*.toml`) and
//! against rules that must hold for all.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own case has failed"
)]

mod capacity;
mod follow_up;
mod places;
mod properties;
mod scene;
mod tags;
mod walk;
mod wire;
mod worked;
