//! An allocation (fordeling) of a call's budget: its awards, the plan it follows, and the frozen
//! runs that gave them.

pub mod award;
mod competitor;
pub mod decision;
pub mod division;
pub mod fairness;
pub mod frame;
pub mod simulation;
#[cfg(test)]
mod stored_tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::event::hexadecimal;
use crate::identifiers::{AllocationId, CallId};
use crate::money::Money;
use crate::names;
use crate::refusal::Refusal;
use crate::step::{Revision, StepName, StepRecord};

pub use competitor::Competitor;

/// State of an allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AllocationState {
    /// Calculated.
    Draft,
    /// Proposed (innstilling fremmet).
    Proposed {
        /// By whom.
        by: String,
    },
    /// Sent back.
    Returned,
    /// Decided (vedtak).
    Approved {
        /// The person who proposed.
        proposed_by: String,
        /// The person who approved: another.
        approved_by: String,
    },
}

impl AllocationState {
    /// The name in the database and in error metadata.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed { .. } => "proposed",
            Self::Returned => "returned",
            Self::Approved { .. } => "approved",
        }
    }

    /// Returns who proposed it, if it is proposed.
    #[must_use]
    pub fn proposed_by(&self) -> Option<&str> {
        match self {
            Self::Proposed { by } => Some(by),
            Self::Approved { proposed_by, .. } => Some(proposed_by),
            Self::Draft | Self::Returned => None,
        }
    }

    /// Returns who approved it, if it is approved.
    #[must_use]
    pub fn approved_by(&self) -> Option<&str> {
        match self {
            Self::Approved { approved_by, .. } => Some(approved_by),
            Self::Draft | Self::Proposed { .. } | Self::Returned => None,
        }
    }
}

/// The frozen run of one sub-frame: inputs and result as the engine wrote them, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFrameRun {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// The amount that could be promised when it was run.
    pub budget: Money,
    /// The engine's document, as JSON.
    pub document: String,
    /// The engine's hash of it, hexadecimal.
    pub run_hash: String,
}

/// The hash of a whole allocation, which an approval names: SHA-256 over the runs' hashes in the
/// order of the frame plan, hexadecimal.
#[must_use]
pub fn run_hash<'a>(hashes: impl IntoIterator<Item = &'a str>) -> String {
    let digest = hashes
        .into_iter()
        .fold(Sha256::new(), |digest, hash| {
            digest.chain_update(hash.as_bytes())
        })
        .finalize();
    hexadecimal(&digest)
}

/// A scenario that is adopted instead of the scheme's plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Adopted {
    /// The case handler's name for it.
    pub scenario: String,
    /// Why; empty where it does what the scheme's plan does.
    pub reason: String,
}

/// The result of an allocation in one sub-frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubFrameResult {
    /// Code of the sub-frame.
    pub sub_frame: String,
    /// The amount that could be promised when it was run.
    pub budget: Money,
    /// The sum of what the engine came to.
    pub calculated: Money,
    /// The sum of the awards.
    pub awarded: Money,
    /// Applications granted in full.
    pub granted: u32,
    /// Applications granted in part.
    pub partly_granted: u32,
    /// Applications refused.
    pub refused: u32,
}

/// One division of a call's budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Id, made by the client.
    pub id: AllocationId,
    /// The call.
    pub call: CallId,
    /// The approved allocation whose freed money this one divides; `None` for the first.
    pub follows: Option<AllocationId>,
    /// Its state.
    pub state: AllocationState,
    /// SHA-256 over the runs' hashes in the order of their sub-frames, hexadecimal.
    pub run_hash: String,
    /// The scenario it adopted, where it did.
    pub adopted: Option<Adopted>,
    /// Its results by sub-frame. Output only: computed from the awards when it is read.
    pub sub_frames: Vec<SubFrameResult>,
    /// The decision document. Kept as it was approved; computed from the awards before that.
    pub decision: String,
    /// The step that brought it to its state.
    pub last_step: StepRecord,
    /// Changes so far.
    pub revision: Revision,
    /// Time of creation.
    pub created: DateTime<Utc>,
}

impl Allocation {
    /// Returns whether awards can still be adjusted.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn adjust(self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Draft | AllocationState::Returned => Ok(self.stamped(step)),
            AllocationState::Proposed { .. } | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::AdjustAward))
            }
        }
    }

    /// Proposes it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless draft or returned.
    pub fn propose(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Draft | AllocationState::Returned => {
                self.state = AllocationState::Proposed {
                    by: step.actor.clone(),
                };
                Ok(self.stamped(step))
            }
            AllocationState::Proposed { .. } | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::ProposeAllocation))
            }
        }
    }

    /// Sends it back.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed.
    pub fn send_back(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match self.state {
            AllocationState::Proposed { .. } => {
                self.state = AllocationState::Returned;
                Ok(self.stamped(step))
            }
            AllocationState::Draft
            | AllocationState::Returned
            | AllocationState::Approved { .. } => Err(self.wrong_state(StepName::ReturnAllocation)),
        }
    }

    /// Approves it.
    ///
    /// # Errors
    /// [`Refusal::WrongState`] unless proposed; [`Refusal::FourEyes`] when the proposer approves.
    pub fn approve(mut self, step: StepRecord) -> Result<Self, Refusal> {
        match &self.state {
            AllocationState::Proposed { by } if *by == step.actor => Err(Refusal::FourEyes {
                actor: step.actor,
                other: StepName::ProposeAllocation,
                step: StepName::ApproveAllocation,
            }),
            AllocationState::Proposed { by } => {
                self.state = AllocationState::Approved {
                    proposed_by: by.clone(),
                    approved_by: step.actor.clone(),
                };
                Ok(self.stamped(step))
            }
            AllocationState::Draft
            | AllocationState::Returned
            | AllocationState::Approved { .. } => {
                Err(self.wrong_state(StepName::ApproveAllocation))
            }
        }
    }

    /// The refusal for a step that is not open now.
    #[must_use]
    pub fn wrong_state(&self, step: StepName) -> Refusal {
        Refusal::WrongState {
            resource: names::allocation(&self.call, self.id),
            state: self.state.name(),
            step,
        }
    }

    fn stamped(mut self, step: StepRecord) -> Self {
        self.last_step = step;
        self.revision = self.revision.next();
        self
    }
}
