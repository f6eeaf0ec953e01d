//! The acts of a grant's life: one function a step, one transaction a function.
//!
//! Every step is `pub async fn <step>(connection, act, request…) -> Result<_, CaseError>`, named as
//! in [`domain::step::StepName`], generic over the [`Scheme`](domain::scheme::Scheme). It takes the
//! connection, it does not open one: [`act::run`] gives it a transaction in a task of its own, so
//! that a write is never cut off by a caller that goes away.
//!
//! # The order of judgement
//!
//! 1. *May they?* The access table, then whether the case exists and is theirs, then whether they
//!    have declared an interest in it.
//! 2. *Is it what they read?* [`act::turn`]: the revision they saw, or a retry of what they did, or
//!    [`Stale`](domain::refusal::Refusal::Stale).
//! 3. *Is the step open?* The domain's step consumes the old state and returns the new or a
//!    refusal; deadlines by [`act::Act::now`].
//! 4. *Do the rules allow it?* The scheme's findings and the common ones.
//! 5. *Does the database?* A refusal by constraint name is translated; anything else is a fault of
//!    ours.
//!
//! Rows are locked before they are judged, so what was judged is what is written. The order of
//! locks stands in [`store`].

pub mod act;
pub mod allocations;
pub mod applications;
pub mod approvals;
pub mod assessments;
pub mod attachments;
pub mod awards;
pub mod calls;
pub mod case;
pub mod creation;
mod draws;
pub mod error;
pub mod estimate;
pub mod events;
pub mod facts;
pub mod fairness;
mod follow_up_grants;
pub mod follow_ups;
pub mod grants;
mod history;
pub mod indicators;
mod instalments;
mod paging;
pub mod payments;
pub mod proposals;
pub mod receipts;
pub mod registers;
mod releases;
pub mod reports;
mod round;
pub mod simulations;
pub mod verification;
pub mod views;

pub use act::{Act, Actor, look, run};
pub use error::CaseError;
