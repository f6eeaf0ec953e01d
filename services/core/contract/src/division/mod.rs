//! The division of a sub-frame.

mod inward;
mod outward;

pub(crate) use inward::{CHANGEABLE, changes};
