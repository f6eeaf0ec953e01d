//! gRPC for one or several schemes, none of which it knows: transport, authentication, handlers,
//! error mapping, telemetry, health and shutdown.
//!
//! A call comes in over a connection that the [`transport`] keeps within its limits, passes the
//! authentication layer ([`auth`]), and reaches the [`dispatcher`], which reads the message into
//! the step that the table of methods names ([`wire`]) and has it run.
//!
//! A scheme's program is [`run`]; programs that serve several schemes, and tests, open a
//! [`host::Host`] and [`start`](fn@start) each.

pub mod auth;
pub mod config;
mod database;
pub mod dispatcher;
pub mod error;
mod handlers;
pub mod host;
mod key_file;
mod request_context;
mod run;
pub mod sender;
pub mod sequencer;
pub mod services;
pub mod sign_in;
mod start;
mod stream;
mod table;
pub mod telemetry;
pub mod transport;
mod typesetter;
mod watch;
pub mod wire;

pub use request_context::RequestContext;
pub use run::{run, run_with, told_to_stop};
pub use services::{Routed, Services};
pub use start::{Own, RunningService, Start, StartError, start, start_with};
pub use stream::Parts;
pub use table::same_name;
