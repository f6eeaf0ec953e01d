//! Retention (bevaring) of cases and their disposal (kassasjon): planned, announced to the parties,
//! held, and carried out by another person.

mod announce;
mod carry_out;
mod due;
mod get;
mod hold;
mod list;
mod plan;
mod rows;

pub use announce::AnnounceDisposal;
pub use carry_out::CarryOutDisposal;
pub use get::{GetDisposal, GetRetention};
pub use hold::{HoldCase, ReleaseCase};
pub use list::ListDisposals;
pub use plan::{GetDisposalPlan, Plan};
