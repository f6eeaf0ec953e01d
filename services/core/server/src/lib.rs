//! gRPC for one or several schemes, none of which it knows: transport, authentication, handlers,
//! error mapping, telemetry, health and shutdown.
//!
//! A call comes in over a connection that the [`transport`] keeps within its limits, passes the
//! authentication layer ([`auth`]), reaches its handler (`handlers/`, one file a service),
//! and takes its step at the [`desk`].
//!
//! A scheme's program is [`run`]; programs that serve several schemes, and tests, open a
//! [`host::Host`] and [`start`](fn@start) each.

pub mod auth;
pub mod config;
pub mod desk;
pub mod error;
mod handlers;
pub mod host;
mod run;
pub mod services;
pub mod sign_in;
mod start;
mod stream;
pub mod telemetry;
pub mod transport;

pub use run::{run, run_with, told_to_stop};
pub use services::Services;
pub use start::{RunningService, Start, StartError, start, start_with};
