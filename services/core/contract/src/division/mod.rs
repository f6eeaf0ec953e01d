//! How a sub-frame is divided.

mod inward;
mod outward;

pub(crate) use inward::{CHANGEABLE, changes};
