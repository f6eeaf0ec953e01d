//! The edge: HTTP/2 limits, health, reflection, gRPC-Web, and a shutdown that ends.

mod limits;
mod listen;
mod serve;

pub use limits::{ANSWER_BYTES_MAX, MESSAGE_BYTES_MAX};
pub use serve::{Running, ServeError, serve};
