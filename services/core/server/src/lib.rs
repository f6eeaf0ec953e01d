//! The rim: tonic, sign-in, the order of judgement, errors as statuses, limits, health, shutdown.
//! Knows no scheme.
//!
//! A call comes in over a connection the [`edge`] keeps within its limits, passes the [`gate`] (who
//! asks, in which language, under which id), reaches its handler (`handlers/`, one file a service),
//! and takes its step at the [`desk`].
//!
//! A scheme's program is [`run`]; programs that serve several schemes, and tests, open a
//! [`host::Host`] and [`start`](fn@start) each.

pub mod config;
pub mod desk;
pub mod edge;
pub mod error;
pub mod gate;
mod handlers;
pub mod host;
mod run;
pub mod services;
pub mod sign_in;
mod start;
mod stream;
pub mod telemetry;

pub use run::{run, run_with, told_to_stop};
pub use services::Services;
pub use start::{RunningService, Start, StartError, start, start_with};
