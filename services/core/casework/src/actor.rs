//! The actor of a step: the caller, the present instant, and randomness.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Access, require};
use domain::calendar::local_date;
use domain::caller::Caller;
use domain::randomness::Randomness;
use domain::step::{StepName, StepRecord};

use crate::error::CaseError;

/// The caller, the present instant, and randomness: all that a step may know of the world outside
/// the database.
#[derive(Clone)]
pub struct Actor {
    /// The signed-in caller.
    pub caller: Caller,
    /// The present instant, by the clock of the service.
    pub now: DateTime<Utc>,
    /// Randomness, for salts and keys.
    pub chance: Arc<dyn Randomness>,
}

impl fmt::Debug for Actor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Actor")
            .field("caller", &self.caller)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Actor {
    /// Returns what the caller's roles allow of a step.
    ///
    /// # Errors
    /// [`RoleNotAllowed`](domain::refusal::Refusal::RoleNotAllowed).
    pub fn may(&self, step: StepName) -> Result<Access, CaseError> {
        Ok(require(&self.caller, step)?)
    }

    /// Returns today's date in Norway.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_date(self.now)
    }

    /// Returns the record that a step of this actor leaves.
    #[must_use]
    pub fn record(&self, reason: &str) -> StepRecord {
        StepRecord {
            actor: self.caller.subject.clone(),
            at: self.now,
            reason: reason.to_owned(),
        }
    }
}
