//! Recoveries (tilbakekreving): notice, claim, arrangements and interest of money that grants must
//! pay back.

mod answer;
mod approve;
mod claim;
pub(crate) mod debts;
mod list;
mod notice;
mod propose;
mod record_interest;
mod reject;
mod resource;
mod rows;

pub use answer::Answer;
pub use approve::Approve;
pub use claim::ClaimRecovery;
pub use list::{List, ListedRecovery, Recoveries};
pub use notice::Notice;
pub use propose::Propose;
pub use record_interest::RecordInterest;
pub use reject::Reject;
pub use resource::{IndebtedGrant, RecoveryKey};
