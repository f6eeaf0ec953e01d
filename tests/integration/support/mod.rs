//! The ground of all tests: one PostgreSQL, a fresh database and a service of its own for each
//! test, people who call it over gRPC.

pub mod bank;
pub mod cluster;
pub mod documents;
pub mod fault;
pub mod housing;
pub mod methods;
pub mod notifications;
pub mod person;
pub mod receiver;
pub mod round;
pub mod schemes;
pub mod stutterer;
pub mod wire;
pub mod world;
