//! The part of the budget an application competes for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The sub-frame, class and groups in which an application competes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// Priority class, 1 first; class 1 is served in full before class 2 gets anything.
    pub priority_class: u32,
    /// Which year of support this is, from 1, where the scheme counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_year: Option<u32>,
    /// The groups the scheme itself names, by the code of the grouping; see
    /// [`Grouping::Scheme`](crate::allocation::division::Grouping::Scheme).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, String>,
}

impl Placement {
    /// A place in a sub-frame and a class, and nothing else to say.
    #[must_use]
    pub fn new(sub_frame: impl Into<String>, priority_class: u32) -> Self {
        Self {
            sub_frame: sub_frame.into(),
            priority_class,
            support_year: None,
            groups: BTreeMap::new(),
        }
    }
}
