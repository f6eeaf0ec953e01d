//! The rim: tonic, sign-in, the order of judgement, errors as statuses, limits, health, shutdown. Knows no scheme.

pub mod edge;
pub mod sign_in;
