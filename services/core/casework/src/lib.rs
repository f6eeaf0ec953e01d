//! Steps of the life of a grant: one folder per noun, one type per step.
//!
//! The request is the step. It implements one trait of [`step`], and the [`runner`] does what all
//! steps have in common: it judges roles, access and revision, opens a span, runs the step in a
//! transaction that cannot be cancelled, recognises retries, appends the event, and measures.
//!
//! # The order of judgement
//!
//! 1. *Is it well formed?* `check`, where that depends on the clock or the scheme.
//! 2. *May they?* The access table, then [`Resource::admit`](resource::Resource::admit): whether
//!    the noun exists for the caller, and whether the caller is impartial.
//! 3. *Is it what they read?* The revision; a retry of the same step is answered, anything else is
//!    [`Stale`](domain::refusal::Refusal::Stale).
//! 4. *Is the step open?* The domain's transition consumes the old state and returns the new one or
//!    a refusal; deadlines by [`Actor::now`].
//! 5. *Do the rules allow it?* The scheme's findings and the common ones.
//! 6. *Does the database?* A refusal by constraint name is translated; anything else is a fault of
//!    ours.
//!
//! # Locks
//!
//! Rows are locked before they are judged, so what was judged is what is written.
//! [`Resource::find`](resource::Resource::find) locks parents first. One order holds everywhere, so
//! that steps wait for each other but never in a circle: the call, its applications by id, its
//! allocation, its sub-frames by code, grants and reports by id, the heads of event chains by name.
//!
//! # A new step
//!
//! 1. Choose the trait: see the table in [`step`]. Most steps change a noun: [`step::Step`].
//! 2. Write the type in a file of its noun's folder, with the request's fields. Its name and
//!    its roles are a row in `domain::step`.
//! 3. What it reads or writes in the database is a function in `rows` of the noun (recipe in
//!    [`store`]). What several steps need of the noun belongs to its
//!    [`Resource`](resource::Resource).
//! 4. Add its rows in `server/src/wire/<noun>.rs`: the step of the method, its message and its
//!    answer.
//!
//! ```
//! use casework::application::{ApplicationKey, ApplicationView, WholeApplication};
//! use casework::error::CaseError;
//! use casework::resource::Change;
//! use casework::step::{Context, Step};
//! use domain::scheme::Scheme;
//! use domain::step::{Revision, StepName};
//!
//! /// Takes an application back.
//! #[derive(serde::Serialize)]
//! struct Withdraw {
//!     key: ApplicationKey,
//!     revision: Revision,
//!     reason: String,
//! }
//!
//! impl<S: Scheme> Step<S> for Withdraw {
//!     const STEP: StepName = StepName::WithdrawApplication;
//!     type On = WholeApplication<S::Form>;
//!     type Answer = ApplicationView<S::Form>;
//!
//!     fn on(&self) -> (&ApplicationKey, Revision) {
//!         (&self.key, self.revision)
//!     }
//!
//!     async fn take(
//!         &self,
//!         before: Self::On,
//!         context: &mut Context<'_>,
//!     ) -> Result<Change<Self::On>, CaseError> {
//!         let record = context.record(&self.reason);
//!         let after = WholeApplication {
//!             application: before.application.withdraw(record)?,
//!             ..before
//!         };
//!         Ok(Change::showing(after, |after| &after.application.state))
//!     }
//! }
//! ```

pub mod actor;
pub mod allocation;
mod amount;
pub mod appeal;
pub mod application;
pub mod assessment;
mod blocks;
pub mod call;
pub mod change;
mod context;
pub mod deadline;
pub mod decision;
pub mod document;
pub mod error;
pub mod event;
pub mod finance;
pub mod grant;
pub mod journal;
mod late;
pub mod ledger;
pub mod notification;
pub mod obligation;
pub mod paging;
pub mod recovery;
pub mod register;
pub mod report;
pub mod resource;
pub mod retention;
pub mod reversal;
pub mod runner;
pub mod sample;
pub mod scheme;
mod standing;
mod state_aid;
pub mod step;
pub mod subject;
pub mod succession;
pub mod webhook;

pub use actor::Actor;
pub use error::CaseError;
pub use runner::{Run, Runner};
