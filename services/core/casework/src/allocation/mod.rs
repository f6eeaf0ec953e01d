//! Allocations (fordelinger): a call's budget divided, adjusted, proposed by one person, approved
//! by another.
//!
//! Every step on an allocation locks its call first. That waits for the steps on single
//! applications that hold the call, and keeps new ones out, so that a round is judged as a whole.

mod adjust_award;
mod approve;
mod award;
mod compare;
mod create;
mod decisions;
mod explain_award;
mod export_awards;
mod export_runs;
mod fairness;
mod follow_up;
mod follow_up_grant;
mod freed;
mod get;
mod history;
mod in_order;
mod list;
mod list_awards;
mod new_allocation;
mod offers;
mod propose;
mod release;
mod renew;
mod resource;
mod round;
pub(crate) mod rows;
mod send_back;
mod simulate;
mod verify;

pub use adjust_award::AdjustAward;
pub use approve::Approve;
pub use award::{AwardKey, AwardOfAllocation};
pub use compare::Compare;
pub use create::Create;
pub(crate) use decisions::Plans;
pub use explain_award::{AwardExplanation, ExplainAward};
pub use export_awards::{ExportAwards, ExportedAwards};
pub use export_runs::{ExportRuns, RunChunk, RunPart, RunPlace};
pub use fairness::GetFairnessReport;
pub(crate) use follow_up_grant::raise_one;
pub use get::Get;
pub use list::List;
pub use list_awards::ListAwards;
pub(crate) use offers::{Offered, offer_one};
pub use propose::Propose;
pub(crate) use release::transfer;
pub(crate) use renew::renew_one;
pub use resource::AllocationKey;
pub use send_back::SendBack;
pub use simulate::{Simulate, Simulated};
pub use verify::{DecisionVerdict, RunVerdict, Verification, Verify};
