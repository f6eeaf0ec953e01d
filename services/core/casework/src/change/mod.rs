//! Changes of grants (endringer) that recipients ask for.

mod answer;
mod approve;
mod reject;
mod request;
mod resource;
mod withdraw;

pub use approve::Approve;
pub use reject::Reject;
pub use request::Request;
pub use resource::{ChangeKey, ChangedGrant};
pub use withdraw::Withdraw;
