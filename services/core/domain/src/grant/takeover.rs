//! A grant whose recipient was taken over by another organisation.

use chrono::{DateTime, Utc};

use super::Grant;
use crate::findings::Finding;
use crate::identifiers::OrganisationNumber;

/// The traces of takeovers in a grant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GrantTakeover {
    /// Number and name of the organisation it was granted to, where another holds it now.
    pub granted_to: Option<(OrganisationNumber, String)>,
    /// The time since which nothing is paid to the account that a predecessor gave; none where the
    /// holder itself gave it.
    pub account_stopped: Option<DateTime<Utc>>,
}

impl Grant {
    /// Returns true while no account of the successor is approved.
    #[must_use]
    pub fn has_account_of_predecessor(&self) -> bool {
        let stopped = self.takeover.account_stopped;
        stopped.is_some_and(|at| {
            !self.account_changes.iter().any(|one| {
                one.requested.at >= at && one.approved.is_some() && one.rejected.is_none()
            })
        })
    }

    /// The finding on payments while no account of the successor is approved.
    pub(super) fn predecessor_block(&self) -> Option<Finding> {
        let stopped = self.has_account_of_predecessor();
        stopped.then(|| Finding::blocking("PAYMENT_ACCOUNT_OF_PREDECESSOR", "configurable"))
    }
}
