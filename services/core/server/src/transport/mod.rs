//! The transport: HTTP/2 limits, request ids, health, reflection, gRPC-Web, and a shutdown that
//! ends.

mod limits;
mod listen;
mod readiness;
mod reflection;
mod request;
mod serve;

pub use limits::{ANSWER_BYTES_MAX, MESSAGE_BYTES_MAX};
pub use request::{Peer, REQUEST_ID, RequestId, RequestIds};
pub use serve::{Running, ServeError, Serving, serve};
