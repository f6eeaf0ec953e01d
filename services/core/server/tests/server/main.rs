//! The server from outside: real sockets, a real PostgreSQL, the smallest scheme there can be.

#![expect(
    clippy::unwrap_used,
    reason = "a test, helpers included, fails by panicking"
)]

mod connections;
mod issuer;
mod keys;
mod limits;
mod logs;
mod order;
mod requests;
mod scene;
mod scheme;
mod shutdown;
mod streams;
mod tokens;
mod web;
