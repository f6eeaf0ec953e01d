//! The history of a case.

use domain::history::{FieldChange, HistoryEntry};

use crate::notification::resource_name;
use crate::outward::{Outward, timestamp};
use crate::{SchemeContract, v1};

impl<S: SchemeContract> Outward<S> {
    /// An entry, in the language of the one who asked.
    #[must_use]
    pub fn history_entry(&self, from: HistoryEntry) -> v1::HistoryEntry {
        let title = from.title(self.language);
        let changes = from.changes.into_iter();
        let changes = changes.map(
            |FieldChange {
                 path,
                 before,
                 after,
             }| v1::FieldChange {
                path,
                before,
                after,
            },
        );
        v1::HistoryEntry {
            title,
            sequence: from.sequence,
            resource: resource_name(S::PROFILE.code, &from.resource),
            step: from.step.name().to_owned(),
            actor: self.actor(&from.actor, from.by_staff),
            by_staff: from.by_staff,
            time: Some(timestamp(from.at)),
            reason: from.reason,
            changes: changes.collect(),
            changes_left_out: i32::try_from(from.changes_left_out).unwrap_or(i32::MAX),
        }
    }
}
