//! Rows of retention: the facts of cases, disposals, holds, and what is erased.

pub(super) mod disposal;
pub(super) mod elsewhere;
pub(super) mod erase;
pub(super) mod facts;
mod grant;
pub(super) mod hold;
mod on_case;
