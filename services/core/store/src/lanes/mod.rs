//! Deliveries: notifications of the outbox on their way through channels. Several senders may work
//! on one database.
//!
//! [`spread`](fn@spread) puts new notifications into the lanes of their cases: one lane for each
//! case in each webhook and in each other channel. [`claim`](fn@claim) takes up lanes that are due,
//! each for one sender alone and for a time; [`record`](fn@record) writes how the attempts went.
//! Within a lane a delivery is attempted only when the one before has ended, so its order holds
//! even when a sender is overtaken by another, and a delivery is then attempted twice.

mod claim;
mod record;
mod spread;
mod webhooks;

pub use claim::{Claimed, ClaimedLane, ContactOf, Keys, Route, claim, due_routes, release};
pub use record::{Attempt, Outcome, record};
pub use spread::{hold_spreading, spread};
pub use webhooks::{disable, follow, give_up};
