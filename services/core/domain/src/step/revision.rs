//! The revision of a resource, and the contract's etag of it.

use serde::{Deserialize, Serialize};

/// The number of changes of a resource, from 1. Its text is the contract's `etag`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(i64);

impl Revision {
    /// The revision of something just created.
    pub const FIRST: Revision = Revision(1);
    /// Before creation: what a creating step starts from.
    pub const NONE: Revision = Revision(0);

    /// The revision with this number; `None` below zero.
    #[must_use]
    pub const fn new(number: i64) -> Option<Self> {
        if number >= 0 {
            Some(Revision(number))
        } else {
            None
        }
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The revision after one more change.
    #[must_use]
    pub const fn next(self) -> Self {
        Revision(self.0 + 1)
    }

    /// The contract's etag.
    #[must_use]
    pub fn etag(self) -> String {
        self.0.to_string()
    }

    /// The revision an etag stands for; `None` when it is none of ours.
    #[must_use]
    pub fn from_etag(etag: &str) -> Option<Self> {
        if etag.is_empty() || etag.len() > 18 || !etag.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        etag.parse()
            .ok()
            .and_then(Self::new)
            .filter(|revision| revision.number() > 0)
    }
}
