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
//! Rows are locked before they are judged, so what was judged is what is written. Locks are taken
//! in one order everywhere, so that steps wait for each other but never in a circle: the call, its
//! applications by id, its allocation, its sub-frames by code, grants and reports by id, the heads
//! of event chains by name.
//!
//! # One folder per noun
//!
//! A folder holds the steps of a noun, and all of its SQL in `rows.rs` or `rows/`.

pub mod act;
pub mod allocation;
pub mod application;
pub mod assessment;
pub mod call;
pub mod error;
pub mod event;
pub mod finance;
pub mod grant;
mod paging;
pub mod register;
pub mod report;

pub use act::{Act, Actor, look, run};
pub use error::CaseError;
