//! Successions (rettsetterfølge): the cases of an organisation that was taken over are its
//! successor's, from the moment a second person confirms it.

mod confirm;
mod judge;
mod list;
mod propose;
mod reject;
mod resource;
mod rows;
mod take;

pub use confirm::Confirm;
pub use list::ListSuccessions;
pub use propose::Propose;
pub use reject::Reject;
